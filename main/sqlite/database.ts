import Database from 'libsql'

/** SQLite as both halves of `main` use it: libsql with the few settings that matter for durability. */

export type SqliteValue = string | number | bigint | null | Uint8Array
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
}

/**
 * Opens a database in WAL mode with `synchronous=FULL`: libsql's default of NORMAL may lose the last commits when the
 * machine loses power, and a command the user saw accepted must not be lost.
 */
export function openDatabase({ path, key }: OpenOptions): SqliteDatabase {
  const options = key ? { encryptionCipher: 'aes256cbc', encryptionKey: Buffer.from(key).toString('hex') } : {}
  const raw = new Database(path, options as ConstructorParameters<typeof Database>[1])
  raw.exec('PRAGMA journal_mode=WAL')
  raw.exec('PRAGMA synchronous=FULL')
  raw.exec('PRAGMA foreign_keys=ON')
  raw.exec('PRAGMA trusted_schema=OFF')
  const statements = new Map<string, SqliteStatement>()
  let inTransaction = false
  return {
    prepare(sql) {
      const known = statements.get(sql)
      if (known) return known
      const statement = raw.prepare(sql) as unknown as SqliteStatement
      statements.set(sql, statement)
      return statement
    },
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
        if (raw.inTransaction) raw.exec('ROLLBACK')
        throw error
      } finally {
        inTransaction = false
      }
    },
    get inTransaction() {
      return inTransaction
    },
    close() {
      statements.clear()
      raw.close()
    },
  }
}
