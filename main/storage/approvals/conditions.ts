import { addDays, BANK_ZONE, isLocalDate, startOfDay } from '#shared/kernel/time'
import type { Condition } from './walked-pages'

/** What lists of approvals and transfers are chosen by, as conditions on columns of the registry. */

export function equals(column: string, value: string | undefined): Condition[] {
  return value === undefined ? [] : [{ sql: `"${column}" = ?`, values: [value] }]
}

/** Calendar dates of the bank's zone, both included. */
export function within(column: string, period: { from?: string | undefined; to?: string | undefined }): Condition[] {
  const { from, to } = period
  return [
    ...(from !== undefined && isLocalDate(from)
      ? [{ sql: `"${column}" >= ?`, values: [startOfDay(from, BANK_ZONE)] }]
      : []),
    ...(to !== undefined && isLocalDate(to)
      ? [{ sql: `"${column}" < ?`, values: [startOfDay(addDays(to, 1), BANK_ZONE)] }]
      : []),
  ]
}

/**
 * What was typed, as the `words` column has it: small letters, and digits without the marks that people put between them in
 * amounts and account numbers. Null where nothing was typed.
 */
export function needleOf(typed: string): string | null {
  // Only what SQLite's own lower() changes, so that both sides agree about every other letter.
  const text = typed
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  if (text === '') return null
  return /^[\d.,\s]+$/.test(text) ? text.replace(/[.,\s]/g, '') : text
}
