import type { SqliteDatabase } from '#main/sqlite/database'
import type { AccountTransaction } from '#shared/domain/documents'
import { textOf } from './rows'

export interface StatementSlice {
  /** Newest first. */
  readonly transactions: AccountTransaction[]
  readonly hasMore: boolean
}

/**
 * Statement lines before an instant, newest first, of the whole history. The next page is asked for with the last line's
 * instant, so lines of one instant must not be parted between pages: a page ends before such a group, and
 * is longer than `limit` only where a single instant holds more lines than that.
 */
export function readStatement(
  db: SqliteDatabase,
  { company, accountId, before, limit }: { company: number; accountId: string; before: string; limit: number },
): StatementSlice {
  const select = `SELECT doc, posted_at FROM statement_line WHERE company = ? AND account_id = ?`
  const order = 'ORDER BY posted_at DESC, key DESC'
  const rows = db.prepare(`${select} AND posted_at < ? ${order} LIMIT ?`).all(company, accountId, before, limit + 1)
  const beyond = rows[limit]
  if (!beyond) return { transactions: rows.map(lineOf), hasMore: false }
  const cut = textOf(beyond, 'posted_at')
  const whole = rows.filter((row) => textOf(row, 'posted_at') > cut)
  if (whole.length > 0) return { transactions: whole.map(lineOf), hasMore: true }
  const group = db.prepare(`${select} AND posted_at = ? ${order}`).all(company, accountId, cut)
  const older = db.prepare(`${select} AND posted_at < ? LIMIT 1`).get(company, accountId, cut)
  return { transactions: group.map(lineOf), hasMore: older !== undefined }
}

/** The bank wrote this text itself, from a document that passed its schema. */
function lineOf(row: Record<string, unknown>): AccountTransaction {
  return JSON.parse(textOf(row, 'doc')) as AccountTransaction
}
