import type { SqliteDatabase } from '#main/sqlite/database'
import type { Migration } from '#main/sqlite/migrations'
import { DOCUMENT_TYPES, type DocumentType } from '#shared/domain/documents'
import { canonicalJson, sha256Hex } from '#shared/kernel/canonical-json'
import type { JsonValue } from '#shared/kernel/json'
import type { CopyName, CopyTables } from './copy-table-names'
import {
  copyTables,
  createCopy,
  createDerivedTables,
  createEntityTable,
  dropCopy,
  dropDerivedTables,
  otherCopy,
} from './copy-tables'
import { createDocumentTables } from './document-tables'
import { createMetaStore, META } from './meta'
import { parseStoredObject, readChange } from './read-change'
import type { EntityRegistry } from './registry'

/** The fixed part of the schema. Tables of documents follow from the registry and are prepared after these steps. */
export const STORAGE_MIGRATIONS: readonly Migration[] = [
  {
    name: 'facts about the copy',
    up: (db) => db.exec('CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID'),
  },
]

/** Raised when the derived tables (account tree, facets, search, sums, audit trail) change shape: they are then made anew. */
const DERIVED_VERSION = 4

/**
 * Makes the document tables fit the registry, in one transaction: creates them in a new database; after a change of the
 * registry moves the documents into new tables, brings home foreign documents whose type is known now, and asks for
 * everything to be fetched again, because an older build may have skipped what it did not know.
 */
export function prepareTables(db: SqliteDatabase, registry: EntityRegistry): void {
  const meta = createMetaStore(db)
  const hash = registryHash(registry)
  const known = meta.get(META.registryHash)
  if (known === hash) return
  db.transaction(() => {
    const live: CopyName = meta.get(META.liveCopy) === 'b' ? 'b' : 'a'
    const tables = copyTables(live, registry)
    if (known === undefined) createCopy(db, tables, registry)
    else {
      // What was being staged has the old shape; the next attempt starts again.
      dropCopy(db, copyTables(otherCopy(live), registry))
      rebuild(db, tables, registry)
      meta.set(META.resyncNeeded, '1')
    }
    meta.set(META.liveCopy, live)
    meta.set(META.registryHash, hash)
  })
}

function registryHash(registry: EntityRegistry): string {
  const plain: JsonValue = JSON.parse(JSON.stringify({ registry, derived: DERIVED_VERSION }))
  return sha256Hex(canonicalJson(plain))
}

function rebuild(db: SqliteDatabase, tables: CopyTables, registry: EntityRegistry): void {
  dropDerivedTables(db, tables)
  for (const type of DOCUMENT_TYPES) rebuildEntityTable(db, tables.entity(type), registry, type)
  createDerivedTables(db, tables)
  const documents = createDocumentTables(db, tables)
  documents.rederive()
  bringForeignHome(db, tables, (change) => documents.applyChanges([change]))
  documents.flush()
}

function rebuildEntityTable(db: SqliteDatabase, name: string, registry: EntityRegistry, type: DocumentType): void {
  const exists = db.prepare("SELECT 1 AS found FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name)
  if (exists) {
    for (const row of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?").all(name)) {
      const index = String(row.name)
      if (!index.startsWith('sqlite_autoindex_')) db.exec(`DROP INDEX "${index}"`)
    }
    db.exec(`ALTER TABLE ${name} RENAME TO ${name}_old`)
  }
  createEntityTable(db, name, registry[type])
  if (!exists) return
  db.exec(`INSERT INTO ${name} (n, id, version, seq, doc, base) SELECT n, id, version, seq, doc, base FROM ${name}_old`)
  db.exec(`DROP TABLE ${name}_old`)
}

type ForeignChange = Parameters<typeof readChange>[0]

function bringForeignHome(db: SqliteDatabase, tables: CopyTables, apply: (change: ForeignChange) => void): void {
  const known = db
    .prepare(`SELECT type, id, seq, version, doc FROM ${tables.foreignDocument}`)
    .all()
    .map(({ type, id, seq, version, doc }): ForeignChange => {
      const facts = { type: String(type), id: String(id), seq: Number(seq), version: Number(version) }
      return { ...facts, doc: doc === 'null' ? null : parseStoredObject(doc) }
    })
    .filter((change) => readChange(change).kind !== 'foreign')
  for (const change of known) {
    apply(change)
    db.prepare(`DELETE FROM ${tables.foreignDocument} WHERE type = ? AND id = ?`).run(change.type, change.id)
  }
}
