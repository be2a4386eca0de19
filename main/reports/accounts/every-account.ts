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
 * Every account that a view shows, each once, in parts that cost a few milliseconds. What others do meanwhile may move
 * accounts between pages, so it is read again until none can be missing; what came or went meanwhile may be there or not.
 * A part in which nothing is new is empty. Throws ReportInterrupted: `session.locked`, `report.keeps_changing`.
 */
export function* everyAccount(source: AccountSource, request: AccountsExport): Generator<readonly PlacedAccount[]> {
  const seen = new Set<string>()
  const pathOf = rememberedPaths(source)
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = seen.size
    const parts = request.view.kind === 'tree' && round === 0 ? wholeTree(source, request) : found(source, request)
    for (let next = parts.next(); ; next = parts.next()) {
      if (next.done === true) {
        if (next.value || (round > 0 && seen.size === before)) return
        break
      }
      const fresh = next.value.filter(({ id }) => !seen.has(id))
      for (const { id } of fresh) seen.add(id)
      yield fresh.map((row) => ({ row, path: pathOf(row) }))
    }
  }
  throw new ReportInterrupted({ code: 'report.keeps_changing' })
}

/** Parts of a list, and at their end whether none of its rows moved while they were read. */
type Parts = Generator<readonly AccountRow[], boolean>

function found({ accounts, isClosed }: AccountSource, { view, sort }: AccountsExport): Parts {
  const wanted = view.kind === 'search' ? { text: view.text, filter: view.filter } : { text: '', filter: {} }
  return paged(isClosed, (page) => accounts.search({ ...wanted, sort, ...page }))
}

/** Each account is followed by what is below it. */
function* wholeTree(source: AccountSource, request: AccountsExport): Parts {
  const { accounts } = source
  let count = 0
  let stoodStill = true
  function* below(parentId: string | null): Generator<readonly AccountRow[]> {
    const children = paged(source.isClosed, (page) => accounts.children({ parentId, sort: request.sort, ...page }))
    for (let next = children.next(); ; next = children.next()) {
      if (next.done === true) {
        stoodStill &&= next.value
        return
      }
      for (const row of next.value) {
        count += 1
        yield [row]
        if (row.childCount > 0) yield* below(row.id)
      }
    }
  }
  yield* below(null)
  stopIfClosed(source.isClosed)
  const { currentAccounts, subAccounts } = accounts.summary()
  return stoodStill && count === currentAccounts + subAccounts
}

/** A page begins with the last row of the one before: another row there tells that rows have moved. */
function* paged(isClosed: () => boolean, read: (page: { offset: number; limit: number }) => AccountPage): Parts {
  let stoodStill = true
  let last: string | undefined
  for (let offset = 0; ; ) {
    stopIfClosed(isClosed)
    const { rows, total } = read({ offset, limit: PAGE })
    const follows = last === undefined || rows[0]?.id === last
    stoodStill &&= follows
    yield last !== undefined && follows ? rows.slice(1) : rows
    last = rows.at(-1)?.id
    if (rows.length < PAGE || offset + rows.length >= total) return stoodStill
    offset += rows.length - 1
  }
}

function stopIfClosed(isClosed: () => boolean): void {
  if (isClosed()) throw new ReportInterrupted({ code: 'session.locked' })
}

/** Names above each account. What was listed before its children, as in a tree, need not be asked for again. */
function rememberedPaths({ accounts }: AccountSource): (row: AccountRow) => readonly string[] {
  const below = new Map<string, readonly string[]>()
  return ({ id, parentId, name, childCount }) => {
    const known = parentId === null ? [] : below.get(parentId)
    const path = known ?? accounts.ancestors(id).map((ancestor) => ancestor.name)
    if (parentId !== null) below.set(parentId, path)
    if (childCount > 0) below.set(id, [...path, name])
    return path
  }
}
