import { err, ok, type Result } from '#shared/kernel/result'
import type { SqliteDatabase } from './database'

/** One step of a database's history. Steps are never edited or removed once released, only added. */
export interface Migration {
  /** Says what the step does, for logs. */
  readonly name: string
  readonly up: (db: SqliteDatabase) => void
}

export interface NewerVersion {
  /** The file's `user_version`. */
  readonly found: number
  /** The highest version this build knows. */
  readonly supported: number
}

/** How many migrations the file has been through. */
export function schemaVersion(db: Pick<SqliteDatabase, 'prepare'>): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0)
}

/** What is known of a file that a newer build has written; undefined where this build can use it. */
export function newerVersion(
  db: Pick<SqliteDatabase, 'prepare'>,
  migrations: readonly Migration[],
): NewerVersion | undefined {
  const found = schemaVersion(db)
  return found > migrations.length ? { found, supported: migrations.length } : undefined
}

/**
 * Brings a database to the last migration, each step in a transaction of its own together with its version, so that a
 * crash between two steps continues where it stopped. A database of a newer build is left alone and answered as an error.
 */
export function migrate(
  db: SqliteDatabase,
  migrations: readonly Migration[],
): Result<{ readonly from: number; readonly to: number }, NewerVersion> {
  const newer = newerVersion(db, migrations)
  if (newer) return err(newer)
  const from = schemaVersion(db)
  for (const [index, migration] of migrations.entries()) {
    if (index < from) continue
    db.transaction(() => {
      migration.up(db)
      db.exec(`PRAGMA user_version = ${index + 1}`)
    })
  }
  return ok({ from, to: migrations.length })
}
