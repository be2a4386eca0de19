import type { SqliteDatabase, SqliteRow } from '#main/sqlite/database'
import type { CopyTables } from '../copy-tables'

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
}

/** Reads and writes nodes of one copy. */
export interface AccountNodeTable {
  byId(id: string): AccountNode | undefined
  byNumber(n: number): AccountNode | undefined
  unlinked(): AccountNode[]
  nextNumber(): number
  upsert(node: AccountNode): void
  remove(n: number): void
  /** Adds to the count of accounts with these facets. */
  countFacet(facets: number, change: number): void
  index(node: AccountNode): void
  unindex(n: number): void
}

const INT64_MAX = 2n ** 63n - 1n

/** No real sum comes near; a hostile bank's must not stop the feed. */
function int64(value: bigint): bigint {
  return value > INT64_MAX ? INT64_MAX : value < -INT64_MAX ? -INT64_MAX : value
}

// 64-bit sums travel as text: libsql would round integers above 2^53.
const COLUMNS = `n, id, parent, linked, facets, CAST(own AS TEXT) AS own, CAST(available AS TEXT) AS available,
  CAST(total AS TEXT) AS total, child_count, descendant_count, name_key, number, scheme_rank, ref_key`

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
    total: BigInt(String(row.total)),
    childCount: Number(row.child_count),
    descendantCount: Number(row.descendant_count),
    nameKey: String(row.name_key),
    number: textOrNull(row.number),
    schemeRank: Number(row.scheme_rank),
    refKey: textOrNull(row.ref_key),
  }
}

export function accountNodeTable(db: SqliteDatabase, tables: CopyTables): AccountNodeTable {
  const { accountNode, accountFacet, accountSearch } = tables
  const one = (row: SqliteRow | undefined): AccountNode | undefined => row && nodeOf(row)
  return {
    byId: (id) => one(db.prepare(`SELECT ${COLUMNS} FROM ${accountNode} WHERE id = ?`).get(id)),
    byNumber: (n) => one(db.prepare(`SELECT ${COLUMNS} FROM ${accountNode} WHERE n = ?`).get(n)),
    unlinked: () => db.prepare(`SELECT ${COLUMNS} FROM ${accountNode} WHERE linked = 0`).all().map(nodeOf),
    nextNumber: () => Number(db.prepare(`SELECT coalesce(max(n), 0) + 1 AS next FROM ${accountNode}`).get()?.next),
    upsert(node) {
      db.prepare(
        `INSERT INTO ${accountNode} (n, id, parent, linked, facets, own, available, total, child_count,
           descendant_count, name_key, number, scheme_rank, ref_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (n) DO UPDATE SET parent = excluded.parent, linked = excluded.linked, facets = excluded.facets,
           own = excluded.own, available = excluded.available, total = excluded.total,
           child_count = excluded.child_count, descendant_count = excluded.descendant_count,
           name_key = excluded.name_key, number = excluded.number, scheme_rank = excluded.scheme_rank,
           ref_key = excluded.ref_key`,
      ).run(
        node.n,
        node.id,
        node.parent,
        node.linked ? 1 : 0,
        node.facets,
        node.own,
        node.available,
        int64(node.total),
        node.childCount,
        node.descendantCount,
        node.nameKey,
        node.number,
        node.schemeRank,
        node.refKey,
      )
    },
    remove: (n) => void db.prepare(`DELETE FROM ${accountNode} WHERE n = ?`).run(n),
    countFacet(facets, change) {
      db.prepare(
        `INSERT INTO ${accountFacet} (facets, accounts) VALUES (?, ?)
         ON CONFLICT (facets) DO UPDATE SET accounts = accounts + excluded.accounts`,
      ).run(facets, change)
    },
    index(node) {
      db.prepare(`INSERT OR REPLACE INTO ${accountSearch} (rowid, digits, name, reference) VALUES (?, ?, ?, ?)`).run(
        node.n,
        (node.number ?? '').replace(/\D/g, ''),
        node.nameKey,
        node.refKey ?? '',
      )
    },
    unindex: (n) => void db.prepare(`DELETE FROM ${accountSearch} WHERE rowid = ?`).run(n),
  }
}
