import type { Store } from '#main/storage/store'
import type { AccountFilter } from '#shared/contract/views'
import { CURRENT_ACCOUNTS, facetFilter } from './account-facts'
import { createAccountPages, type NodePage, type PageRequest, textCondition } from './account-pages'
import { usedOn } from './limit-use'
import { searchText } from './search-text'

/** Which accounts stand in the lists of the Accounts screen, and in which order. */
export interface AccountLists {
  /** Children of one node, or the current accounts where `parentId` is null. An unknown parent has none. */
  children(parentId: string | null, request: PageRequest): NodePage
  /** A flat list of both kinds; all accounts where text and filter are empty. */
  search(text: string, filter: AccountFilter, request: PageRequest): NodePage
  /** An account's place in the tree; undefined where there is no such account. */
  nodeOf(id: string): { readonly n: number; readonly childCount: number } | undefined
  /** A query for the numbers of the accounts that something not yet settled changes. */
  pendingNodes(): string
}

/** `today`: the date in the bank's zone, `2026-07-10`. */
export function createAccountLists(store: Pick<Store, 'db' | 'tables'>, today: () => string): AccountLists {
  const { db } = store
  const pages = () => createAccountPages(db, store.tables())
  const nodesOf = (type: 'currentAccount' | 'subAccount', where = ''): string =>
    `SELECT n FROM ${store.tables().accountNode} WHERE id IN (SELECT id FROM ${store.tables().entity(type)} ${where})`

  const nodeOf: AccountLists['nodeOf'] = (id) => {
    const sql = `SELECT n, child_count FROM ${store.tables().accountNode} WHERE id = ? AND facets <> 0`
    const row = db.prepare(sql).get(id)
    return row && { n: Number(row.n), childCount: Number(row.child_count) }
  }
  const pendingNodes = (): string => nodesOf('subAccount', 'WHERE base IS NOT NULL')

  return {
    nodeOf,
    pendingNodes,
    children(parentId, request) {
      if (parentId === null) {
        return pages().among({ sql: nodesOf('currentAccount'), values: [] }, CURRENT_ACCOUNTS, request)
      }
      const parent = nodeOf(parentId)
      return parent ? pages().children(parent.n, parent.childCount, request) : { numbers: [], total: 0 }
    },
    search(typed, { pendingOnly, limitUse, ...wanted }, request) {
      const text = searchText(typed)
      const filter = facetFilter({ ...wanted, isUnlimited: limitUse === 'none' })
      const used = limitUse === undefined || limitUse === 'none' ? undefined : usedOn(today(), limitUse)
      if (pendingOnly) {
        return pages().pending(pendingNodes(), [textCondition(text), ...(used ? [used] : [])], filter, request)
      }
      return used ? pages().limited(text, used, filter, request) : pages().search(text, filter, request)
    },
  }
}
