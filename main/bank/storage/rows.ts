import type { SqliteRow } from '#main/sqlite/database'

/** Typed reading of SQLite rows. A column of another type means a damaged database or a wrong query, so it throws. */

export function textOf(row: SqliteRow, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`column ${column} is not text`)
  return value
}

export function textOrNull(row: SqliteRow, column: string): string | null {
  return row[column] === null ? null : textOf(row, column)
}

export function integerOf(row: SqliteRow, column: string): number {
  const value = row[column]
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new TypeError(`column ${column} is no integer`)
  return value
}

/** An integer of any size, selected as text because the driver returns numbers, which lose digits above 2^53. */
export function bigintOf(row: SqliteRow, column: string): bigint {
  return BigInt(textOf(row, column))
}
