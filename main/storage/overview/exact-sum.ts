import type { SqliteRow } from '#main/sqlite/database'
import { formatWire, isCurrency } from '#shared/kernel/money'

/**
 * Sums of 64-bit columns that stay exact: SQLite ends a query whose sum leaves 64 bits, and libsql rounds integers above
 * 2^53. So the sum comes in two parts, each far below either.
 */
const PART = 1_000_000_000

/** The two columns of the sum of `expression`, under `name`. */
export function exactSum(expression: string, name: string): string {
  return `coalesce(sum(${expression} / ${PART}), 0) AS ${name}_high, coalesce(sum(${expression} % ${PART}), 0) AS ${name}_low`
}

/** Minor units of a sum that `exactSum` asked for. */
export function readSum(row: SqliteRow, name: string): bigint {
  return BigInt(Number(row[`${name}_high`])) * BigInt(PART) + BigInt(Number(row[`${name}_low`]))
}

/** How a currency's sums are written. */
export type WriteSum = (minor: bigint) => string

/** As the wire writes amounts; for a code that is not in the ISO table with the decimals of `sample`, an amount of it. */
export function sumWriter(currency: string, sample: string): WriteSum {
  if (isCurrency(currency)) return (minor) => formatWire({ minor, currency })
  const decimals = sample.split('.')[1]?.length ?? 0
  return (minor) => {
    const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0')
    const sign = minor < 0n ? '-' : ''
    return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
  }
}
