import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase, type SqliteDatabase, type SqliteValue } from '#main/sqlite/database'
import { CACHE_KIB } from '#main/storage/open-store'
import type { BenchDevice } from './bench-device'
import { stopwatch } from './measured'

/** What libsql does at best on this computer, with nothing of the product around it but how a file is opened. */

const files = (path: string) => ['', '-wal', '-shm', '-journal'].map((end) => path + end)

function withBare<T>(folder: string, key: Uint8Array | undefined, work: (db: SqliteDatabase) => T): T {
  const path = join(folder, 'bare.db')
  const db = openDatabase({ path, exclusive: true, cacheKiB: CACHE_KIB, ...(key ? { key } : {}) })
  try {
    return work(db)
  } finally {
    db.close()
    for (const file of files(path)) rmSync(file, { force: true })
  }
}

interface Job {
  readonly sql: string
  readonly rows: readonly (readonly SqliteValue[])[]
}

/**
 * Inserts the very rows of a device's copy into the same tables with the same indexes, search included, encrypted, all in
 * one transaction. Answers the milliseconds of the transaction.
 */
export function bareInsert({ store, folder, key }: BenchDevice): number {
  const { accountSearch } = store.tables()
  const suffix = accountSearch.slice(-2)
  const schema = store.db
    .prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name')
    .all()
    .map(({ type, name, tbl_name, sql }) => ({ type, name: String(name), table: String(tbl_name), sql: String(sql) }))
    .filter(({ name, table }) => name === accountSearch || (table.endsWith(suffix) && !name.startsWith(accountSearch)))
  const tables = schema.filter(({ type, name }) => type === 'table' && name !== accountSearch)
  const jobs = [...tables.map(({ name }) => rowsOf(store.db, name)), searchRows(store.db, store.tables())]
  return withBare(folder, key, (db) => {
    for (const { sql } of schema) db.exec(sql)
    for (const { sql } of jobs) db.prepare(sql)
    const took = stopwatch()
    db.transaction(() => {
      for (const { sql, rows } of jobs) for (const row of rows) db.prepare(sql).run(...row)
    })
    return took()
  })
}

function rowsOf(db: SqliteDatabase, table: string): Job {
  const columns = db
    .prepare(`PRAGMA table_info(${table})`)
    .all()
    .map(({ name }) => String(name))
  const list = columns.map((column) => `"${column}"`).join(', ')
  const rows = db
    .prepare(`SELECT ${list} FROM ${table}`)
    .all()
    .map((row) => columns.map((column) => sqliteValue(row[column])))
  return { sql: `INSERT INTO ${table} (${list}) VALUES (${columns.map(() => '?').join(', ')})`, rows }
}

function searchRows(db: SqliteDatabase, tables: { accountNode: string; accountSearch: string }): Job {
  const rows = db
    .prepare(`SELECT n, number, name_key, ref_key FROM ${tables.accountNode} WHERE facets <> 0`)
    .all()
    .map(({ n, number, name_key, ref_key }) => [
      Number(n),
      String(number ?? '').replace(/\D/g, ''),
      String(name_key),
      String(ref_key ?? ''),
    ])
  return { sql: `INSERT INTO ${tables.accountSearch} (rowid, digits, name, reference) VALUES (?, ?, ?, ?)`, rows }
}

function sqliteValue(value: unknown): SqliteValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? value : null
}

/** Milliseconds of each of many durable commits of one row (`synchronous=FULL`). */
export function bareCommits(folder: string, key: Uint8Array | undefined, commits: number): number[] {
  return withBare(folder, key, (db) => {
    db.exec('CREATE TABLE entry (n INTEGER PRIMARY KEY, text TEXT NOT NULL)')
    const insert = db.prepare('INSERT INTO entry (text) VALUES (?)')
    return Array.from({ length: commits }, (_, n) => {
      const took = stopwatch()
      db.transaction(() => insert.run(`a row of ordinary length, the ${n}th`))
      return took()
    })
  })
}
