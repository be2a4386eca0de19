import { compare, isNegative, isPositive, least, type Money, subtract, zero } from '../../kernel/money'
import type { BLOCKS } from '../documents'

/** What is blocked on an account (docs/domain.md §1 Block). */
type Block = (typeof BLOCKS)[number]

/** Limits of one direction; null means no limit. `daily` counts the calendar day in Asia/Jakarta. */
export type Limits = { readonly perTransaction: Money | null; readonly daily: Money | null }

/** Limits and what has gone through today, for the account itself or an ancestor. */
export type LimitUse = { readonly limits: Limits; readonly usedToday: Money }

/** A credit to be judged; `amount` is positive. Limits count on the account and on each ancestor sub-account. */
export type CreditCheckInput = LimitUse & {
  readonly block: Block
  readonly amount: Money
  readonly ancestors?: readonly LimitUse[]
}

/** A debit to be judged: as a credit, with the money there is. */
export type DebitCheckInput = CreditCheckInput & { readonly balance: Money; readonly held: Money }

export type LimitRefusal = 'account.limit_per_transaction' | 'account.limit_daily'
export type DebitRefusal = 'account.debit_blocked' | LimitRefusal | 'account.insufficient_funds'
export type CreditRefusal = 'account.credit_blocked' | LimitRefusal

/** The verdict; `remainingToday` is what is left of the tightest daily limit before this movement, null without one. */
export type CheckOutcome<Code extends string> =
  | { readonly allowed: true; readonly code: null; readonly remainingToday: Money | null }
  | { readonly allowed: false; readonly code: Code; readonly remainingToday: Money | null }

/**
 * Judges a debit in the fixed order block → per-transaction limit → daily limit → available funds; the first that fails
 * gives the code. Throws RangeError when the amount is not positive. Source: docs/domain.md §1 Check order of a debit.
 */
export function checkDebit(input: DebitCheckInput): CheckOutcome<DebitRefusal> {
  requirePositive(input.amount)
  return verdict(input, () => {
    if (input.block === 'debit' || input.block === 'all') return 'account.debit_blocked'
    const limit = limitRefusal(input)
    if (limit !== null) return limit
    return compare(input.amount, available(input.balance, input.held)) > 0 ? 'account.insufficient_funds' : null
  })
}

/**
 * Judges a credit: block → per-transaction limit → daily limit. Throws RangeError when the amount is not positive.
 * Source: docs/domain.md §1 Check order of a debit ("credits likewise").
 */
export function checkCredit(input: CreditCheckInput): CheckOutcome<CreditRefusal> {
  requirePositive(input.amount)
  return verdict(input, () =>
    input.block === 'credit' || input.block === 'all' ? 'account.credit_blocked' : limitRefusal(input),
  )
}

/** `balance − held`. Source: docs/domain.md §0 Ledger. */
export function available(balance: Money, held: Money): Money {
  return subtract(balance, held)
}

/** What is left of the daily limit, never below zero; null without a limit. Source: docs/domain.md §1 Limits. */
export function remainingToday({ limits, usedToday }: LimitUse): Money | null {
  if (limits.daily === null) return null
  const left = subtract(limits.daily, usedToday)
  return isNegative(left) ? zero(left.currency) : left
}

function verdict<Code extends string>(input: CreditCheckInput, judge: () => Code | null): CheckOutcome<Code> {
  const code = judge()
  const left = tightest(input)
  return code === null ? { allowed: true, code, remainingToday: left } : { allowed: false, code, remainingToday: left }
}

function limitRefusal(input: CreditCheckInput): LimitRefusal | null {
  const { amount } = input
  const exceeds = (limit: Money | null) => limit !== null && compare(amount, limit) > 0
  // The whole path is checked for one kind of limit before the next, so the code does not depend on depth.
  if (path(input).some((node) => exceeds(node.limits.perTransaction))) return 'account.limit_per_transaction'
  if (path(input).some((node) => exceeds(remainingToday(node)))) return 'account.limit_daily'
  return null
}

function tightest(input: CreditCheckInput): Money | null {
  return path(input).reduce<Money | null>((tight, node) => {
    const left = remainingToday(node)
    if (left === null || tight === null) return left ?? tight
    return least(left, tight)
  }, null)
}

function path(input: CreditCheckInput): readonly LimitUse[] {
  return [input, ...(input.ancestors ?? [])]
}

function requirePositive(amount: Money): void {
  if (!isPositive(amount)) throw new RangeError('a debit or credit has a positive amount')
}
