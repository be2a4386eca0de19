import type { AccountQueries } from '#main/storage/accounts/account-queries'
import type { AccountsExport } from '#shared/contract/report-views'
import type { AccountPage, AccountRow } from '#shared/contract/views'
import { ReportInterrupted } from '../save-report'

export interface AccountSource {
  readonly accounts: Pick<AccountQueries, 'search' | 'children' | 'ancestors' | 'summary'>
  /** Whether the copy was closed, as when the app locks. */
  isClosed(): boolean
}

export interface PlacedAccount {
  readonly row: AccountRow
  /** Names from the current account down to the parent. */
  readonly path: readonly string[]
}

/** As many rows as cost a few milliseconds. */
const PAGE = 150
/** Accounts move between pages while they are read; each round brings what the one before has missed. */
const MOST_ROUNDS = 6

/**
 * Every account that a view shows, each once, page by page. What others do meanwhile may move accounts between pages, so it
 * is read again until none can be missing; what came or went meanwhile may be there or not.
 * Throws ReportInterrupted: `session.locked`, `report.keeps_changing`.
 */
export function* everyAccount(source: AccountSource, request: AccountsExport): Generator<PlacedAccount> {
  const seen = new Set<string>()
  const pathOf = rememberedPaths(source)
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const isTree = request.view.kind === 'tree' && round === 0
    const before = seen.size
    const inRound = new Set<string>()
    let total = 0
    for (const page of isTree ? wholeTree(source, request) : found(source, request)) {
      total = page.total
      for (const row of page.rows) {
        inRound.add(row.id)
        if (seen.has(row.id)) continue
        seen.add(row.id)
        yield { row, path: pathOf(row) }
      }
    }
    if (inRound.size >= total || (seen.size === before && seen.size >= total)) return
  }
  throw new ReportInterrupted({ code: 'report.keeps_changing' })
}

/** Pages with how many accounts the whole view has. */
function* found({ accounts, isClosed }: AccountSource, { view, sort }: AccountsExport): Generator<AccountPage> {
  const wanted = view.kind === 'search' ? { text: view.text, filter: view.filter } : { text: '', filter: {} }
  for (let offset = 0, total = 1; offset < total; offset += PAGE) {
    const page = ifOpen(isClosed, () => accounts.search({ ...wanted, sort, offset, limit: PAGE }))
    total = page.total
    yield page
  }
}

function* wholeTree(source: AccountSource, request: AccountsExport): Generator<AccountPage> {
  for (const row of below(source, request, null)) yield { rows: [row], total: 0 }
  if (source.isClosed()) throw new ReportInterrupted({ code: 'session.locked' })
  const { currentAccounts, subAccounts } = source.accounts.summary()
  yield { rows: [], total: currentAccounts + subAccounts }
}

/** Each account is followed by what is below it. */
function* below(source: AccountSource, request: AccountsExport, parentId: string | null): Generator<AccountRow> {
  const { accounts, isClosed } = source
  for (let offset = 0, total = 1; offset < total; offset += PAGE) {
    const page = ifOpen(isClosed, () => accounts.children({ parentId, sort: request.sort, offset, limit: PAGE }))
    total = page.total
    for (const row of page.rows) {
      yield row
      if (row.childCount > 0) yield* below(source, request, row.id)
    }
  }
}

function ifOpen(isClosed: () => boolean, read: () => AccountPage): AccountPage {
  if (isClosed()) throw new ReportInterrupted({ code: 'session.locked' })
  return read()
}

function rememberedPaths({ accounts }: AccountSource): (row: AccountRow) => readonly string[] {
  const known = new Map<string, readonly string[]>()
  return ({ id, parentId }) => {
    if (parentId === null) return []
    const remembered = known.get(parentId)
    if (remembered !== undefined) return remembered
    const path = accounts.ancestors(id).map(({ name }) => name)
    known.set(parentId, path)
    return path
  }
}
