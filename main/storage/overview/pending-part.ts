import type { SqliteDatabase, SqliteRow, SqliteValue } from '#main/sqlite/database'
import { addDays, BANK_ZONE, startOfDay } from '#shared/kernel/time'
import type { CopyTables } from '../copy-table-names'
import { exactSum, readSum } from './exact-sum'
import type { DayRange } from './known-days'

/** What the user's pending commands add to figures that the bank has not confirmed. Minor units. */
export interface PendingPart {
  readonly balance: bigint
  readonly held: bigint
  readonly available: bigint
  readonly moneyIn: bigint
  readonly moneyOut: bigint
}

export const NOTHING_PENDING: PendingPart = { balance: 0n, held: 0n, available: 0n, moneyIn: 0n, moneyOut: 0n }

const FIGURES = ['balance', 'held', 'available'] as const

const minor = (from: 'doc' | 'base', field: string): string =>
  `coalesce(CAST(replace(${from} ->> '$.${field}', '.', '') AS INTEGER), 0)`
/** What is shown less what the bank has; a document that a pending command made has nothing there. */
const change = (field: string): string => exactSum(`(${minor('doc', field)} - ${minor('base', field)})`, field)

/**
 * By currency, only where something is pending. Only rows with a `base` are read, and of lines only those in the range
 * that count as money in or out.
 */
export function pendingParts(db: SqliteDatabase, tables: CopyTables, range: DayRange): Map<string, PendingPart> {
  const current = tables.entity('currentAccount')
  const sub = tables.entity('subAccount')
  const parts = new Map<string, PendingPart>()
  const read = (
    sql: string,
    values: readonly SqliteValue[],
    partOf: (row: SqliteRow) => Partial<PendingPart>,
  ): void => {
    for (const row of db.prepare(sql).all(...values)) {
      if (typeof row.currency !== 'string') continue
      parts.set(row.currency, sumOf(parts.get(row.currency) ?? NOTHING_PENDING, partOf(row)))
    }
  }
  const currencyOf = (id: string): string => `(SELECT doc ->> '$.currency' FROM ${current} AS top WHERE top.id = ${id})`
  const accounts = (table: string, top: string): string =>
    `SELECT ${currencyOf(top)} AS currency, ${FIGURES.map(change).join(', ')} FROM ${table} AS one
     WHERE base IS NOT NULL GROUP BY currency`
  const ofAccounts = (row: SqliteRow): Partial<PendingPart> => ({
    balance: readSum(row, 'balance'),
    held: readSum(row, 'held'),
    available: readSum(row, 'available'),
  })
  read(accounts(current, 'one.id'), [], ofAccounts)
  read(accounts(sub, 'one."currentAccountId"'), [], ofAccounts)

  const top = `coalesce((SELECT "currentAccountId" FROM ${sub} AS sub WHERE sub.id = line."accountId"), line."accountId")`
  // The plus keeps SQLite on the index of pending rows, of which there are few.
  const lines = `SELECT ${currencyOf(top)} AS currency, doc ->> '$.direction' AS direction, ${change('amount')}
    FROM ${tables.entity('accountTransaction')} AS line
    WHERE base IS NOT NULL AND +"postedAt" >= ? AND +"postedAt" < ? AND doc ->> '$.channel' <> 'internal'
    GROUP BY currency, direction`
  read(lines, [startOfDay(range.from, BANK_ZONE), startOfDay(addDays(range.to, 1), BANK_ZONE)], (row) => ({
    [row.direction === 'credit' ? 'moneyIn' : 'moneyOut']: readSum(row, 'amount'),
  }))
  return parts
}

function sumOf(known: PendingPart, more: Partial<PendingPart>): PendingPart {
  return {
    balance: known.balance + (more.balance ?? 0n),
    held: known.held + (more.held ?? 0n),
    available: known.available + (more.available ?? 0n),
    moneyIn: known.moneyIn + (more.moneyIn ?? 0n),
    moneyOut: known.moneyOut + (more.moneyOut ?? 0n),
  }
}
