import type { Store } from '#main/storage/store'
import type { AccountSpan, SelectionFigures } from '#shared/contract/account-views'
import { formatWire, isCurrency } from '#shared/kernel/money'
import { SUB_ACCOUNTS } from './account-facts'
import type { AccountLists } from './account-lists'

/** What the Accounts screen asks about many accounts that it has not loaded. Throws libsql's errors. */
export interface AccountSelection {
  /** Ids of the sub-accounts in these parts of lists, in no order; a current account cannot be selected. */
  idsIn(spans: readonly AccountSpan[]): string[]
  /** Count and own balances of those of these accounts that are there. */
  figures(ids: readonly string[]): SelectionFigures
  /** The same accounts, those below others first: a parent has more below it than any of its children. */
  deepestFirst(ids: readonly string[]): string[]
  /** The currencies of these accounts, in no order. */
  currencies(ids: readonly string[]): string[]
}

export function createAccountSelection(store: Pick<Store, 'db' | 'tables'>, lists: AccountLists): AccountSelection {
  const { db } = store
  const node = (): string => store.tables().accountNode

  const currencyOf = (): ((currentAccountId: string) => string) => {
    const table = store.tables().entity('currentAccount')
    const rows = db.prepare(`SELECT id, doc ->> '$.currency' AS currency FROM ${table}`).all()
    const known = new Map(rows.map((row) => [String(row.id), String(row.currency)]))
    return (id) => known.get(id) ?? ''
  }

  const numbersIn = (span: AccountSpan): readonly number[] =>
    span.kind === 'children'
      ? lists.children(span.parentId, span).numbers
      : lists.search(span.text, span.filter, span).numbers

  return {
    idsIn(spans) {
      const numbers = spans.flatMap(numbersIn)
      const { mask, value } = SUB_ACCOUNTS
      return db
        .prepare(`SELECT id FROM ${node()} WHERE n IN (SELECT value FROM json_each(?)) AND (facets & ?) = ?`)
        .all(JSON.stringify(numbers), mask, value)
        .map((row) => String(row.id))
    },

    figures(ids) {
      const rows = db
        .prepare(
          `SELECT CAST(node.own AS TEXT) AS own, sub."currentAccountId" AS top
           FROM json_each(?) AS wanted JOIN ${node()} AS node ON node.id = wanted.value AND node.facets <> 0
           JOIN ${store.tables().entity('subAccount')} AS sub ON sub.id = node.id`,
        )
        .all(JSON.stringify(ids))
      const currency = currencyOf()
      const sums = new Map<string, bigint>()
      for (const row of rows) {
        const code = currency(String(row.top))
        sums.set(code, (sums.get(code) ?? 0n) + BigInt(String(row.own)))
      }
      const balances = [...sums].flatMap(([code, minor]) =>
        isCurrency(code) ? [{ currency: code, balance: formatWire({ minor, currency: code }) }] : [],
      )
      return { accounts: rows.length, balances }
    },

    deepestFirst(ids) {
      const rows = db
        .prepare(
          `SELECT wanted.value AS id FROM json_each(?) AS wanted LEFT JOIN ${node()} AS node ON node.id = wanted.value
           ORDER BY node.descendant_count, wanted.key`,
        )
        .all(JSON.stringify(ids))
      return rows.map((row) => String(row.id))
    },

    currencies(ids) {
      const sql = `SELECT DISTINCT "currentAccountId" AS top FROM ${store.tables().entity('subAccount')}
        WHERE id IN (SELECT value FROM json_each(?))`
      const rows = db.prepare(sql).all(JSON.stringify(ids))
      return [...new Set(rows.map((row) => currencyOf()(String(row.top))))]
    },
  }
}
