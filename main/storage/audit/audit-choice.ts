import type { SqliteDatabase, SqliteValue } from '#main/sqlite/database'
import type { AuditQuestion } from '#shared/contract/audit-views'
import type { CopyTables } from '../copy-table-names'
import { type AuditMatch, auditMatch, type CodeOf, type Period, periodOf } from './audit-match'

/** A condition that chooses entries, and how to have them newest first: by the bank's time, then latest in the feed first. */
export interface Choice {
  readonly from: string
  /** The column with the entry's number. */
  readonly n: string
  readonly where: string
  readonly values: readonly SqliteValue[]
  readonly order: string
  /** For entries that stand behind the one with the number that is the last value. */
  readonly behind: string
}

/** Undefined where no entry can be meant. */
export function chooseEntries(db: SqliteDatabase, tables: CopyTables, question: AuditQuestion): Choice | undefined {
  const codeOf: CodeOf = (kind, name) => {
    const row = db.prepare(`SELECT code FROM ${tables.auditName} WHERE kind = ? AND name = ?`).get(kind, name)
    return row && Number(row.code)
  }
  const match = auditMatch(question, codeOf)
  const period = periodOf(question.filter)
  if (match.kind === 'nothing') return undefined
  return match.kind === 'match' && isInOrder(db, tables)
    ? bySearch(db, tables, match.expression, period)
    : byTime(tables, match, period)
}

function isInOrder(db: SqliteDatabase, { auditRow }: CopyTables): boolean {
  const sql = `SELECT 1 AS late FROM ${auditRow} INDEXED BY ${auditRow}_late WHERE late = 1 LIMIT 1`
  return db.prepare(sql).get() === undefined
}

/** The search index answers in the order of its own numbers, which is the order in time where no entry is late. */
function bySearch(
  db: SqliteDatabase,
  { auditRow, auditSearch }: CopyTables,
  expression: string,
  period: Period,
): Choice | undefined {
  const edge = (condition: string, direction: string, at: number): number | undefined => {
    const row = db
      .prepare(
        `SELECT n FROM ${auditRow} INDEXED BY ${auditRow}_by_time WHERE at ${condition} ?
         ORDER BY at ${direction}, seq ${direction} LIMIT 1`,
      )
      .get(at)
    return row && Number(row.n)
  }
  const lowest = edge('>=', 'ASC', period.from)
  const highest = edge('<', 'DESC', period.before)
  if (lowest === undefined || highest === undefined) return undefined
  return {
    from: auditSearch,
    n: 'rowid',
    where: `${auditSearch} MATCH ? AND rowid BETWEEN ? AND ?`,
    values: [expression, lowest, highest],
    order: 'rowid DESC',
    behind: 'rowid < ?',
  }
}

function byTime(
  { auditRow, auditSearch }: CopyTables,
  match: AuditMatch & { kind: 'everything' | 'match' },
  { from, before }: Period,
): Choice {
  const found = `n IN (SELECT rowid FROM ${auditSearch} WHERE ${auditSearch} MATCH ?)`
  const isFound = match.kind === 'match'
  return {
    from: `${auditRow} INDEXED BY ${auditRow}_by_time`,
    n: 'n',
    where: `at >= ? AND at < ?${isFound ? ` AND ${found}` : ''}`,
    values: [from, before, ...(isFound ? [match.expression] : [])],
    order: 'at DESC, seq DESC, n DESC',
    behind: `(at, seq, n) < (SELECT at, seq, n FROM ${auditRow} WHERE n = ?)`,
  }
}
