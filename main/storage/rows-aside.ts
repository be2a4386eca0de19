import type { SqliteDatabase } from '#main/sqlite/database'
import type { Change } from '#shared/contract/http'
import type { DocumentType } from '#shared/domain/documents'
import type { CopyTables } from './copy-table-names'

/** The rows of a copy that are not documents this build shows: what it cannot read, does not know, or saw deleted. */
export function createAside(db: SqliteDatabase, tables: CopyTables) {
  const keep = (table: string, extra: readonly [string, string] | null, change: Change): void => {
    const [column, value] = extra ?? []
    db.prepare(
      `INSERT INTO ${table} (type, id, seq, version, doc${column ? `, ${column}` : ''})
       VALUES (?, ?, ?, ?, ?${column ? ', ?' : ''})
       ON CONFLICT (type, id) DO UPDATE SET seq = excluded.seq, version = excluded.version, doc = excluded.doc
         ${column ? `, ${column} = excluded.${column}` : ''} WHERE excluded.seq >= seq`,
    ).run(
      change.type,
      change.id,
      change.seq,
      change.version,
      JSON.stringify(change.doc),
      ...(value === undefined ? [] : [value]),
    )
  }
  return {
    /** Deleted foreign documents are kept as null, so that an older row that comes later does not bring them back. */
    keepForeign: (change: Change) => keep(tables.foreignDocument, null, change),
    quarantine: (change: Change, reason: string) => keep(tables.quarantine, ['reason', reason], change),
    /** Rows that can be read answer older ones that could not. */
    release(type: DocumentType, rows: readonly { readonly change: Change }[]): void {
      if (!db.prepare(`SELECT 1 AS found FROM ${tables.quarantine} LIMIT 1`).get()) return
      const release = db.prepare(`DELETE FROM ${tables.quarantine} WHERE type = ? AND id = ? AND seq <= ?`)
      for (const { change } of rows) release.run(type, change.id, change.seq)
    },
    bury(type: DocumentType, { id, seq }: Change): void {
      db.prepare(
        `INSERT INTO ${tables.tombstone} (type, id, seq) VALUES (?, ?, ?)
         ON CONFLICT (type, id) DO UPDATE SET seq = max(seq, excluded.seq)`,
      ).run(type, id, seq)
    },
    tombstoneSeqs(type: DocumentType, ids: readonly string[]): Map<string, number> {
      const sql = `SELECT id, seq FROM ${tables.tombstone} WHERE type = ? AND id IN (SELECT value FROM json_each(?))`
      const rows = db.prepare(sql).all(type, JSON.stringify(ids))
      return new Map(rows.map((row) => [String(row.id), Number(row.seq)]))
    },
  }
}
