import { add, compare, isNegative, type Money, subtract, sum, zero } from '../../kernel/money'
import { type DomainError, ok, type Result, refuse } from '../../kernel/result'
import type { Handover } from './fee'

/** What the full count found, each not negative. */
export type PickupCount = {
  readonly shortage: Money
  readonly overage: Money
  readonly counterfeit: Money
  readonly mutilated: Money
}

/** A pick-up to be booked; `balance` is the account's before handover, when nothing of it is held. */
export type PickupInput = {
  readonly balance: Money
  readonly declared: Money
  readonly handover: Handover
  readonly count: PickupCount
}

/** An account's money at one step. */
export type PickupBalances = { readonly balance: Money; readonly held: Money; readonly available: Money }

/** The account after each step, and who bears which part of the difference. */
export type PickupOutcome = {
  readonly afterHandover: PickupBalances
  readonly afterCount: PickupBalances
  readonly liability: { readonly customer: Money; readonly carrier: Money }
}

/**
 * Books a pick-up: the declared amount is credited and held, then released in one step with the difference. Counted on
 * site, the carrier bears a shortage; said to contain, the customer does. Counterfeit and mutilated notes are always the
 * customer's; an overage is credited. Errors: `cash.count_invalid` (negative parts, or more missing and bad than was
 * declared). Source: docs/domain.md §4 Pick-up money.
 */
export function pickup({ balance, declared, handover, count }: PickupInput): Result<PickupOutcome, DomainError> {
  const { shortage, overage, counterfeit, mutilated } = count
  if ([declared, shortage, overage, counterfeit, mutilated].some(isNegative)) return refuse('cash.count_invalid')
  const currency = balance.currency
  if (compare(sum([shortage, counterfeit, mutilated], currency), declared) > 0) return refuse('cash.count_invalid')

  const none = zero(currency)
  const carrier = handover === 'count_on_site' ? shortage : none
  const customer = sum([counterfeit, mutilated, handover === 'count_on_site' ? none : shortage], currency)
  const credited = add(balance, declared)
  const counted = subtract(add(credited, overage), customer)
  return ok({
    afterHandover: { balance: credited, held: declared, available: balance },
    afterCount: { balance: counted, held: none, available: counted },
    liability: { customer, carrier },
  })
}
