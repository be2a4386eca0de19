import Database from 'libsql'
import { collectClosedConnections } from './closed-connections'

/** SQLite as both halves of `main` use it: libsql with the few settings that matter for durability. */

/** What may be bound. No bytes: libsql takes any object for named values, and a buffer for that ends the process. */
export type SqliteValue = string | number | bigint | null
export type SqliteRow = Record<string, unknown>

export interface SqliteStatement {
  run(...values: SqliteValue[]): { changes: number }
  get(...values: SqliteValue[]): SqliteRow | undefined
  all(...values: SqliteValue[]): SqliteRow[]
  iterate(...values: SqliteValue[]): IterableIterator<SqliteRow>
}

export interface SqliteDatabase {
  /** Prepared once per text and kept. */
  prepare(sql: string): SqliteStatement
  exec(sql: string): void
  /** One IMMEDIATE transaction; rolls back when `work` throws. Not re-entrant. */
  transaction<T>(work: () => T): T
  readonly inTransaction: boolean
  close(): void
}

export interface OpenOptions {
  /** File path or `:memory:`. */
  readonly path: string
  /** 32 random bytes; without them the file is not encrypted. */
  readonly key?: Uint8Array
  /**
   * Keeps every other connection out, of this and any other process, until `close`. The operating system drops the lock
   * when the process dies, so a crash leaves nothing behind that would need clearing by hand. Default: shared.
   */
  readonly exclusive?: boolean
  /** Page cache in KiB. Default: SQLite's 2,000. */
  readonly cacheKiB?: number
  /** Pages in the write-ahead log before it is written back into the file. Default: SQLite's 1,000. */
  readonly checkpointPages?: number
  /** Looks at the file before anything is written to it; what it throws ends the opening. */
  readonly inspect?: (db: Pick<SqliteDatabase, 'prepare'>) => void
}

/**
 * Opens a database in WAL mode with `synchronous=FULL`: libsql's default of NORMAL may lose the last commits when the
 * machine loses power, and a command the user saw accepted must not be lost. Throws libsql's errors.
 */
export function openDatabase(options: OpenOptions): SqliteDatabase {
  const { path, key, exclusive = false, inspect } = options
  const encryption = key ? { encryptionCipher: 'aes256cbc', encryptionKey: Buffer.from(key).toString('hex') } : {}
  const raw = new Database(path, encryption as ConstructorParameters<typeof Database>[1])
  const statements = new Map<string, SqliteStatement>()
  const prepare = (sql: string): SqliteStatement => {
    const known = statements.get(sql)
    if (known) return known
    const statement = raw.prepare(sql) as unknown as SqliteStatement
    statements.set(sql, statement)
    return statement
  }
  const close = (): void => {
    if (exclusive) {
      attempt(() => raw.exec('PRAGMA journal_mode=DELETE'))
      unlock(raw)
    }
    statements.clear()
    raw.close()
    collectClosedConnections()
  }
  try {
    // Before the first read: from then on a second connection finds the file locked.
    if (exclusive) raw.exec('PRAGMA locking_mode=EXCLUSIVE')
    inspect?.({ prepare })
    raw.exec('PRAGMA journal_mode=WAL')
    raw.exec('PRAGMA synchronous=FULL')
    raw.exec('PRAGMA foreign_keys=ON')
    raw.exec('PRAGMA trusted_schema=OFF')
    if (options.cacheKiB !== undefined) raw.exec(`PRAGMA cache_size=-${Math.trunc(options.cacheKiB)}`)
    if (options.checkpointPages !== undefined) {
      raw.exec(`PRAGMA wal_autocheckpoint=${Math.trunc(options.checkpointPages)}`)
    }
  } catch (error) {
    if (exclusive) unlock(raw)
    statements.clear()
    raw.close()
    collectClosedConnections()
    throw error
  }

  let inTransaction = false
  return {
    prepare,
    exec: (sql) => {
      raw.exec(sql)
    },
    transaction(work) {
      if (inTransaction) throw new Error('a transaction is already open')
      raw.exec('BEGIN IMMEDIATE')
      inTransaction = true
      try {
        const result = work()
        raw.exec('COMMIT')
        return result
      } catch (error) {
        // Some errors, a full disk among them, have already rolled back.
        if (raw.inTransaction) raw.exec('ROLLBACK')
        throw error
      } finally {
        inTransaction = false
      }
    },
    get inTransaction() {
      return inTransaction
    },
    close,
  }
}

/**
 * Gives an exclusive lock back at once: libsql keeps a closed connection open until the last of its statement objects is
 * collected, and until then the same profile could not be opened again in this process. SQLite gives the lock up with the
 * next read, and only outside WAL mode, which `close` has therefore left: that also writes everything into the one file.
 */
function unlock(raw: InstanceType<typeof Database>): void {
  attempt(() => raw.exec('PRAGMA locking_mode=NORMAL'))
  attempt(() => raw.exec('SELECT count(*) FROM sqlite_schema'))
}

/** On a full or damaged disk the log stays beside the file and is read on the next opening; closing goes on. */
function attempt(step: () => void): void {
  try {
    step()
  } catch {
    // Nothing more can be done for a connection that is being closed.
  }
}
