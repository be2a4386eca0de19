import type { SqliteDatabase } from '#main/sqlite/database'
import { integerOf, textOf } from '../storage/rows'

/** What the bank knows of a user's password. Role and status are the user document's. */
export interface Credential {
  readonly company: number
  /** What the user types as User ID. */
  readonly login: string
  /** The id of the user document. */
  readonly userId: string
  readonly passwordHash: string
  /** Hashes of the passwords before this one, newest first. */
  readonly earlierHashes: readonly string[]
  readonly passwordChangedAt: string
  /** Wrong passwords in a row. */
  readonly failures: number
}

export interface Credentials {
  find(company: number, login: string): Credential | undefined
  add(credential: Omit<Credential, 'earlierHashes' | 'failures'>): void
  setFailures(company: number, login: string, failures: number): void
  setPassword(
    company: number,
    login: string,
    next: Pick<Credential, 'passwordHash' | 'earlierHashes' | 'passwordChangedAt'>,
  ): void
}

export function credentials(db: SqliteDatabase): Credentials {
  return {
    find(company, login) {
      const row = db.prepare('SELECT * FROM credential WHERE company = ? AND login = ?').get(company, login)
      if (!row) return undefined
      return {
        company,
        login,
        userId: textOf(row, 'user_id'),
        passwordHash: textOf(row, 'password_hash'),
        // Written below as a JSON list of texts.
        earlierHashes: JSON.parse(textOf(row, 'earlier_hashes')) as string[],
        passwordChangedAt: textOf(row, 'password_changed_at'),
        failures: integerOf(row, 'failures'),
      }
    },
    add({ company, login, userId, passwordHash, passwordChangedAt }) {
      db.prepare(
        `INSERT INTO credential (company, login, user_id, password_hash, earlier_hashes, password_changed_at)
         VALUES (?, ?, ?, ?, '[]', ?)`,
      ).run(company, login, userId, passwordHash, passwordChangedAt)
    },
    setFailures(company, login, failures) {
      db.prepare('UPDATE credential SET failures = ? WHERE company = ? AND login = ?').run(failures, company, login)
    },
    setPassword(company, login, { passwordHash, earlierHashes, passwordChangedAt }) {
      db.prepare(
        `UPDATE credential SET password_hash = ?, earlier_hashes = ?, password_changed_at = ?, failures = 0
         WHERE company = ? AND login = ?`,
      ).run(passwordHash, JSON.stringify(earlierHashes), passwordChangedAt, company, login)
    },
  }
}
