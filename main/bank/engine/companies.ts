import type { SqliteDatabase } from '#main/sqlite/database'
import { integerOf, textOf } from '../storage/rows'

/** A company as the tables know it: `key` in the bank's tables, `code` at sign-in, `id` of its document. */
export interface CompanyRecord {
  readonly key: number
  readonly code: string
  readonly id: string
}

export function companyByCode(db: SqliteDatabase, code: string): CompanyRecord | undefined {
  const row = db.prepare('SELECT key, code, id FROM company WHERE code = ?').get(code)
  return row && recordOf(row)
}

export function allCompanies(db: SqliteDatabase): CompanyRecord[] {
  return db.prepare('SELECT key, code, id FROM company ORDER BY key').all().map(recordOf)
}

/** Needs an open transaction. */
export function addCompany(db: SqliteDatabase, code: string, id: string): CompanyRecord {
  const row = db.prepare('INSERT INTO company (code, id) VALUES (?, ?) RETURNING key, code, id').get(code, id)
  if (!row) throw new Error('a company was not written')
  return recordOf(row)
}

function recordOf(row: Record<string, unknown>): CompanyRecord {
  return { key: integerOf(row, 'key'), code: textOf(row, 'code'), id: textOf(row, 'id') }
}
