import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { openDatabase, type SqliteDatabase } from '#main/sqlite/database'
import { err, ok, type Result } from '#shared/kernel/result'
import { type DocumentStore, documentStore } from './document-store'
import { textOf } from './rows'
import { migrate, schemaFault } from './schema'

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

/** Holds the pages that a seed of 100,000 accounts touches, so that none is written twice. */
const CACHE_KIB = 64 * 1024

/** Opens (and makes, where missing) the database of a data folder, or one in memory. */
export function openBankDatabase(data: string): Result<BankDatabase, OpenFault> {
  const folder = data === IN_MEMORY ? null : resolve(data)
  const path = folder === null ? IN_MEMORY : join(folder, FILE_NAME)
  try {
    if (folder !== null) makeFolder(folder)
  } catch (error) {
    return err({ code: 'data.unwritable', detail: `cannot make the data folder ${folder}: ${messageOf(error)}` })
  }
  let db: SqliteDatabase | undefined
  try {
    // For this process alone until it ends, however it ends: two banks on one folder would give out the same positions.
    db = openDatabase({ path, exclusive: folder !== null, cacheKiB: CACHE_KIB, inspect: (file) => lookAt(file, path) })
    migrate(db)
    return ok(bankDatabase(db))
  } catch (error) {
    db?.close()
    return err(error instanceof UnfitFile ? error.fault : openFault(path, error))
  }
}

/** Makes a folder and those above it. Step by step, because Node's own `recursive` never returns where a file system says "not found" to every attempt, as `/proc` does. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  const above = dirname(folder)
  if (above !== folder) makeFolder(above)
  mkdirSync(folder)
}

/** Ends an opening before anything was written. */
class UnfitFile extends Error {
  constructor(readonly fault: OpenFault) {
    super(fault.detail)
  }
}

/** Reads every page once, so that damage is told at the start and not in the middle of a day. */
function lookAt(db: Pick<SqliteDatabase, 'prepare'>, path: string): void {
  const fault = schemaFault(db)
  if (fault === 'newer') {
    throw new UnfitFile({ code: 'data.newer', detail: `${path} was written by a newer version of the bank` })
  }
  if (fault === 'foreign') {
    throw new UnfitFile({ code: 'data.foreign', detail: `${path} is not a database of this bank` })
  }
  const check = db.prepare('PRAGMA quick_check(1)').get()
  const verdict = check ? textOf(check, 'quick_check') : 'no answer'
  if (verdict !== 'ok') throw new UnfitFile({ code: 'data.damaged', detail: `${path} is damaged: ${verdict}` })
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
    close: () => db.close(),
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
