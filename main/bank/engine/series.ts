import type { SqliteDatabase } from '#main/sqlite/database'
import { integerOf } from '../storage/rows'

/** The numbers that one decision takes of a company's named series, which start at 1. */
export interface SeriesNumbers {
  last(series: string): number
  next(series: string): number
  /** Only what is accepted keeps its numbers, so that a refused command leaves no gap. Needs an open transaction. */
  keep(): void
}

/** Reads series as they stand. Needs an open transaction, in which nobody else takes numbers. */
export function seriesNumbers(db: SqliteDatabase, company: number): SeriesNumbers {
  const taken = new Map<string, number>()

  function last(name: string): number {
    const known = taken.get(name)
    if (known !== undefined) return known
    const row = db.prepare('SELECT last FROM series WHERE company = ? AND name = ?').get(company, name)
    return row ? integerOf(row, 'last') : 0
  }

  return {
    last,
    next(name) {
      const next = last(name) + 1
      taken.set(name, next)
      return next
    },
    keep() {
      for (const [name, number] of taken)
        db.prepare(
          `INSERT INTO series (company, name, last) VALUES (?, ?, ?)
           ON CONFLICT (company, name) DO UPDATE SET last = excluded.last`,
        ).run(company, name, number)
    },
  }
}

/** Starts a series after `last`. Needs an open transaction. */
export function setSeries(db: SqliteDatabase, company: number, name: string, last: number): void {
  db.prepare('INSERT INTO series (company, name, last) VALUES (?, ?, ?)').run(company, name, last)
}
