import type { SqliteDatabase } from '#main/sqlite/database'
import { DOCUMENT_TYPES } from '#shared/domain/documents'
import { type CopyName, type CopyTables, copyTables, createCopy, tableNames } from './copy-tables'
import type { DocumentTables } from './document-tables'
import type { EntityRegistry } from './registry'
import type { StagingStore } from './store'

/** The two copies of one database. */
export interface Copies {
  readonly db: SqliteDatabase
  readonly registry: EntityRegistry
  live(): CopyName
  /** Makes the other copy the live one, within the open transaction. */
  exchange(): void
  /** Runs `work` in the open transaction, or in one of its own; `documents` is flushed before the commit. */
  write<T>(documents: DocumentTables | null, work: () => T): T
}

export function otherCopy(copy: CopyName): CopyName {
  return copy === 'a' ? 'b' : 'a'
}

/** Whether the tables of a copy exist. */
export function copyExists(db: SqliteDatabase, tables: CopyTables): boolean {
  const sql = "SELECT 1 AS found FROM sqlite_schema WHERE type = 'table' AND name = ?"
  return db.prepare(sql).get(tables.accountNode) !== undefined
}

/** Drops every table of a copy. Reading its pages takes time: `reclaim` first where there are many rows. */
export function dropCopy(db: SqliteDatabase, tables: CopyTables): void {
  for (const name of tableNames(tables)) db.exec(`DROP TABLE IF EXISTS ${name}`)
}

/**
 * The copy beside the live one is written by the same code as the live one, indexes, sums and search included, so that
 * nothing is left to do when it takes over.
 */
export function createStagingStore(copies: Copies, writerOf: (copy: CopyName) => DocumentTables): StagingStore {
  const { db, registry } = copies
  const tables = (): CopyTables => copyTables(otherCopy(copies.live()), registry)
  const ensure = (): void => {
    if (!copyExists(db, tables())) createCopy(db, tables(), registry)
  }
  return {
    clear() {
      copies.write(null, () => {
        writerOf(tables().copy).discard()
        dropCopy(db, tables())
      })
    },
    add(changes) {
      const writer = writerOf(tables().copy)
      copies.write(writer, () => {
        ensure()
        writer.applyChanges(changes)
      })
    },
    count() {
      if (!copyExists(db, tables())) return 0
      const count = (name: string) => Number(db.prepare(`SELECT count(*) AS rows FROM ${name}`).get()?.rows)
      return DOCUMENT_TYPES.reduce((sum, type) => sum + count(tables().entity(type)), 0)
    },
    swap() {
      copies.write(null, () => {
        ensure()
        copies.exchange()
      })
      return new Set(DOCUMENT_TYPES)
    },
    reclaim(rows) {
      return copies.write(null, () => reclaimSlice(db, tables(), rows))
    },
  }
}

/** Deletes up to `rows` rows, table by table; drops the copy when none are left. False when there is nothing more. */
export function reclaimSlice(db: SqliteDatabase, tables: CopyTables, rows: number): boolean {
  if (!copyExists(db, tables)) return false
  let left = rows
  for (const type of DOCUMENT_TYPES) {
    if (left > 0) left -= deleteSome(db, tables.entity(type), left)
  }
  if (left > 0) left -= deleteSome(db, tables.accountNode, left)
  if (left <= 0) return true
  dropCopy(db, tables)
  return false
}

function deleteSome(db: SqliteDatabase, table: string, rows: number): number {
  return db.prepare(`DELETE FROM ${table} WHERE n IN (SELECT n FROM ${table} LIMIT ?)`).run(rows).changes
}
