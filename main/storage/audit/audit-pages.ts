import type { SqliteDatabase, SqliteValue } from '#main/sqlite/database'
import type { AuditQuestion } from '#shared/contract/audit-views'
import type { CopyTables } from '../copy-table-names'
import { type Choice, chooseEntries } from './audit-choice'

/** The numbers of the entries on one page, newest first, and how many there are in all. */
export interface EntryPage {
  readonly numbers: readonly number[]
  readonly total: number
}

/** Pages of entries by index. */
export function createAuditPages(db: SqliteDatabase, live: () => CopyTables) {
  let counted = { key: '', changes: 0, total: 0 }

  const count = (from: string, values: readonly SqliteValue[]): number =>
    Number(db.prepare(`SELECT count(*) AS rows FROM ${from}`).get(...values)?.rows ?? 0)

  /** Counting costs more than a page, and a list that is walked is asked for one page after the other. */
  const totalOf = ({ from, where, values }: Choice): number => {
    const key = JSON.stringify([from, where, values])
    const changes = Number(db.prepare('SELECT total_changes() AS changes').get()?.changes)
    if (counted.key !== key || counted.changes !== changes) {
      counted = { key, changes, total: count(`${from} WHERE ${where}`, values) }
    }
    return counted.total
  }

  const numbersOf = ({ n, from, order }: Choice, where: string, values: readonly SqliteValue[]): number[] =>
    db
      .prepare(`SELECT ${n} AS n FROM ${from} WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`)
      .all(...values)
      .map((row) => Number(row.n))

  return {
    page(question: AuditQuestion, offset: number, limit: number): EntryPage {
      const choice = chooseEntries(db, live(), question)
      if (!choice) return { numbers: [], total: 0 }
      const total = totalOf(choice)
      if (offset >= total) return { numbers: [], total }
      return { numbers: numbersOf(choice, choice.where, [...choice.values, limit, offset]), total }
    },

    /** Those that stand behind an entry, or from the newest on. */
    older(question: AuditQuestion, than: number | undefined, limit: number): readonly number[] {
      const choice = chooseEntries(db, live(), question)
      if (!choice) return []
      const { where, values, behind } = choice
      if (than === undefined) return numbersOf(choice, where, [...values, limit, 0])
      return numbersOf(choice, `${where} AND ${behind}`, [...values, than, limit, 0])
    },

    total: (): number => count(live().auditRow, []),

    /** Types or persons that occur. */
    names(kind: 'type' | 'person'): string[] {
      return db
        .prepare(`SELECT name FROM ${live().auditName} WHERE kind = ? ORDER BY name`)
        .all(kind)
        .map((row) => String(row.name))
    },
  }
}
