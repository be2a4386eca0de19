import type { SqliteDatabase } from '#main/sqlite/database'
import type { AuditEntry } from '#shared/domain/documents'
import type { CopyTables } from '../copy-table-names'
import { parseTold, type Told } from './audit-facts'
import { textOf } from './told-entry'

/** What a list shows of an entry, before the names that the copy knows are put in. */
export interface ListedEntry {
  readonly id: string
  readonly at: string
  readonly type: string
  readonly personId: string
  readonly deviceId: string | null
  readonly outcome: AuditEntry['outcome']
  readonly subjectId: string | null
  readonly told: Told
}

/** The entries with these numbers, in this order. Throws DamagedCopyError. */
export function listedEntries(db: SqliteDatabase, tables: CopyTables, numbers: readonly number[]): ListedEntry[] {
  const rows = db
    .prepare(
      `SELECT entry.id, row.at, row.type, row.person, row.device, row.accepted, row.subject, row.told
       FROM json_each(?) AS wanted
       JOIN ${tables.auditRow} AS row ON row.n = wanted.value
       JOIN ${tables.entity('auditEntry')} AS entry ON entry.n = row.n
       ORDER BY wanted.key`,
    )
    .all(JSON.stringify(numbers))
  const names = namesOf(
    db,
    tables,
    rows.flatMap(({ type, person, device }) => [type, person, device]),
  )
  const nameOf = (code: unknown): string => names.get(code) ?? ''
  return rows.map((row) => ({
    id: String(row.id),
    at: new Date(Number(row.at)).toISOString(),
    type: nameOf(row.type),
    personId: nameOf(row.person),
    deviceId: row.device === null ? null : nameOf(row.device),
    outcome: row.accepted === 1 ? 'accepted' : 'rejected',
    subjectId: textOf(row.subject),
    told: parseTold(row.told),
  }))
}

/** A page has a handful of them, each many times. */
function namesOf(db: SqliteDatabase, tables: CopyTables, codes: readonly unknown[]): ReadonlyMap<unknown, string> {
  const rows = db
    .prepare(`SELECT code, name FROM ${tables.auditName} WHERE code IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify([...new Set(codes)]))
  return new Map(rows.map(({ code, name }) => [code, String(name)]))
}
