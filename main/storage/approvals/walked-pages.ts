import type { SqliteDatabase, SqliteValue } from '#main/sqlite/database'
import type { CopyTables } from '../copy-table-names'

/** A condition over a table's columns. */
export interface Condition {
  readonly sql: string
  readonly values: readonly SqliteValue[]
}

/** A list that one index of the registry answers by itself: it is in the list's order and holds all that is asked of it. */
export interface Walk {
  readonly type: 'approval' | 'transfer'
  /** The columns of the index. */
  readonly index: readonly string[]
  /** What it is ordered by, among those; rows of one moment stand in the order of their numbers. */
  readonly by: string
  readonly direction: 'ASC' | 'DESC'
  readonly where: readonly Condition[]
  /** Another index that counts faster, where all that is asked for is in it. */
  readonly countBy?: readonly string[]
  /** Whether rows are tried one by one, as when text is looked for: then the list is walked once and not also counted. */
  readonly isSearch?: boolean
}

/** A row's number and where it stands in its list. */
export interface Place {
  readonly n: number
  readonly at: string
}

export interface Window {
  readonly offset: number
  readonly limit: number
}

/** A search that finds no more is walked once for its rows and their count. */
const FEW = 1_000

export function createWalkedPages(db: SqliteDatabase, tables: CopyTables) {
  const from = (type: Walk['type'], index: readonly string[]): string => {
    const table = tables.entity(type)
    return `${table} INDEXED BY ${table}_by_${index.join('_')}`
  }
  const count = ({ type, index, countBy = index, where }: Walk): number => {
    const { sql, values } = all(where)
    const row = db.prepare(`SELECT count(*) AS rows FROM ${from(type, countBy)} WHERE ${sql}`).get(...values)
    return Number(row?.rows ?? 0)
  }
  const places = ({ type, index, where, by, direction }: Walk, { offset, limit }: Window): Place[] => {
    const { sql, values } = all(where)
    return db
      .prepare(
        `SELECT n, "${by}" AS at FROM ${from(type, index)} WHERE ${sql}
         ORDER BY "${by}" ${direction}, n ${direction} LIMIT ? OFFSET ?`,
      )
      .all(...values, limit, offset)
      .map((row) => ({ n: Number(row.n), at: String(row.at) }))
  }
  const fromNearerEnd = (walk: Walk, { offset, limit }: Window, total: number): Place[] => {
    if (offset <= total / 2) return places(walk, { offset, limit })
    const part = Math.min(limit, total - offset)
    const backwards = { ...walk, direction: walk.direction === 'ASC' ? 'DESC' : 'ASC' } as const
    return places(backwards, { offset: total - offset - part, limit: part }).reverse()
  }
  return {
    count,
    places,
    /** The numbers of the rows on one page, and how many there are in all. */
    page(walk: Walk, window: Window): { readonly numbers: readonly number[]; readonly total: number } {
      const { offset, limit } = window
      const few = walk.isSearch ? places(walk, { offset: 0, limit: FEW + 1 }) : []
      const isAll = walk.isSearch === true && few.length <= FEW
      const total = isAll ? few.length : count(walk)
      if (offset >= total) return { numbers: [], total }
      const page = isAll ? few.slice(offset, offset + limit) : fromNearerEnd(walk, window, total)
      return { numbers: page.map(({ n }) => n), total }
    },
  }
}

function all(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return { sql: 'TRUE', values: [] }
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  }
}

/**
 * One page of a long list with a few further rows at their places in it; both in ascending order. `long` gives a part of the
 * long list.
 */
export function mergedPage(
  few: readonly Place[],
  long: (window: Window) => readonly Place[],
  { offset, limit }: Window,
): Place[] {
  const start = Math.max(0, offset - few.length)
  const part = long({ offset: start, limit: limit + few.length })
  const [first] = part
  const passed = start === 0 || !first ? 0 : few.filter((place) => isBefore(place, first)).length
  const merged = [...few.slice(passed), ...part].sort((a, b) => (isBefore(a, b) ? -1 : 1))
  const from = offset - start - passed
  return merged.slice(from, from + limit)
}

function isBefore(a: Place, b: Place): boolean {
  return a.at === b.at ? a.n < b.n : a.at < b.at
}
