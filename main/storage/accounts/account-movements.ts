import type { SqliteDatabase, SqliteRow } from '#main/sqlite/database'
import type { StatementPage } from '#shared/contract/views'
import type { AccountTransaction, AuditEntry } from '#shared/domain/documents'
import type { CopyTables } from '../copy-table-names'
import { parseStoredAs } from '../read-change'

export interface StatementRequest {
  readonly accountId: string
  /** ISO 8601 UTC; only lines posted before it. */
  readonly before?: string | undefined
  readonly limit: number
}

/** Latest first in the bank's order, which ids do not tell; what was made here and has no place yet comes before. */
const LATEST_FIRST = '"postedAt" DESC, seq = 0 DESC, seq DESC'
/** Later than every instant that a document can carry. */
const END_OF_TIME = '9999-12-31T23:59:59.999Z~'

/**
 * Statement lines that the feed brought, latest first. `before` is an instant, so lines posted at one instant are never
 * split between two pages: the next page would leave the rest out.
 */
export function accountStatement(db: SqliteDatabase, tables: CopyTables, request: StatementRequest): StatementPage {
  const { accountId, before = END_OF_TIME, limit } = request
  const table = tables.entity('accountTransaction')
  const read = (row: SqliteRow): AccountTransaction => parseStoredAs('accountTransaction', row.doc)
  const lines = db
    .prepare(`SELECT doc FROM ${table} WHERE "accountId" = ? AND "postedAt" < ? ORDER BY ${LATEST_FIRST} LIMIT ?`)
    .all(accountId, before, limit + 1)
    .map(read)
  let transactions = lines.slice(0, limit)
  const last = transactions.at(-1)
  const next = lines[limit]
  if (!last || !next) return { transactions, hasMore: false, olderUnavailable: false }
  if (next.postedAt === last.postedAt) {
    const together = db
      .prepare(`SELECT doc FROM ${table} WHERE "accountId" = ? AND "postedAt" = ? ORDER BY ${LATEST_FIRST}`)
      .all(accountId, last.postedAt)
    transactions = [...transactions.filter(({ postedAt }) => postedAt !== last.postedAt), ...together.map(read)]
  }
  const older = db
    .prepare(`SELECT 1 AS found FROM ${table} WHERE "accountId" = ? AND "postedAt" < ? LIMIT 1`)
    .get(accountId, last.postedAt)
  return { transactions, hasMore: older !== undefined, olderUnavailable: false }
}

/** Far more than a person reads; the trail itself is on the Audit screen. */
const HISTORY_LENGTH = 500

/** Audit entries whose subject is the account, latest first. */
export function accountHistory(db: SqliteDatabase, tables: CopyTables, accountId: string): AuditEntry[] {
  return db
    .prepare(
      `SELECT entry.doc FROM ${tables.auditRow} AS row JOIN ${tables.entity('auditEntry')} AS entry ON entry.n = row.n
       WHERE row.subject = ? ORDER BY row.at DESC, row.seq DESC LIMIT ?`,
    )
    .all(accountId, HISTORY_LENGTH)
    .map((row) => parseStoredAs('auditEntry', row.doc))
}
