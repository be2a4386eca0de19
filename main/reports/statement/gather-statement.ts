import type { Answer } from '#main/backend/port'
import type { StatementExport } from '#shared/contract/report-views'
import type { AppProblem, StatementPage } from '#shared/contract/views'
import {
  boundsOf,
  checkPeriod,
  type Statement,
  type StatementPeriod,
  statementOf,
} from '#shared/domain/accounts/statement'
import type { AccountTransaction } from '#shared/domain/documents'
import { parseCurrency } from '#shared/kernel/money'
import { err, ok, type Result } from '#shared/kernel/result'
import {
  addDays,
  BANK_ZONE,
  type Instant,
  localDateIn,
  parseInstant,
  parseLocalDate,
  startOfDay,
} from '#shared/kernel/time'
import { inSlices } from '../row-slices'

/** An account as the bank has it, without what is still a guess of this computer. */
export interface AccountAtBank {
  readonly id: string
  readonly number: string | null
  readonly name: string
  readonly currency: string
  readonly balance: string
  readonly available: string
}

export interface StatementSource {
  /** `unconfirmed`: only this computer knows the account so far. */
  accountAtBank(id: string): AccountAtBank | 'unconfirmed' | undefined
  /** The lines in this copy, oldest first, part by part. */
  confirmedLines(accountId: string, from: string): Iterable<readonly AccountTransaction[]>
  /** The bank's answer, newest first. */
  askBank(
    accountId: string,
    before: string | undefined,
    limit: number,
  ): Answer<Pick<StatementPage, 'transactions' | 'hasMore'>>
  isOnline(): boolean
  /** The bank's time of the last completed pull; null before the first. */
  asOf(): string | null
  isClosed(): boolean
}

/** Calendar days of lines that the copy has, today included. Source: docs/protocol.md Documents in the feed. */
const DAYS_IN_COPY = 90
/** The most lines that the protocol gives at once. */
const BANK_PAGE = 1_000

/**
 * The statement of a period as the bank has posted it. A period within the last 90 days is in this copy; any other is asked
 * of the bank, the whole of it, so that nothing is pieced together.
 * Errors: those of `statementOf`, `not_found`, `statement.no_account_yet`, `sync.no_copy`, `session.locked`;
 * `statement.bank_needed` with `from`, the first day that needs no bank; what the bank answers.
 */
export async function gatherStatement(
  source: StatementSource,
  request: Pick<StatementExport, 'accountId' | 'from' | 'to'>,
): Promise<Result<Statement, AppProblem>> {
  const asOf = parseInstant(source.asOf() ?? '')
  if (!asOf.ok) return err({ code: 'sync.no_copy' })
  const period = periodOf(request, asOf.value)
  if (!period.ok) return period
  const account = source.accountAtBank(request.accountId)
  if (account === undefined) return err({ code: 'not_found' })
  if (account === 'unconfirmed' || account.number === null) return err({ code: 'statement.no_account_yet' })
  const currency = parseCurrency(account.currency)
  if (!currency.ok) return currency
  const transactions = await linesSince(source, account.id, period.value, asOf.value)
  if (!transactions.ok) return transactions
  const { id, number, name, balance, available } = account
  return statementOf({
    account: { id, number, name, currency: currency.value },
    period: period.value,
    asOf: asOf.value,
    transactions: transactions.value,
    present: { balance, available },
  })
}

function periodOf(
  { from, to }: Pick<StatementExport, 'from' | 'to'>,
  asOf: Instant,
): Result<StatementPeriod, AppProblem> {
  const first = parseLocalDate(from)
  if (!first.ok) return first
  const last = parseLocalDate(to)
  if (!last.ok) return last
  const period = { from: first.value, to: last.value }
  const checked = checkPeriod(period, asOf)
  return checked.ok ? ok(period) : checked
}

type Lines = Result<AccountTransaction[], AppProblem>

async function linesSince(
  source: StatementSource,
  accountId: string,
  period: StatementPeriod,
  asOf: Instant,
): Promise<Lines> {
  const { start } = boundsOf(period)
  const firstInCopy = addDays(localDateIn(BANK_ZONE, asOf), 1 - DAYS_IN_COPY)
  if (start >= startOfDay(firstInCopy, BANK_ZONE)) return linesOfCopy(source, accountId, start)
  if (!source.isOnline()) return err({ code: 'statement.bank_needed', params: { from: firstInCopy } })
  return linesOfBank(source, accountId, start)
}

async function linesOfCopy(source: StatementSource, accountId: string, start: Instant): Promise<Lines> {
  const lines: AccountTransaction[] = []
  for await (const part of inSlices(source.confirmedLines(accountId, start))) {
    lines.push(...part)
    if (source.isClosed()) return err({ code: 'session.locked' })
  }
  return ok(lines)
}

/** From the newest line back to the period's first moment, so that the chain of balances reaches the present. */
async function linesOfBank(source: StatementSource, accountId: string, start: Instant): Promise<Lines> {
  const newestFirst: AccountTransaction[] = []
  let before: string | undefined
  for (;;) {
    const answer = await source.askBank(accountId, before, BANK_PAGE)
    if (!answer.ok) return err(answer.error.problem)
    const { transactions, hasMore } = answer.value
    newestFirst.push(...transactions)
    const oldest = transactions.at(-1)
    if (!hasMore || (oldest !== undefined && oldest.postedAt < start)) return ok(newestFirst.reverse())
    // A page that gets no further back would be asked for again and again.
    if (oldest === undefined || (before !== undefined && oldest.postedAt >= before))
      return err({ code: 'bank.garbage' })
    before = oldest.postedAt
  }
}
