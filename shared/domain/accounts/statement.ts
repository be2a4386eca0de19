import { add, type Currency, compare, formatWire, type Money, parseMoney, subtract, sum } from '../../kernel/money'
import { type DomainError, ok, type Result, refuse } from '../../kernel/result'
import {
  BANK_ZONE,
  endOfDay,
  type Instant,
  type LocalDate,
  localDateIn,
  parseInstant,
  startOfDay,
} from '../../kernel/time'
import type { AccountTransaction } from '../documents'

/** Whole calendar days in the bank's zone, both included. */
export interface StatementPeriod {
  readonly from: LocalDate
  readonly to: LocalDate
}

export interface StatementAccount {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly currency: Currency
}

export interface StatementLine {
  readonly id: string
  readonly postedAt: Instant
  readonly direction: 'credit' | 'debit'
  readonly amount: Money
  readonly balanceAfter: Money
  readonly channel: AccountTransaction['channel']
  readonly counterparty: string
  readonly reference: string
  readonly description: string
}

/** What the bank posted on one account within a period, oldest first, between two balances. Source: docs/domain.md §1 Statement. */
export interface Statement {
  readonly account: StatementAccount
  readonly period: StatementPeriod
  /** The period's last day that has begun. */
  readonly lastDay: LocalDate
  /** Until when the lines are known; a period that is not over ends here. */
  readonly asOf: Instant
  readonly opening: Money
  readonly closing: Money
  /** Balance less holds at the end; null unless the period reaches the present, as holds of the past are not known. */
  readonly closingAvailable: Money | null
  readonly lines: readonly StatementLine[]
}

export interface StatementInput {
  readonly account: StatementAccount
  readonly period: StatementPeriod
  readonly asOf: Instant
  /** Every line since the period's first moment up to the present, as the bank has posted them, oldest first. */
  readonly transactions: readonly AccountTransaction[]
  /** The account's figures at the bank now, as wire amounts. */
  readonly present: { readonly balance: string; readonly available: string }
}

/** The first moment of the period, and the first after it. */
export function boundsOf({ from, to }: StatementPeriod): { readonly start: Instant; readonly end: Instant } {
  return { start: startOfDay(from, BANK_ZONE), end: endOfDay(to, BANK_ZONE) }
}

/** Whether a period can be stated at `asOf`. Errors: `statement.period_reversed`, `statement.period_ahead`. */
export function checkPeriod({ from, to }: StatementPeriod, asOf: Instant): Result<null, DomainError> {
  if (from > to) return refuse('statement.period_reversed')
  return from > localDateIn(BANK_ZONE, asOf) ? refuse('statement.period_ahead') : ok(null)
}

/**
 * The statement of a period. The opening balance is the first line's balance less its amount; where the period has no line
 * it follows from the first one after it, and at last from the present balance.
 * Errors: `statement.period_reversed`, `statement.period_ahead`; `money.invalid`, `time.invalid_instant` and
 * `statement.broken` (balances do not follow from each other) where the lines cannot be the bank's.
 */
export function statementOf(input: StatementInput): Result<Statement, DomainError> {
  const { account, period, present } = input
  const checked = checkPeriod(period, input.asOf)
  if (!checked.ok) return checked
  const lines = readLines(input.transactions, account.currency)
  if (!lines.ok) return lines
  const balance = parseMoney(present.balance, account.currency)
  if (!balance.ok) return balance
  const available = parseMoney(present.available, account.currency)
  if (!available.ok) return available

  const { start, end } = boundsOf(period)
  const since = lines.value.filter((line) => line.postedAt >= start)
  const chained = checkChain(since)
  if (!chained.ok) return chained
  const within = since.filter((line) => line.postedAt < end)
  const first = since[0]
  const opening = first ? balanceBefore(first) : balance.value
  const closing = within.at(-1)?.balanceAfter ?? opening
  const last = since.at(-1)
  const asOf = last && last.postedAt > input.asOf ? last.postedAt : input.asOf
  const isPresent = since.length === within.length && asOf < end && compare(closing, balance.value) === 0
  const today = localDateIn(BANK_ZONE, asOf)
  return ok({
    account,
    period,
    lastDay: today < period.to ? today : period.to,
    asOf,
    opening,
    closing,
    closingAvailable: isPresent ? available.value : null,
    lines: within,
  })
}

/** The balance just before a line. */
export function balanceBefore({ direction, amount, balanceAfter }: StatementLine): Money {
  return direction === 'credit' ? subtract(balanceAfter, amount) : add(balanceAfter, amount)
}

/** How many lines of a direction there are and what they come to. */
export function turnover(
  { account, lines }: Statement,
  direction: StatementLine['direction'],
): { readonly count: number; readonly total: Money } {
  const amounts = lines.filter((line) => line.direction === direction).map((line) => line.amount)
  return { count: amounts.length, total: sum(amounts, account.currency) }
}

function readLines(
  transactions: readonly AccountTransaction[],
  currency: Currency,
): Result<StatementLine[], DomainError> {
  const lines: StatementLine[] = []
  for (const transaction of transactions) {
    const line = readLine(transaction, currency)
    if (!line.ok) return line
    lines.push(line.value)
  }
  return ok(lines)
}

function readLine(transaction: AccountTransaction, currency: Currency): Result<StatementLine, DomainError> {
  const { id, direction, channel, counterparty, reference, description } = transaction
  const postedAt = parseInstant(transaction.postedAt)
  if (!postedAt.ok) return postedAt
  const amount = parseMoney(transaction.amount, currency)
  if (!amount.ok) return amount
  const balanceAfter = parseMoney(transaction.balanceAfter, currency)
  if (!balanceAfter.ok) return balanceAfter
  const texts = { channel, counterparty, reference, description }
  return ok({
    id,
    direction,
    postedAt: postedAt.value,
    amount: amount.value,
    balanceAfter: balanceAfter.value,
    ...texts,
  })
}

/** A missing, doubled or changed line breaks the chain of balances: such a list is not a statement. */
function checkChain(lines: readonly StatementLine[]): Result<null, DomainError> {
  for (const [index, line] of lines.entries()) {
    const previous = lines[index - 1]
    if (previous === undefined) continue
    if (compare(previous.balanceAfter, balanceBefore(line)) === 0) continue
    const { reference, postedAt } = line
    return refuse('statement.broken', { reference, postedAt, expected: formatWire(previous.balanceAfter) })
  }
  return ok(null)
}
