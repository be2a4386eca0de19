import type { SqliteDatabase } from '#main/sqlite/database'
import { type DocumentOf, type DocumentType, lookupFields } from '#shared/domain/documents'
import type { CopyTables } from './copy-table-names'
import { parseStoredAs } from './read-change'
import type { VisibleDocuments } from './store'

/** Enough for any rule; a rule that needs more must say so. */
export const DEFAULT_LIMIT = 1_000

/** What the user sees, pending changes included, as command rules read it. */
export function createDocumentReader(db: SqliteDatabase, live: () => CopyTables): VisibleDocuments {
  const find = <T extends DocumentType>(type: T, id: string): DocumentOf<T> | undefined => {
    const row = db.prepare(`SELECT doc FROM ${live().entity(type)} WHERE id = ?`).get(id)
    return row && parseStoredAs(type, row.doc)
  }
  return {
    find,
    findWhere(type, field, value, limit = DEFAULT_LIMIT) {
      const known: readonly string[] = lookupFields[type]
      if (!known.includes(field)) throw new Error(`${type} is not looked up by ${field}`)
      return db
        .prepare(`SELECT doc FROM ${live().entity(type)} WHERE "${field}" = ? ORDER BY id LIMIT ?`)
        .all(value, limit)
        .map((row) => parseStoredAs(type, row.doc))
    },
    idsWhere(type, field, values, limit = Number.MAX_SAFE_INTEGER) {
      const known: readonly string[] = lookupFields[type]
      if (!known.includes(field)) throw new Error(`${type} is not looked up by ${field}`)
      const sql = `SELECT id FROM ${live().entity(type)} WHERE "${field}" IN (SELECT value FROM json_each(?)) LIMIT ?`
      return db
        .prepare(sql)
        .all(JSON.stringify(values), limit)
        .map((row) => String(row.id))
    },
    company() {
      const row = db.prepare(`SELECT doc FROM ${live().entity('company')} LIMIT 1`).get()
      if (!row) throw new Error('the copy holds no company yet; commands wait for the first pull')
      return parseStoredAs('company', row.doc)
    },
  }
}
