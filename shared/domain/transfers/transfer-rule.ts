import { compare, formatWire, IDR, isPositive, type Money, parseCurrency, parseMoney } from '../../kernel/money'
import { type DomainError, err, ok, type Result, refuse } from '../../kernel/result'
import { type Instant, parseInstant } from '../../kernel/time'
import type { MovementTarget } from '../accounts/movement'
import type { DocumentPut, DocumentReader, FieldFault, Posting } from '../command'
import { reviewAfterCredit } from '../reconciliation/review'
import { currencyOf, moveBetween, targetById } from './two-sided-movement'

/** The two accounts of a transfer and what it moves. */
export interface Route {
  readonly from: MovementTarget
  readonly to: MovementTarget
  readonly amount: Money
}

/** Where the money goes from and to, or why it cannot. Errors: `not_found`, `transfer.same_account`, `transfer.currency`. */
export function routeOf(
  read: DocumentReader,
  { fromAccountId, toAccountId, amount }: { fromAccountId: string; toAccountId: string; amount: string },
): Result<Route, DomainError | { readonly faults: readonly FieldFault[] }> {
  if (fromAccountId === toAccountId) return refuse('transfer.same_account', { accountId: fromAccountId })
  const from = targetById(read, fromAccountId)
  if (!from) return refuse('not_found', { type: 'subAccount', id: fromAccountId })
  const to = targetById(read, toAccountId)
  if (!to) return refuse('not_found', { type: 'subAccount', id: toAccountId })
  const currency = parseCurrency(currencyOf(from))
  if (!currency.ok) return currency
  if (currencyOf(to) !== currency.value)
    return refuse('transfer.currency', { from: currency.value, to: currencyOf(to) })
  const parsed = parseMoney(amount, currency.value)
  if (!parsed.ok || !isPositive(parsed.value)) {
    const message = `a positive amount of ${currency.value} in its own decimals`
    return err({ faults: [{ path: 'amount', code: 'money.invalid', message }] })
  }
  return ok({ from, to, amount: parsed.value })
}

/**
 * Whether a second person must agree: above the company's threshold, which is in rupiah. An amount of another currency
 * always needs one, because no rate says what it is worth. Source: docs/domain.md §1 Transfer.
 */
export function needsApproval(amount: Money, threshold: string): boolean {
  if (amount.currency !== IDR) return true
  const limit = parseMoney(threshold, IDR)
  if (!limit.ok) throw new Error(`the company's threshold is no amount: ${threshold}`)
  return compare(amount, limit.value) > 0
}

/** What is told of a transfer on both statements. */
interface Told {
  readonly reference: string
  readonly description?: string | undefined
}

export interface Posted {
  readonly puts: readonly DocumentPut[]
  readonly posting: Posting
}

/**
 * Moves the money now: both accounts, one statement line on each side, one posting, and the expected receipts that the credit
 * settles. `newId` is asked for three ids, in a fixed order. Errors: as `moveBetween`.
 */
export function postTransfer(
  read: DocumentReader,
  { from, to, amount }: Route,
  told: Told,
  at: { readonly now: string; newId(): string },
): Result<Posted, DomainError> {
  const now = instantOf(at.now)
  const moved = moveBetween(read, { from, to }, amount, now)
  if (!moved.ok) return moved
  const line = (side: 'debit' | 'credit', own: MovementTarget, other: MovementTarget, balance: Money) =>
    ({
      type: 'accountTransaction',
      doc: {
        id: at.newId(),
        accountId: own.account.id,
        postedAt: at.now,
        direction: side,
        amount: formatWire(amount),
        balanceAfter: formatWire(balance),
        channel: 'internal',
        counterparty: other.account.name,
        reference: told.reference,
        description: told.description ?? WORDING[side],
      },
    }) as const
  const debit = line('debit', from, to, moved.value.fromBalance)
  const credit = line('credit', to, from, moved.value.toBalance)
  const posting = {
    id: at.newId(),
    currency: amount.currency,
    entries: [
      { accountId: from.account.id, amount: -amount.minor },
      { accountId: to.account.id, amount: amount.minor },
    ],
  }
  const settled = reviewAfterCredit(read, to.account, credit)
  return ok({ puts: [...moved.value.puts, debit, credit, ...settled], posting })
}

/** In the bank's language, as on its other statement lines. */
const WORDING = { debit: 'Pemindahbukuan keluar', credit: 'Pemindahbukuan masuk' } as const

/** Contexts carry instants; one that is none is a bug of whoever made the context. */
export function instantOf(text: string): Instant {
  const instant = parseInstant(text)
  if (!instant.ok) throw new Error(`not an instant: ${text}`)
  return instant.value
}
