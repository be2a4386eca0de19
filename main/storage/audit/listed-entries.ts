import type { SqliteDatabase } from '#main/sqlite/database'
import type { AuditEntry } from '#shared/domain/documents'
import type { CopyTables } from '../copy-tables'
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
  const { auditRow, auditName } = tables
  return db
    .prepare(
      `SELECT entry.id, row.at, row.accepted, row.subject, row.told, type.name AS type, person.name AS person,
         device.name AS device
       FROM json_each(?) AS wanted
       JOIN ${auditRow} AS row ON row.n = wanted.value
       JOIN ${tables.entity('auditEntry')} AS entry ON entry.n = row.n
       JOIN ${auditName} AS type ON type.code = row.type
       JOIN ${auditName} AS person ON person.code = row.person
       LEFT JOIN ${auditName} AS device ON device.code = row.device
       ORDER BY wanted.key`,
    )
    .all(JSON.stringify(numbers))
    .map((row) => ({
      id: String(row.id),
      at: new Date(Number(row.at)).toISOString(),
      type: String(row.type),
      personId: String(row.person),
      deviceId: textOf(row.device),
      outcome: Number(row.accepted) === 1 ? 'accepted' : 'rejected',
      subjectId: textOf(row.subject),
      told: parseTold(row.told),
    }))
}
