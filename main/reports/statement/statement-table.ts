import type { StatementReceipts } from '#shared/contract/reconciliation-views'
import { boundsOf, type Statement, type StatementLine, turnover } from '#shared/domain/accounts/statement'
import { formatWire, type Money } from '#shared/kernel/money'
import { addMs } from '#shared/kernel/time'
import { type FactTexts, factTexts } from '../fact-texts'
import { type ReportWords, reportWords } from '../report-words'
import type { ReportColumn, ReportFact, ReportLanguage, ReportRow, TableReport } from '../table-shape'

/** A statement for people: the lines between opening and closing balance, which are rows of their own. */
export function statementTable(
  statement: Statement,
  { owner, receipts }: { readonly owner: string; readonly receipts: StatementReceipts },
  language: ReportLanguage,
): TableReport {
  const words = reportWords(language).statement
  return {
    title: `${words.title} · ${statement.account.name}`,
    facts: factsOf(statement, owner, language),
    columns: columnsOf(statement, language),
    rows: rowsOf(statement, receipts, language),
  }
}

function columnsOf({ account: { currency } }: Statement, language: ReportLanguage): ReportColumn[] {
  const words = reportWords(language).statement
  return [
    { label: words.posted, kind: 'instant' },
    { label: words.channel, kind: 'text' },
    { label: words.counterparty, kind: 'text' },
    { label: words.reference, kind: 'text' },
    { label: words.description, kind: 'text' },
    { label: words.reconciliation, kind: 'text' },
    { label: words.debit, kind: 'amount', currency },
    { label: words.credit, kind: 'amount', currency },
    { label: words.balance, kind: 'amount', currency },
  ]
}

function* rowsOf(statement: Statement, receipts: StatementReceipts, language: ReportLanguage): Generator<ReportRow> {
  const words = reportWords(language)
  const { start, end } = boundsOf(statement.period)
  yield balanceRow(start, words.statement.opening, statement.opening)
  for (const line of statement.lines)
    yield lineRow(line, words.channel[line.channel], receiptsText(receipts[line.id] ?? [], words.statement))
  const until = addMs(end, -1)
  yield balanceRow(statement.asOf < until ? statement.asOf : until, words.statement.closing, statement.closing)
}

function balanceRow(at: string, label: string, balance: Money): ReportRow {
  return [at, null, null, null, label, null, null, null, formatWire(balance)]
}

function lineRow(line: StatementLine, channel: string, receipts: string): ReportRow {
  const { postedAt, counterparty, reference, description, direction, balanceAfter } = line
  const amount = formatWire(line.amount)
  const sides = direction === 'debit' ? [amount, null] : [null, amount]
  return [postedAt, channel, counterparty, reference, description, receipts, ...sides, formatWire(balanceAfter)]
}

/** Which expected receipts a line stands for, or may stand for. */
function receiptsText(receipts: StatementReceipts[string], words: ReportWords['statement']): string {
  const told = (status: 'matched' | 'suggested'): string[] => {
    const references = receipts.filter((receipt) => receipt.status === status).map(({ reference }) => reference)
    return references.length === 0 ? [] : [words[status](references.join(', '))]
  }
  return [...told('matched'), ...told('suggested')].join('; ')
}

function factsOf(statement: Statement, owner: string, language: ReportLanguage): ReportFact[] {
  const words = reportWords(language)
  const texts = factTexts(language)
  const { account, period, asOf, opening, closing } = statement
  const money = (amount: Money): string => texts.amount(formatWire(amount), account.currency)
  const fact = (label: string, value: string): ReportFact => ({ label, value })
  return [
    fact(words.statement.owner, owner),
    fact(words.statement.account, account.number),
    fact(words.statement.currency, account.currency),
    fact(words.statement.period, words.statement.until(texts.date(period.from), texts.date(period.to))),
    fact(words.asOf, texts.moment(asOf)),
    fact(words.statement.opening, money(opening)),
    fact(words.statement.credits, turnoverText(statement, 'credit', texts, words.statement.counted)),
    fact(words.statement.debits, turnoverText(statement, 'debit', texts, words.statement.counted)),
    fact(words.statement.closing, money(closing)),
  ]
}

function turnoverText(
  statement: Statement,
  direction: StatementLine['direction'],
  texts: FactTexts,
  counted: (total: string, count: string) => string,
): string {
  const { count, total } = turnover(statement, direction)
  return counted(texts.amount(formatWire(total), statement.account.currency), texts.count(count))
}
