import type { SqliteDatabase, SqliteValue } from '#main/sqlite/database'
import type { AccountSort } from '#shared/contract/views'
import type { CopyTables } from '../copy-table-names'
import { SORT_COLUMNS } from '../copy-tables'
import type { FacetFilter } from './account-facts'
import type { Condition, SearchText } from './search-text'

/** The numbers of the accounts on one page, in order, and how many there are in all. */
export interface NodePage {
  readonly numbers: readonly number[]
  readonly total: number
}

export interface PageRequest {
  readonly sort: AccountSort
  readonly offset: number
  readonly limit: number
}

/**
 * Up to so many candidates are fetched and sorted; more are found by walking the sort's index, in which they then lie
 * close together. Either way a page costs a few milliseconds.
 */
const FEW = 2_000

/** The same where the index that is walked does not hold what is asked for, so that each step costs more. */
const MANY = 10_000

export function createAccountPages(db: SqliteDatabase, tables: CopyTables) {
  const { accountNode, accountFacet, accountSearch } = tables
  const count = (sql: string, values: readonly SqliteValue[]): number =>
    Number(db.prepare(sql).get(...values)?.rows ?? 0)
  const passes = ({ mask, value }: FacetFilter): Condition => ({ sql: '(facets & ?) = ?', values: [mask, value] })

  const numbers = (from: string, where: Condition, { sort, offset, limit }: PageRequest): number[] => {
    const direction = sort.direction === 'desc' ? 'DESC' : 'ASC'
    const column = SORT_COLUMNS[sort.key]
    const sql = `SELECT n FROM ${from} WHERE ${where.sql} ORDER BY ${column} ${direction}, n ${direction} LIMIT ? OFFSET ?`
    return db
      .prepare(sql)
      .all(...where.values, limit, offset)
      .map((row) => Number(row.n))
  }

  /** Fetches the candidates and sorts them. */
  const among = (candidates: Condition, filter: FacetFilter, request: PageRequest): NodePage => {
    const where = and({ sql: `n IN (${candidates.sql})`, values: candidates.values }, passes(filter))
    const total = count(`SELECT count(*) AS rows FROM ${accountNode} WHERE ${where.sql}`, where.values)
    return { total, numbers: numbers(`${accountNode} NOT INDEXED`, where, request) }
  }

  /** Walks the sort's index, from its nearer end. */
  const walk = (where: Condition, total: number, request: PageRequest): NodePage => {
    const index = `${accountNode} INDEXED BY ${accountNode}_sort_${request.sort.key}`
    if (request.offset >= total) return { total, numbers: [] }
    if (request.offset <= total / 2) return { total, numbers: numbers(index, where, request) }
    const limit = Math.min(request.limit, total - request.offset)
    const sort = { key: request.sort.key, direction: request.sort.direction === 'asc' ? 'desc' : 'asc' } as const
    const backwards = { sort, limit, offset: total - request.offset - limit }
    return { total, numbers: numbers(index, where, backwards).reverse() }
  }

  const facetTotal = ({ mask, value }: FacetFilter): number =>
    count(`SELECT sum(accounts) AS rows FROM ${accountFacet} WHERE (facets & ?) = ?`, [mask, value])

  const byTrigrams = (text: SearchText & { kind: 'trigrams' }, filter: FacetFilter, request: PageRequest): NodePage => {
    const matched = { sql: `SELECT rowid FROM ${accountSearch} WHERE ${accountSearch} MATCH ?`, values: [text.match] }
    const found = count(`SELECT count(*) AS rows FROM (${matched.sql})`, matched.values)
    const every = facetTotal(ANY)
    const isFiltered = facetTotal(filter) !== every
    if (found <= FEW) {
      const also = text.also ? ` AND ${text.also.sql}` : ''
      const sql = `SELECT n FROM ${accountNode} WHERE n IN (${matched.sql})${also}`
      return among({ sql, values: [...matched.values, ...(text.also?.values ?? [])] }, filter, request)
    }
    const candidates = { sql: `n IN (${matched.sql})`, values: matched.values }
    const all = and(passes(filter), text.also ? and(candidates, text.also) : candidates)
    const isExact = text.also === null && !isFiltered
    const total = isExact ? found : count(`SELECT count(*) AS rows FROM ${accountNode} WHERE ${all.sql}`, all.values)
    // Where every third account is found, comparing texts on the way is quicker than a set of all that were found.
    const isDense = found > every / 3
    return walk(isDense ? and(passes(filter), text.contains) : all, total, request)
  }

  const byPrefix = (prefix: string, filter: FacetFilter, request: PageRequest): NodePage => {
    const begins = beginsWith(prefix)
    const union = BEGINS.map((field) => `SELECT n FROM ${accountNode} WHERE ${field}`).join(' UNION ')
    const found = count(`SELECT count(*) AS rows FROM (${union} LIMIT ${FEW + 1})`, begins.values)
    if (found <= FEW) return among({ sql: union, values: begins.values }, filter, request)
    const where = and(passes(filter), begins)
    const total = count(`SELECT count(*) AS rows FROM ${accountNode} WHERE ${where.sql}`, where.values)
    return walk(where, total, request)
  }

  return {
    facetTotal,
    /** Accounts that match a search, of both kinds. */
    search(text: SearchText, filter: FacetFilter, request: PageRequest): NodePage {
      if (text.kind === 'everything') return walk(passes(filter), facetTotal(filter), request)
      return text.kind === 'prefix' ? byPrefix(text.prefix, filter, request) : byTrigrams(text, filter, request)
    },
    /** Children of a node. */
    children(parent: number, childCount: number, request: PageRequest): NodePage {
      const where: Condition = { sql: 'parent = ?', values: [parent] }
      if (childCount > FEW) return walk(where, childCount, request)
      const from = `${accountNode} INDEXED BY ${accountNode}_children`
      return { total: childCount, numbers: numbers(from, where, request) }
    },
    /** A set of accounts named by a query for their `n`. */
    among,
    /** As `search`, of the accounts that `pending` names; a queue is short, so they are read and compared. */
    pending(pending: string, also: readonly Condition[], filter: FacetFilter, request: PageRequest): NodePage {
      return among(and({ sql: pending, values: [] }, ...also), filter, request)
    },
    /** As `search`, of the accounts that pass a condition on `limit_use`, which an index answers. */
    limited(text: SearchText, use: Condition, filter: FacetFilter, request: PageRequest): NodePage {
      const condition = textCondition(text)
      const found = count(`SELECT count(*) AS rows FROM ${accountNode} WHERE ${use.sql}`, use.values)
      if (found <= MANY) {
        return among(
          and({ sql: `SELECT n FROM ${accountNode} WHERE ${use.sql}`, values: use.values }, condition),
          filter,
          request,
        )
      }
      const where = and(passes(filter), use, condition)
      const total = count(`SELECT count(*) AS rows FROM ${accountNode} WHERE ${where.sql}`, where.values)
      return walk(where, total, request)
    },
  }
}

const ANY: FacetFilter = { mask: 1, value: 1 }

const BEGINS = ['name_key', 'number', 'ref_key'].map((field) => `(${field} >= ? AND ${field} < ?)`)

/** A range instead of LIKE: it uses the index, and nothing in the text is a wildcard. */
function beginsWith(prefix: string): Condition {
  return { sql: `(${BEGINS.join(' OR ')})`, values: BEGINS.flatMap(() => [prefix, `${prefix}\u{10ffff}`]) }
}

export function textCondition(text: SearchText): Condition {
  if (text.kind === 'everything') return { sql: 'TRUE', values: [] }
  return text.kind === 'prefix' ? beginsWith(text.prefix) : text.contains
}

function and(...all: readonly Condition[]): Condition {
  return { sql: all.map(({ sql }) => sql).join(' AND '), values: all.flatMap(({ values }) => values) }
}
