import type { SqliteDatabase, SqliteValue } from '#main/sqlite/database'
import type { AuditQuestion } from '#shared/contract/audit-views'
import type { CopyTables } from '../copy-tables'
import { type AuditMatch, auditMatch, type CodeOf, type Period, periodOf } from './audit-match'

/** The numbers of the entries on one page, newest first, and how many there are in all. */
export interface EntryPage {
  readonly numbers: readonly number[]
  readonly total: number
}

/** A condition that chooses entries, and how to have them newest first. */
interface Choice {
  readonly from: string
  /** The column with the entry's number. */
  readonly n: string
  readonly where: string
  readonly values: readonly SqliteValue[]
  readonly order: string
  /** The condition for entries that stand behind this one, and its values. */
  behind(n: number): { readonly where: string; readonly values: readonly SqliteValue[] }
}

/** Finds entries by index, newest first; entries of one moment in the order of the feed, latest first. */
export function createAuditPages(db: SqliteDatabase, tables: CopyTables) {
  const { auditRow, auditName, auditSearch } = tables
  const first = (sql: string, values: readonly SqliteValue[]): number | undefined => {
    const row = db.prepare(sql).get(...values)
    return row && Number(row.n)
  }
  const codeOf: CodeOf = (kind, name) =>
    first(`SELECT code AS n FROM ${auditName} WHERE kind = ? AND name = ?`, [kind, name])

  const byTime = (match: AuditMatch & { kind: 'everything' | 'match' }, { from, before }: Period): Choice => {
    const found =
      match.kind === 'match' ? ` AND n IN (SELECT rowid FROM ${auditSearch} WHERE ${auditSearch} MATCH ?)` : ''
    return {
      from: `${auditRow} INDEXED BY ${auditRow}_by_time`,
      n: 'n',
      where: `at >= ? AND at < ?${found}`,
      values: [from, before, ...(match.kind === 'match' ? [match.expression] : [])],
      order: 'at DESC, seq DESC, n DESC',
      behind: (n) => ({
        where: `(at, seq, n) < (SELECT at, seq, n FROM ${auditRow} WHERE n = ?)`,
        values: [n],
      }),
    }
  }

  /** The search index answers in the order of its own numbers, which is the order in time where no entry is late. */
  const bySearch = (expression: string, period: Period): Choice | undefined => {
    const sql = (condition: string, direction: string) =>
      `SELECT n FROM ${auditRow} INDEXED BY ${auditRow}_by_time WHERE at ${condition} ?
       ORDER BY at ${direction}, seq ${direction} LIMIT 1`
    const lowest = first(sql('>=', 'ASC'), [period.from])
    const highest = first(sql('<', 'DESC'), [period.before])
    if (lowest === undefined || highest === undefined) return undefined
    return {
      from: auditSearch,
      n: 'rowid',
      where: `${auditSearch} MATCH ? AND rowid BETWEEN ? AND ?`,
      values: [expression, lowest, highest],
      order: 'rowid DESC',
      behind: (n) => ({ where: 'rowid < ?', values: [n] }),
    }
  }

  const isInOrder = (): boolean =>
    db.prepare(`SELECT 1 AS late FROM ${auditRow} INDEXED BY ${auditRow}_late WHERE late = 1 LIMIT 1`).get() ===
    undefined

  /** Undefined where no entry can be meant. */
  const choose = (question: AuditQuestion): Choice | undefined => {
    const match = auditMatch(question, codeOf)
    const period = periodOf(question.filter)
    if (match.kind === 'nothing') return undefined
    return match.kind === 'match' && isInOrder() ? bySearch(match.expression, period) : byTime(match, period)
  }

  const numbersOf = ({ n, from, order }: Choice, where: string, values: readonly SqliteValue[]): number[] =>
    db
      .prepare(`SELECT ${n} AS n FROM ${from} WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`)
      .all(...values)
      .map((row) => Number(row.n))

  return {
    page(question: AuditQuestion, offset: number, limit: number): EntryPage {
      const choice = choose(question)
      if (!choice) return { numbers: [], total: 0 }
      const { from, where, values } = choice
      const total = first(`SELECT count(*) AS n FROM ${from} WHERE ${where}`, values) ?? 0
      return { total, numbers: offset >= total ? [] : numbersOf(choice, where, [...values, limit, offset]) }
    },
    /** Those that stand behind an entry, or from the newest on. */
    older(question: AuditQuestion, than: number | undefined, limit: number): readonly number[] {
      const choice = choose(question)
      if (!choice) return []
      const { where, values } = choice
      if (than === undefined) return numbersOf(choice, where, [...values, limit, 0])
      const behind = choice.behind(than)
      return numbersOf(choice, `${where} AND ${behind.where}`, [...values, ...behind.values, limit, 0])
    },
    total: (): number => first(`SELECT count(*) AS n FROM ${auditRow}`, []) ?? 0,
    names(kind: 'type' | 'person'): string[] {
      return db
        .prepare(`SELECT name FROM ${auditName} WHERE kind = ? ORDER BY name`)
        .all(kind)
        .map((row) => String(row.name))
    },
  }
}
