import { closeSync, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase, type SqliteDatabase } from '#main/sqlite/database'
import { err, ok, type Result } from '#shared/kernel/result'
import { type DocumentStore, documentStore } from './document-store'
import { textOf } from './rows'
import { HEADER_BYTES, headerFault, migrate, type SchemaFault } from './schema'

/** The one open database of a bank with its document store. */
export interface BankDatabase {
  readonly db: SqliteDatabase
  readonly documents: DocumentStore
  /** One durable transaction; when `work` throws, nothing of it remains, in the file or in memory. */
  transaction<T>(work: () => T): T
  meta(key: string): string | undefined
  setMeta(key: string, value: string): void
  close(): void
}

/** Why a data folder cannot be used. `detail` is for the person who started the bank. */
export interface OpenFault {
  readonly code: 'data.unwritable' | 'data.damaged' | 'data.newer' | 'data.foreign' | 'data.in_use'
  readonly detail: string
}

export const IN_MEMORY = ':memory:'
const FILE_NAME = 'bank.db'

/** Opens (and makes, where missing) the database of a data folder, or one in memory. */
export function openBankDatabase(data: string): Result<BankDatabase, OpenFault> {
  const folder = data === IN_MEMORY ? null : data
  if (folder !== null) {
    try {
      mkdirSync(folder, { recursive: true })
    } catch (error) {
      return err({ code: 'data.unwritable', detail: `cannot make the data folder ${folder}: ${messageOf(error)}` })
    }
  }
  const path = folder === null ? IN_MEMORY : join(folder, FILE_NAME)
  let db: SqliteDatabase | undefined
  try {
    const unfit = folder === null ? null : lookAt(path)
    if (unfit !== null) return err(schemaFault(path, unfit))
    db = openDatabase({ path })
    if (folder !== null) reserve(db)
    const fault = migrate(db)
    if (fault === null) return ok(bankDatabase(db))
    db.close()
    return err(schemaFault(path, fault))
  } catch (error) {
    db?.close()
    return err(openFault(path, error))
  }
}

function lookAt(path: string): ReturnType<typeof headerFault> {
  const size = sizeOf(path)
  if (size === 0) return null
  const file = openSync(path, 'r')
  try {
    const header = Buffer.alloc(HEADER_BYTES)
    const read = readSync(file, header, 0, HEADER_BYTES, 0)
    return headerFault(header.subarray(0, read), size, sizeOf(`${path}-wal`) > 0)
  } finally {
    closeSync(file)
  }
}

/** Bytes of a file, 0 where there is none. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function schemaFault(path: string, fault: SchemaFault | 'damaged'): OpenFault {
  if (fault === 'damaged') return { code: 'data.damaged', detail: `${path} is damaged: it is not a database` }
  if (fault === 'newer') return { code: 'data.newer', detail: `${path} was written by a newer version of the bank` }
  return { code: 'data.foreign', detail: `${path} is not a database of this bank` }
}

/**
 * Holds the file for this process alone until it ends, however it ends: two banks on one folder would each give out the
 * same feed positions. Then reads every page once, so that damage is told at the start and not in the middle of a day.
 */
function reserve(db: SqliteDatabase): void {
  db.exec('PRAGMA locking_mode = EXCLUSIVE')
  db.transaction(() => db.prepare('SELECT count(*) FROM sqlite_master').get())
  const check = db.prepare('PRAGMA quick_check(1)').get()
  const verdict = check ? textOf(check, 'quick_check') : 'no answer'
  if (verdict !== 'ok') throw new Error(`database disk image is malformed: ${verdict}`)
}

/**
 * Lets go of the file before closing: the driver keeps it open as long as a prepared statement is in memory, and with it
 * the lock and the write-ahead log.
 */
function release(db: SqliteDatabase): void {
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  db.exec('PRAGMA locking_mode = NORMAL')
  // The mode changes with the next access.
  db.prepare('SELECT count(*) FROM sqlite_master').get()
}

function openFault(path: string, error: unknown): OpenFault {
  const message = messageOf(error)
  if (/not a database|malformed|corrupt/i.test(message)) {
    return { code: 'data.damaged', detail: `${path} is damaged: ${message}` }
  }
  if (/locked|busy/i.test(message)) return { code: 'data.in_use', detail: `${path} is in use by another bank` }
  return { code: 'data.unwritable', detail: `cannot open ${path}: ${message}` }
}

function bankDatabase(db: SqliteDatabase): BankDatabase {
  const documents = documentStore(db)
  return {
    db,
    documents,
    transaction(work) {
      try {
        return db.transaction(work)
      } catch (error) {
        documents.forgetHead()
        throw error
      }
    },
    meta(key) {
      const row = db.prepare('SELECT value FROM meta WHERE key = ?').get(key)
      return row && textOf(row, 'value')
    },
    setMeta(key, value) {
      db.prepare(
        'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      ).run(key, value)
    },
    close() {
      release(db)
      db.close()
    },
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
