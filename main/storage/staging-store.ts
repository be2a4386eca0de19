import type { SqliteDatabase } from '#main/sqlite/database'
import { DOCUMENT_TYPES } from '#shared/domain/documents'
import { type CopyName, type CopyTables, copyExists, copyTables, createCopy, dropCopy, otherCopy } from './copy-tables'
import type { DocumentTables } from './document-tables'
import { createMetaStore, META } from './meta'
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

/**
 * The copy beside the live one is written by the same code as the live one, indexes, sums and search included, so that
 * nothing is left to do when it takes over.
 */
export function createStagingStore(copies: Copies, writerOf: (copy: CopyName) => DocumentTables): StagingStore {
  const { db, registry } = copies
  const tables = (): CopyTables => copyTables(otherCopy(copies.live()), registry)
  const meta = createMetaStore(db)
  const isRetired = (): boolean => meta.get(META.retiredCopy) !== undefined
  const drop = (): void => {
    writerOf(tables().copy).discard()
    dropCopy(db, tables())
    meta.delete(META.retiredCopy)
  }
  const ensure = (): void => {
    if (isRetired()) drop()
    if (!copyExists(db, tables())) createCopy(db, tables(), registry)
  }
  return {
    clear() {
      copies.write(null, drop)
    },
    add(changes) {
      const writer = writerOf(tables().copy)
      copies.write(writer, () => {
        ensure()
        writer.applyChanges(changes)
      })
    },
    count() {
      if (isRetired() || !copyExists(db, tables())) return 0
      const count = (name: string) => Number(db.prepare(`SELECT count(*) AS rows FROM ${name}`).get()?.rows)
      return DOCUMENT_TYPES.reduce((sum, type) => sum + count(tables().entity(type)), 0)
    },
    swap() {
      copies.write(null, () => {
        ensure()
        copies.exchange()
        meta.set(META.retiredCopy, '1')
      })
      return new Set(DOCUMENT_TYPES)
    },
    reclaim(rows) {
      if (!isRetired()) return false
      return copies.write(null, () => {
        const more = reclaimSlice(db, tables(), rows)
        if (!more) drop()
        return more
      })
    },
  }
}

/** Deletes up to `rows` rows, table by table; false when there is nothing more. */
function reclaimSlice(db: SqliteDatabase, tables: CopyTables, rows: number): boolean {
  if (!copyExists(db, tables)) return false
  let left = rows
  for (const [table, key, above] of reclaimed(tables)) {
    if (left <= 0) return true
    const sql = `DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE ${key} > ${above} LIMIT ?)`
    left -= db.prepare(sql).run(left).changes
  }
  return left <= 0
}

/**
 * FTS5 keeps its totals (1) and the list of its segments (10) in the same table as the index itself. Without them a
 * connection that has not used the index yet cannot even drop it.
 */
const FTS5_OWN_ROWS = 10

/**
 * The large tables of a copy with their keys, and above which of them rows go. Of the search index its own tables:
 * emptied, they are dropped at once.
 */
function reclaimed(tables: CopyTables): (readonly [table: string, key: string, above: number])[] {
  const documents = DOCUMENT_TYPES.map((type) => [tables.entity(type), 'n', 0] as const)
  const { accountNode, accountSearch } = tables
  return [
    ...documents,
    [accountNode, 'n', 0],
    [`${accountSearch}_data`, 'id', FTS5_OWN_ROWS],
    [`${accountSearch}_docsize`, 'id', 0],
  ]
}
