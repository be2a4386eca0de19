import { statSync } from 'node:fs'
import { openDatabase, type SqliteDatabase } from '#main/sqlite/database'
import { migrate, type NewerVersion, newerVersion } from '#main/sqlite/migrations'
import type { AppProblem } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'
import type { CopyName } from './copy-table-names'
import { copyTables, otherCopy } from './copy-tables'
import { createDocumentStore } from './document-store'
import { createDocumentTables, type DocumentTables } from './document-tables'
import { createMetaStore, META } from './meta'
import { prepareTables, STORAGE_MIGRATIONS } from './prepare-schema'
import { DamagedCopyError, storageProblem } from './problems'
import { ENTITY_REGISTRY, type EntityRegistry } from './registry'
import { type Copies, createStaging } from './staging-store'
import type { Store } from './store'

export interface OpenStoreOptions {
  readonly path: string
  /** 32 bytes. */
  readonly key: Uint8Array
  /** Default: what this build knows of the document types. */
  readonly registry?: EntityRegistry
}

class NewerVersionError extends Error {
  constructor(readonly versions: NewerVersion) {
    super('written by a newer version')
  }
}

/** Enough that the inner pages of every index of 100,000 accounts stay decrypted. */
export const CACHE_KIB = 16_384

/**
 * 16 MiB. Whatever writes much calls `writeBack` between its transactions; that a commit has to do it, and a user's command
 * has to wait for it, is the exception.
 */
const CHECKPOINT_PAGES = 4_000

/**
 * Opens a profile's copy, or makes an empty one where there is no file. The file is looked at before anything is written:
 * one that is damaged, foreign or newer than this build is left exactly as it is. Errors: `storage.newer_version` {found,
 * supported}, `storage.damaged` (also a wrong key: its pages read as noise), `storage.in_use` by another process or
 * window, `storage.disk_full`, `storage.read_only`, `storage.unavailable`.
 */
export function openStore({ path, key, registry = ENTITY_REGISTRY }: OpenStoreOptions): Result<Store, AppProblem> {
  let db: SqliteDatabase | undefined
  try {
    db = openDatabase({
      path,
      key,
      exclusive: true,
      cacheKiB: CACHE_KIB,
      checkpointPages: CHECKPOINT_PAGES,
      inspect: inspection(wasLeftOpen(path)),
    })
    const migrated = migrate(db, STORAGE_MIGRATIONS)
    if (!migrated.ok) throw new NewerVersionError(migrated.error)
    prepareTables(db, registry)
    return ok(storeOn(db, registry))
  } catch (error) {
    db?.close()
    if (error instanceof NewerVersionError) {
      const { found, supported } = error.versions
      return err({ code: 'storage.newer_version', params: { found, supported } })
    }
    return err(storageProblem(error))
  }
}

/** Closing writes everything into the one file, so a write-ahead log beside it was left by a crash. */
function wasLeftOpen(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
}

/** Reading every page takes long with many documents, and a page can only be half written when the last run crashed. */
function inspection(thorough: boolean): (db: Pick<SqliteDatabase, 'prepare'>) => void {
  return (db) => {
    const newer = newerVersion(db, STORAGE_MIGRATIONS)
    if (newer) throw new NewerVersionError(newer)
    db.prepare('SELECT count(*) AS objects FROM sqlite_schema').get()
    if (!thorough) return
    const verdict = db.prepare('PRAGMA quick_check(1)').get()?.quick_check
    if (verdict !== 'ok') throw new DamagedCopyError(`quick_check: ${String(verdict)}`)
  }
}

function storeOn(db: SqliteDatabase, registry: EntityRegistry): Store {
  const meta = createMetaStore(db)
  const readLive = (): CopyName => (meta.get(META.liveCopy) === 'b' ? 'b' : 'a')
  let live = readLive()
  const tables = { a: copyTables('a', registry), b: copyTables('b', registry) }
  const writers = { a: createDocumentTables(db, tables.a), b: createDocumentTables(db, tables.b) }
  let inStoreTransaction = false

  const settle = (step: (documents: DocumentTables) => void): void => {
    step(writers.a)
    step(writers.b)
  }

  const transaction = <T>(work: () => T): T => {
    try {
      const result = db.transaction(() => {
        inStoreTransaction = true
        const answer = work()
        settle((documents) => documents.flush())
        return answer
      })
      staging.committed()
      return result
    } catch (error) {
      settle((documents) => documents.discard())
      staging.rolledBack()
      live = readLive()
      throw error
    } finally {
      inStoreTransaction = false
    }
  }

  const write = <T>(documents: DocumentTables | null, work: () => T): T => {
    if (inStoreTransaction) return work()
    if (!db.inTransaction) return transaction(work)
    // A transaction begun on the bare database ends without asking, so what was gathered is written at once.
    const result = work()
    documents?.flush()
    return result
  }

  const copies: Copies = {
    db,
    registry,
    live: () => live,
    exchange() {
      settle((documents) => documents.flush())
      live = otherCopy(live)
      meta.set(META.liveCopy, live)
    },
    write: (work) => write(null, work),
  }
  const staging = createStaging(copies)
  return {
    db,
    meta,
    documents: createDocumentStore(db, {
      tables: () => tables[live],
      write: (work) => write(writers[live], () => work(writers[live])),
    }),
    staging: staging.store,
    tables: () => tables[live],
    transaction,
    writeBack: () => void db.prepare('PRAGMA wal_checkpoint(PASSIVE)').get(),
    close: () => db.close(),
  }
}
