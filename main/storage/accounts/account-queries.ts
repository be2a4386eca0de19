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
import { CURRENT_ACCOUNTS, SUB_ACCOUNTS } from './account-facts'
import { createAccountLists } from './account-lists'
import { accountHistory, accountStatement } from './account-movements'
import { createAccountPages, type NodePage } from './account-pages'
import { type PendingOf, type PlacedAccount, readAccounts } from './account-rows'

export interface AccountQueryPorts {
  /** What is not yet confirmed about these documents; the queue belongs to synchronisation. */
  readonly pendingOf: PendingOf
  /** The bank's time of the last completed pull, ISO 8601 UTC. */
  readonly asOf: () => string | null
  /** The date in the bank's zone, `2026-07-10`, as limits count days. Source: docs/domain.md §1 Limits. */
  readonly today: () => string
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

export function createAccountQueries(store: Store, { pendingOf, asOf, today }: AccountQueryPorts): AccountQueries {
  const { db } = store
  const rows = (numbers: readonly number[]) => readAccounts(db, store.tables(), numbers, pendingOf)
  const page = ({ numbers, total }: NodePage): AccountPage => ({ rows: rows(numbers).map((one) => one.row), total })

  const lists = createAccountLists(store, today)

  const account = (id: string): PlacedAccount | undefined => {
    const node = lists.nodeOf(id)
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
    children: ({ parentId, ...request }) => page(lists.children(parentId, request)),
    search: ({ text, filter, ...request }) => page(lists.search(text, filter, request)),

    get(id) {
      const found = account(id)
      if (!found) return undefined
      const { row, doc } = found
      const detail = { ...row, ancestors: ancestorsOf(found.parent), updatedAt: doc.updatedAt }
      if (found.kind === 'current') {
        return { ...detail, limits: null, usedToday: null, blockReason: null, closed: null, tags: [] }
      }
      const { limits, usedToday, blockReason, status, closedAt, closeReason, tags } = found.doc
      const closed = status === 'closed' ? { at: closedAt ?? null, reason: closeReason ?? null } : null
      return { ...detail, limits, usedToday, blockReason: blockReason ?? null, closed, tags: tags ?? [] }
    },

    ancestors(id) {
      const found = account(id)
      return found ? ancestorsOf(found.parent) : []
    },

    summary() {
      const pending = db.prepare(`SELECT count(*) AS rows FROM (${lists.pendingNodes()})`).get()
      const { facetTotal } = createAccountPages(db, store.tables())
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
