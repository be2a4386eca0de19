import type { SqliteDatabase, SqliteValue } from '#main/sqlite/database'
import type { ReceiptAge, ReceiptFilter, ReceiptSort } from '#shared/contract/reconciliation-views'
import { addDays, type LocalDate } from '#shared/kernel/time'
import type { CopyTables } from '../copy-table-names'

/** Which receipts a list shows, and in what order. */
export interface ReceiptRequest {
  readonly text: string
  readonly filter: ReceiptFilter
  readonly sort: ReceiptSort
  readonly offset: number
  readonly limit: number
}

interface Condition {
  readonly sql: string
  readonly values: readonly SqliteValue[]
}

/** The column and the index of the registry that each order walks; every one holds what lists are chosen by. */
const WALKS: Readonly<
  Record<ReceiptSort['key'], { readonly by: readonly string[]; readonly index: readonly string[] }>
> = {
  dueDate: { by: ['dueDate', 'n'], index: ['dueDate', 'n', 'status', 'accountNumber'] },
  amount: { by: ['amount', 'n'], index: ['amount', 'n', 'status', 'dueDate', 'accountNumber'] },
  reference: { by: ['words', 'n'], index: ['words', 'n', 'status', 'dueDate', 'accountNumber'] },
  account: { by: ['accountNumber', 'dueDate', 'n'], index: ['accountNumber', 'dueDate', 'n', 'status'] },
}

/** Up to so many matches of a search are named and sorted; more are looked for along the list's own order. */
const FEW = 5_000

/** Numbers of the receipts on one page, in order, and how many there are in all. */
export function receiptPage(
  db: SqliteDatabase,
  tables: CopyTables,
  { text, filter, sort, offset, limit }: ReceiptRequest,
  today: LocalDate,
): { readonly numbers: readonly number[]; readonly total: number } {
  const table = tables.entity('reconciliationItem')
  const walk = WALKS[sort.key]
  const search = byText(text, table)
  const few = search && matches(db, search)
  const found = few ?? search
  const where = all([...(found ? [found] : []), ...byFilter(filter, table, today)])
  const from = few ? `${table} NOT INDEXED` : `${table} INDEXED BY ${table}_by_${walk.index.join('_')}`
  const total = Number(db.prepare(`SELECT count(*) AS rows FROM ${from} WHERE ${where.sql}`).get(...where.values)?.rows)
  if (offset >= total) return { numbers: [], total }
  const direction = sort.direction === 'desc' ? 'DESC' : 'ASC'
  const order = walk.by.map((column) => `"${column}" ${direction}`).join(', ')
  const rows = db
    .prepare(`SELECT n FROM ${from} WHERE ${where.sql} ORDER BY ${order} LIMIT ? OFFSET ?`)
    .all(...where.values, limit, offset)
  return { numbers: rows.map(({ n }) => Number(n)), total }
}

/** What a search finds, by number, where that is little: its text is then looked for only once. */
function matches(db: SqliteDatabase, { select, values }: Search): Condition | null {
  const found = db.prepare(`${select} LIMIT ${FEW + 1}`).all(...values)
  if (found.length > FEW) return null
  const numbers = JSON.stringify(found.map(({ n }) => Number(n)))
  return { sql: 'n IN (SELECT value FROM json_each(?))', values: [numbers] }
}

/** First and last due date of an age, both included; null for no end. */
export function datesOf(
  age: ReceiptAge,
  today: LocalDate,
): { readonly from: string | null; readonly to: string | null } {
  switch (age) {
    case 'not_due':
      return { from: today, to: null }
    case 'days_1_7':
      return { from: addDays(today, -7), to: addDays(today, -1) }
    case 'days_8_30':
      return { from: addDays(today, -30), to: addDays(today, -8) }
    case 'over_30':
      return { from: null, to: addDays(today, -31) }
  }
}

function byFilter(
  { state, age, accountNumber, pendingOnly }: ReceiptFilter,
  table: string,
  today: LocalDate,
): Condition[] {
  const conditions: Condition[] = []
  if (state === 'open') conditions.push({ sql: `"status" IN ('unmatched', 'suggested')`, values: [] })
  else if (state !== undefined) conditions.push({ sql: '"status" = ?', values: [state] })
  if (age !== undefined) {
    const { from, to } = datesOf(age, today)
    if (from !== null) conditions.push({ sql: '"dueDate" >= ?', values: [from] })
    if (to !== null) conditions.push({ sql: '"dueDate" <= ?', values: [to] })
  }
  if (accountNumber !== undefined) conditions.push({ sql: '"accountNumber" = ?', values: [accountNumber] })
  // A queue is short, so its documents are named and not looked for.
  if (pendingOnly === true) conditions.push({ sql: `n IN (SELECT n FROM ${table} WHERE base IS NOT NULL)`, values: [] })
  return conditions
}

interface Search extends Condition {
  readonly select: string
}

/**
 * In reference or account number, as the `words` column has them: small letters. Digits written in groups, as people copy
 * account numbers, are looked for as one number too. Null where nothing was typed.
 */
function byText(typed: string, table: string): Search | null {
  const text = typed
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  if (text === '') return null
  const digits = /^[\d\s.-]+$/.test(text) ? text.replace(/\D/g, '') : text
  const values = [...new Set([text, digits])]
  const index = `${table} INDEXED BY ${table}_by_${WALKS.reference.index.join('_')}`
  const select = `SELECT n FROM ${index} WHERE ${values.map(() => 'instr("words", ?) > 0').join(' OR ')}`
  return { sql: `n IN (${select})`, values, select }
}

function all(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return { sql: 'TRUE', values: [] }
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  }
}
