import type { SqliteDatabase, SqliteRow } from '#main/sqlite/database'
import type { AccountRow, PendingMark } from '#shared/contract/views'
import type { CurrentAccount, SubAccount } from '#shared/domain/documents'
import { formatWire, isCurrency } from '#shared/kernel/money'
import type { CopyTables } from '../copy-table-names'
import { parseStoredAs } from '../read-change'
import { isSub } from './account-facts'
import { limitUseShown } from './limit-use'

/** An account's document beside its place in the tree. */
export type PlacedAccount = {
  readonly n: number
  readonly parent: number | null
  readonly row: AccountRow
} & ({ readonly kind: 'current'; readonly doc: CurrentAccount } | { readonly kind: 'sub'; readonly doc: SubAccount })

export type PendingOf = (ids: readonly string[]) => ReadonlyMap<string, PendingMark>

/** Reads the accounts with these numbers, in this order. Three queries however many they are. */
export function readAccounts(
  db: SqliteDatabase,
  tables: CopyTables,
  numbers: readonly number[],
  pendingOf: PendingOf,
): PlacedAccount[] {
  const rows = db
    .prepare(
      `SELECT node.n, node.id, node.parent, node.facets, node.child_count, node.descendant_count,
         CAST(node.total AS TEXT) AS total, coalesce(sub.doc, current.doc) AS doc
       FROM json_each(?) AS wanted
       JOIN ${tables.accountNode} AS node ON node.n = wanted.value
       LEFT JOIN ${tables.entity('subAccount')} AS sub ON sub.id = node.id
       LEFT JOIN ${tables.entity('currentAccount')} AS current ON current.id = node.id
       ORDER BY wanted.key`,
    )
    .all(JSON.stringify(numbers))
  const marks = pendingOf(rows.map((row) => String(row.id)))
  const currencies = currencyOf(db, tables)
  return rows.map((row) => placed(row, currencies, marks.get(String(row.id)) ?? null))
}

function placed(row: SqliteRow, currencies: (id: string) => string, pending: PendingMark | null): PlacedAccount {
  const place = { n: Number(row.n), parent: row.parent === null ? null : Number(row.parent) }
  if (isSub(Number(row.facets))) {
    const doc = parseStoredAs('subAccount', row.doc)
    const { parentId, currentAccountId, number, scheme, status, block } = doc
    const labels = { externalRef: doc.externalRef ?? null, limitUse: limitUseShown(doc) }
    const own = { parentId, currentAccountId, number, scheme, status, block, ...labels }
    const shared = sharedColumns(row, doc, currencies(currentAccountId), pending)
    return { ...place, kind: 'sub', doc, row: { kind: 'sub', ...shared, ...own } }
  }
  const doc = parseStoredAs('currentAccount', row.doc)
  const nothing = { parentId: null, scheme: null, externalRef: null, limitUse: null } as const
  const own = { ...nothing, currentAccountId: doc.id, number: doc.number }
  const shared = sharedColumns(row, doc, doc.currency, pending)
  return {
    ...place,
    kind: 'current',
    doc,
    row: { kind: 'current', ...shared, ...own, status: doc.status, block: 'none' },
  }
}

type SharedColumn =
  | 'id'
  | 'name'
  | 'currency'
  | 'balance'
  | 'held'
  | 'available'
  | 'rollup'
  | 'childCount'
  | 'descendantCount'
  | 'pending'

function sharedColumns(
  row: SqliteRow,
  { id, name, balance, held, available }: SubAccount | CurrentAccount,
  currency: string,
  pending: PendingMark | null,
): Pick<AccountRow, SharedColumn> {
  return {
    id,
    name,
    currency,
    balance,
    held,
    available,
    rollup: amountText(BigInt(String(row.total)), currency, balance),
    childCount: Number(row.child_count),
    descendantCount: Number(row.descendant_count),
    pending,
  }
}

/** A sum as the wire writes amounts; while the current account is not here yet, with the decimals of `sample`. */
function amountText(minor: bigint, currency: string, sample: string): string {
  if (isCurrency(currency)) return formatWire({ minor, currency })
  const decimals = sample.split('.')[1]?.length ?? 0
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0')
  const sign = minor < 0n ? '-' : ''
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

function currencyOf(db: SqliteDatabase, tables: CopyTables): (currentAccountId: string) => string {
  const known = new Map<string, string>()
  const statement = db.prepare(
    `SELECT doc ->> '$.currency' AS currency FROM ${tables.entity('currentAccount')} WHERE id = ?`,
  )
  return (id) => {
    const held = known.get(id)
    if (held !== undefined) return held
    const currency = statement.get(id)?.currency
    const text = typeof currency === 'string' ? currency : ''
    known.set(id, text)
    return text
  }
}
