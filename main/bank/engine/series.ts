import type { SqliteDatabase } from '#main/sqlite/database'
import { integerOf } from '../storage/rows'

/** The next number of a company's named series, starting at 1. Needs an open transaction, so that a refused command leaves no gap. */
export function nextInSeries(db: SqliteDatabase, company: number, name: string): number {
  const row = db
    .prepare(
      `INSERT INTO series (company, name, last) VALUES (?, ?, 1)
       ON CONFLICT (company, name) DO UPDATE SET last = last + 1 RETURNING last`,
    )
    .get(company, name)
  return integerOf(row ?? {}, 'last')
}

/** Starts a series after `last`. Needs an open transaction. */
export function setSeries(db: SqliteDatabase, company: number, name: string, last: number): void {
  db.prepare('INSERT INTO series (company, name, last) VALUES (?, ?, ?)').run(company, name, last)
}
