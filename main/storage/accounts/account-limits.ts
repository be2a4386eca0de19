import type { Store } from '#main/storage/store'
import { AccountLimits, type SubAccount } from '#shared/domain/documents'

/** The limits that users see on these sub-accounts, by id. Ids of other things have none. Throws libsql's errors. */
export function accountLimits(
  store: Pick<Store, 'db' | 'tables'>,
  ids: readonly string[],
): ReadonlyMap<string, SubAccount['limits']> {
  const rows = store.db
    .prepare(
      `SELECT id, doc -> '$.limits' AS limits FROM ${store.tables().entity('subAccount')}
       WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(ids))
  return new Map(rows.map((row) => [String(row.id), AccountLimits.parse(JSON.parse(String(row.limits)))]))
}
