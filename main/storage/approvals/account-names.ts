import type { SqliteDatabase } from '#main/sqlite/database'
import type { CopyTables } from '../copy-table-names'

/** What a list says of an account. */
export interface NamedAccount {
  readonly id: string
  readonly name: string
  /** Null until the bank has given it. */
  readonly number: string | null
  readonly currency: string | null
}

/** The accounts of these ids, as far as the copy has them, in one query however many they are. */
export function accountNames(
  db: SqliteDatabase,
  tables: CopyTables,
  ids: readonly string[],
): ReadonlyMap<string, NamedAccount> {
  const sub = tables.entity('subAccount')
  const current = tables.entity('currentAccount')
  const rows = db
    .prepare(
      `WITH wanted AS (SELECT value AS id FROM json_each(?))
       SELECT own.id, own.doc ->> '$.name' AS name, own.doc ->> '$.number' AS number, above.doc ->> '$.currency' AS currency
       FROM wanted JOIN ${sub} AS own ON own.id = wanted.id
       LEFT JOIN ${current} AS above ON above.id = own."currentAccountId"
       UNION ALL
       SELECT own.id, own.doc ->> '$.name', own.doc ->> '$.number', own.doc ->> '$.currency'
       FROM wanted JOIN ${current} AS own ON own.id = wanted.id`,
    )
    .all(JSON.stringify([...new Set(ids)]))
  return new Map(
    rows.map((row) => {
      const account = {
        id: String(row.id),
        name: String(row.name),
        number: typeof row.number === 'string' ? row.number : null,
        currency: typeof row.currency === 'string' ? row.currency : null,
      }
      return [account.id, account]
    }),
  )
}
