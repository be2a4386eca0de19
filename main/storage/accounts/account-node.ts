import type { SqliteDatabase, SqliteRow } from '#main/sqlite/database'
import type { CopyTables } from '../copy-table-names'
import { stateRank } from './account-facts'

/** An account in the tree, with its sums; `n` is its number in this copy, the tie-break of every sort. */
export interface AccountNode {
  n: number
  readonly id: string
  /** The parent that the document names, null for a current account or while there is no document. */
  parent: number | null
  /** Whether the sums of `parent` include this node; false only while linking it would close a cycle. */
  linked: boolean
  /** 0 while only children are known. */
  facets: number
  own: bigint
  available: bigint
  held: bigint
  /** Own balance and all below, in minor units. */
  total: bigint
  /** Linked children. */
  childCount: number
  /** Linked nodes below. */
  descendantCount: number
  nameKey: string
  number: string | null
  schemeRank: number
  refKey: string | null
  limitUse: number
}

/** Reads and writes nodes of one copy. Writing takes many at once: a call of the database costs more than a row. */
export interface AccountNodeTable {
  byIds(ids: readonly string[]): AccountNode[]
  byNumber(n: number): AccountNode | undefined
  unlinked(): AccountNode[]
  nextNumber(): number
  upsert(nodes: readonly AccountNode[]): void
  remove(numbers: readonly number[]): void
  /** Adds to the count of accounts with these facets. */
  countFacets(changes: ReadonlyMap<number, number>): void
  index(nodes: readonly AccountNode[]): void
  unindex(numbers: readonly number[]): void
}

const INT64_MAX = 2n ** 63n - 1n

/** No real sum comes near; a hostile bank's must not stop the feed. */
function int64(value: bigint): bigint {
  return value > INT64_MAX ? INT64_MAX : value < -INT64_MAX ? -INT64_MAX : value
}

// 64-bit sums travel as text: libsql would round integers above 2^53.
const COLUMNS = `n, id, parent, linked, facets, CAST(own AS TEXT) AS own, CAST(available AS TEXT) AS available,
  CAST(held AS TEXT) AS held, CAST(total AS TEXT) AS total, child_count, descendant_count, name_key, number, scheme_rank, ref_key, limit_use`

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function nodeOf(row: SqliteRow): AccountNode {
  return {
    n: Number(row.n),
    id: String(row.id),
    parent: row.parent === null ? null : Number(row.parent),
    linked: Number(row.linked) === 1,
    facets: Number(row.facets),
    own: BigInt(String(row.own)),
    available: BigInt(String(row.available)),
    held: BigInt(String(row.held)),
    total: BigInt(String(row.total)),
    childCount: Number(row.child_count),
    descendantCount: Number(row.descendant_count),
    nameKey: String(row.name_key),
    number: textOrNull(row.number),
    schemeRank: Number(row.scheme_rank),
    refKey: textOrNull(row.ref_key),
    limitUse: Number(row.limit_use),
  }
}

/** Accounts without a reference come last, where the others are in their order. */
const NO_REFERENCE = '\u{10ffff}'

/** Written in this order, the last two only to be sorted by; JSON carries 64-bit sums as text, which the column turns into an integer exactly. */
function columnsOf(node: AccountNode): readonly (string | number | null)[] {
  return [
    node.n,
    node.id,
    node.parent,
    node.linked ? 1 : 0,
    node.facets,
    String(node.own),
    String(node.available),
    String(node.held),
    String(int64(node.total)),
    node.childCount,
    node.descendantCount,
    node.nameKey,
    node.number,
    node.schemeRank,
    node.refKey,
    node.limitUse,
    node.refKey ?? NO_REFERENCE,
    stateRank(node.facets),
  ]
}

const WRITTEN =
  'n, id, parent, linked, facets, own, available, held, total, child_count, descendant_count, name_key, number, scheme_rank, ref_key, limit_use, ref_order, state_rank'
const REPLACED = WRITTEN.split(', ').slice(2)

/** `SELECT` of the elements of each row in a JSON array of rows, as parameter 1. */
function rowsOfJson(width: number): string {
  return `SELECT ${Array.from({ length: width }, (_, i) => `value ->> ${i}`).join(', ')} FROM json_each(?) WHERE TRUE`
}

export function accountNodeTable(db: SqliteDatabase, tables: CopyTables): AccountNodeTable {
  const { accountNode, accountFacet, accountSearch } = tables
  const select = `SELECT ${COLUMNS} FROM ${accountNode} WHERE`
  const sql = {
    byIds: `${select} id IN (SELECT value FROM json_each(?))`,
    byNumber: `${select} n = ?`,
    unlinked: `${select} linked = 0`,
    next: `SELECT coalesce(max(n), 0) + 1 AS next FROM ${accountNode}`,
    upsert: `INSERT INTO ${accountNode} (${WRITTEN}) ${rowsOfJson(18)}
      ON CONFLICT (n) DO UPDATE SET ${REPLACED.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    remove: `DELETE FROM ${accountNode} WHERE n IN (SELECT value FROM json_each(?))`,
    facets: `INSERT INTO ${accountFacet} (facets, accounts) ${rowsOfJson(2)}
      ON CONFLICT (facets) DO UPDATE SET accounts = accounts + excluded.accounts`,
    index: `INSERT OR REPLACE INTO ${accountSearch} (rowid, digits, name, reference) ${rowsOfJson(4)}`,
    unindex: `DELETE FROM ${accountSearch} WHERE rowid IN (SELECT value FROM json_each(?))`,
  }
  const write = (text: string, rows: readonly unknown[]): void => {
    if (rows.length > 0) db.prepare(text).run(JSON.stringify(rows))
  }
  return {
    byIds: (ids) => db.prepare(sql.byIds).all(JSON.stringify(ids)).map(nodeOf),
    byNumber(n) {
      const row = db.prepare(sql.byNumber).get(n)
      return row && nodeOf(row)
    },
    unlinked: () => db.prepare(sql.unlinked).all().map(nodeOf),
    nextNumber: () => Number(db.prepare(sql.next).get()?.next),
    upsert: (nodes) => write(sql.upsert, nodes.map(columnsOf)),
    remove: (numbers) => write(sql.remove, numbers),
    countFacets: (changes) =>
      write(
        sql.facets,
        [...changes].filter(([, change]) => change !== 0),
      ),
    index: (nodes) =>
      write(
        sql.index,
        nodes.map(({ n, number, nameKey, refKey }) => [n, (number ?? '').replace(/\D/g, ''), nameKey, refKey ?? '']),
      ),
    unindex: (numbers) => write(sql.unindex, numbers),
  }
}
