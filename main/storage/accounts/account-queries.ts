import type { Store } from '#main/storage/store'
import type {
  AccountDetail,
  AccountFilter,
  AccountPage,
  AccountSort,
  AccountsSummary,
  StatementPage,
} from '#shared/contract/views'
import type { AuditEntry } from '#shared/domain/documents'
import { CURRENT_ACCOUNTS, facetFilter, SUB_ACCOUNTS } from './account-facts'
import { accountHistory, accountStatement } from './account-movements'
import { createAccountPages, type NodePage } from './account-pages'
import { type PendingOf, type PlacedAccount, readAccounts } from './account-rows'
import { searchText } from './search-text'

export interface AccountQueryPorts {
  /** What is not yet confirmed about these documents; the queue belongs to synchronisation. */
  readonly pendingOf: PendingOf
  /** The bank's time of the last completed pull, ISO 8601 UTC. */
  readonly asOf: () => string | null
}

interface Page {
  readonly sort: AccountSort
  readonly offset: number
  readonly limit: number
}

type Ancestor = AccountDetail['ancestors'][number]

/** What the Accounts screen asks of the local copy. Throws libsql's errors; see `storageProblem`. */
export interface AccountQueries {
  /** Children of one node, or the current accounts where `parentId` is null. An unknown parent has none. */
  children(request: Page & { readonly parentId: string | null }): AccountPage
  /** A flat list of both kinds; all accounts where text and filter are empty. */
  search(request: Page & { readonly text: string; readonly filter: AccountFilter }): AccountPage
  /** Without the commands about it, which the queue knows. Undefined where there is no such account. */
  get(id: string): Omit<AccountDetail, 'commands'> | undefined
  /** From the current account down to the parent. */
  ancestors(id: string): Ancestor[]
  summary(): AccountsSummary
  /** Latest first, strictly before `before`; lines of one instant stay together, so a page may be longer than `limit`. */
  statement(request: {
    readonly accountId: string
    readonly before?: string | undefined
    readonly limit: number
  }): StatementPage
  /** Audit entries about the account, latest first; empty for roles that may not see them. */
  history(accountId: string): AuditEntry[]
}

export function createAccountQueries(store: Store, { pendingOf, asOf }: AccountQueryPorts): AccountQueries {
  const { db } = store
  const pages = () => createAccountPages(db, store.tables())
  const rows = (numbers: readonly number[]) => readAccounts(db, store.tables(), numbers, pendingOf)
  const page = ({ numbers, total }: NodePage): AccountPage => ({ rows: rows(numbers).map((one) => one.row), total })

  const nodeOf = (id: string): { n: number; childCount: number } | undefined => {
    const sql = `SELECT n, child_count FROM ${store.tables().accountNode} WHERE id = ? AND facets <> 0`
    const row = db.prepare(sql).get(id)
    return row && { n: Number(row.n), childCount: Number(row.child_count) }
  }

  const nodesOf = (type: 'currentAccount' | 'subAccount', where = ''): string =>
    `SELECT n FROM ${store.tables().accountNode} WHERE id IN (SELECT id FROM ${store.tables().entity(type)} ${where})`

  const account = (id: string): PlacedAccount | undefined => {
    const node = nodeOf(id)
    return node && rows([node.n])[0]
  }

  /** Nearest last. Ends at a gap: while a copy is being made a parent may not be here yet. */
  const ancestorsOf = (parent: number | null): Ancestor[] => {
    const sql = `WITH RECURSIVE above (n, id, parent, facets, depth) AS (
        SELECT n, id, parent, facets, 0 FROM ${store.tables().accountNode} WHERE n = ?
        UNION ALL SELECT node.n, node.id, node.parent, node.facets, depth + 1
        FROM above JOIN ${store.tables().accountNode} AS node ON node.n = above.parent WHERE depth < 100)
      SELECT n FROM above WHERE facets <> 0 ORDER BY depth DESC`
    const numbers =
      parent === null
        ? []
        : db
            .prepare(sql)
            .all(parent)
            .map((row) => Number(row.n))
    return rows(numbers).map(({ row: { id, name, kind } }) => ({ id, name, kind }))
  }

  return {
    children({ parentId, ...request }) {
      if (parentId === null) {
        return page(pages().among({ sql: nodesOf('currentAccount'), values: [] }, CURRENT_ACCOUNTS, request))
      }
      const parent = nodeOf(parentId)
      return parent ? page(pages().children(parent.n, parent.childCount, request)) : { rows: [], total: 0 }
    },

    search({ text, filter: { pendingOnly, ...wanted }, ...request }) {
      const filter = facetFilter(wanted)
      if (!pendingOnly) return page(pages().search(searchText(text), filter, request))
      return page(pages().pending(searchText(text), nodesOf('subAccount', 'WHERE base IS NOT NULL'), filter, request))
    },

    get(id) {
      const found = account(id)
      if (!found) return undefined
      const { row, doc } = found
      const detail = { ...row, ancestors: ancestorsOf(found.parent), updatedAt: doc.updatedAt }
      if (found.kind === 'current') return { ...detail, limits: null, usedToday: null, blockReason: null, tags: [] }
      const { limits, usedToday, blockReason, tags } = found.doc
      return { ...detail, limits, usedToday, blockReason: blockReason ?? null, tags: tags ?? [] }
    },

    ancestors(id) {
      const found = account(id)
      return found ? ancestorsOf(found.parent) : []
    },

    summary() {
      const pending = db
        .prepare(`SELECT count(*) AS rows FROM (${nodesOf('subAccount', 'WHERE base IS NOT NULL')})`)
        .get()
      const { facetTotal } = pages()
      return {
        currentAccounts: facetTotal(CURRENT_ACCOUNTS),
        subAccounts: facetTotal(SUB_ACCOUNTS),
        pending: Number(pending?.rows ?? 0),
        asOf: asOf(),
      }
    },

    statement: (request) => accountStatement(db, store.tables(), request),
    history: (accountId) => accountHistory(db, store.tables(), accountId),
  }
}
