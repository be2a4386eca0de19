import type { AccountsExport } from '#shared/contract/report-views'
import type { AccountFilter, AccountRow } from '#shared/contract/views'
import type { SubAccount } from '#shared/domain/documents'
import { factTexts } from '../fact-texts'
import { reportWords } from '../report-words'
import { inSlices } from '../row-slices'
import type { ReportColumn, ReportFact, ReportLanguage, ReportRow, TableReport } from '../table-shape'
import { type AccountSource, everyAccount, type PlacedAccount } from './every-account'

export interface AccountListSource extends AccountSource {
  limitsOf(ids: readonly string[]): ReadonlyMap<string, SubAccount['limits']>
  /** The bank's time of the last completed pull; null before the first. */
  readonly asOf: string | null
  /** Commands not yet confirmed by the bank. */
  readonly pendingCommands: number
}

/** As many accounts as their limits are read for at once. */
const BATCH = 100

/** The list of accounts as a file: what the Accounts screen shows, pending changes and their state included. */
export function accountList(source: AccountListSource, request: AccountsExport, language: ReportLanguage): TableReport {
  const words = reportWords(language).accounts
  return {
    title: words.title,
    facts: factsOf(source, request, language),
    columns: columnsOf(language),
    rows: rowsOf(source, request, language),
  }
}

function columnsOf(language: ReportLanguage): ReportColumn[] {
  const words = reportWords(language).accounts
  const text = (label: string): ReportColumn => ({ label, kind: 'text' })
  const amount = (label: string): ReportColumn => ({ label, kind: 'amount' })
  return [
    text(words.number),
    text(words.name),
    { label: words.depth, kind: 'integer' },
    text(words.path),
    text(words.scheme),
    text(words.status),
    text(words.block),
    text(words.currency),
    amount(words.balance),
    amount(words.held),
    amount(words.available),
    amount(words.rollup),
    amount(words.debitPerTransaction),
    amount(words.debitDaily),
    amount(words.creditPerTransaction),
    amount(words.creditDaily),
    text(words.reference),
    text(words.state),
  ]
}

async function* rowsOf(
  source: AccountListSource,
  request: AccountsExport,
  language: ReportLanguage,
): AsyncGenerator<ReportRow> {
  let batch: PlacedAccount[] = []
  for await (const part of inSlices(everyAccount(source, request))) {
    batch.push(...part)
    if (batch.length < BATCH) continue
    yield* rowsWithLimits(source, batch, language)
    batch = []
  }
  yield* rowsWithLimits(source, batch, language)
}

function rowsWithLimits(
  source: AccountListSource,
  accounts: readonly PlacedAccount[],
  language: ReportLanguage,
): ReportRow[] {
  const limits = source.limitsOf(accounts.map(({ row }) => row.id))
  return accounts.map((account) => rowOf(account, limits.get(account.row.id) ?? null, language))
}

function rowOf({ row, path }: PlacedAccount, limits: SubAccount['limits'] | null, language: ReportLanguage): ReportRow {
  const words = reportWords(language)
  return [
    row.number,
    row.name,
    path.length,
    path.join(' › '),
    words.scheme[row.scheme ?? 'current'],
    words.status[row.status] ?? row.status,
    words.block[row.block],
    row.currency,
    row.balance,
    row.held,
    row.available,
    row.rollup,
    limits?.debit.perTransaction ?? null,
    limits?.debit.daily ?? null,
    limits?.credit.perTransaction ?? null,
    limits?.credit.daily ?? null,
    row.externalRef,
    stateOf(row, language),
  ]
}

function stateOf({ pending }: AccountRow, language: ReportLanguage): string | null {
  return pending === null ? null : reportWords(language).pending[pending.state]
}

function factsOf(
  { asOf, pendingCommands }: AccountListSource,
  { view }: AccountsExport,
  language: ReportLanguage,
): ReportFact[] {
  const words = reportWords(language)
  const texts = factTexts(language)
  const shown = view.kind === 'tree' ? [] : [...searchFacts(view.text, language), ...filterFacts(view.filter, language)]
  return [
    ...(asOf === null ? [] : [{ label: words.asOf, value: texts.moment(asOf) }]),
    { label: words.accounts.pendingChanges, value: texts.count(pendingCommands) },
    ...(shown.length > 0 ? shown : [{ label: words.accounts.shown, value: words.accounts.everything }]),
  ]
}

function searchFacts(text: string, language: ReportLanguage): ReportFact[] {
  return text === '' ? [] : [{ label: reportWords(language).accounts.search, value: text }]
}

function filterFacts(filter: AccountFilter, language: ReportLanguage): ReportFact[] {
  const { scheme, status, block, limitUse, pendingOnly } = filter
  const words = reportWords(language)
  const chosen: Readonly<Record<keyof AccountFilter, string | undefined>> = {
    scheme: scheme && words.scheme[scheme],
    status: status && words.status[status],
    block: block && words.block[block],
    limitUse: limitUse && words.limitUse[limitUse],
    pendingOnly: pendingOnly === true ? words.yes : undefined,
  }
  const labels: Readonly<Record<string, string>> = words.accounts.filter
  return Object.entries(chosen).flatMap(([key, value]) =>
    value === undefined ? [] : [{ label: labels[key] ?? key, value }],
  )
}
