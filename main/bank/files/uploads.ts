import type { SqliteDatabase, SqliteRow } from '#main/sqlite/database'
import { type FilePurpose, isFilePurpose } from '#shared/domain/files'
import { addMs, type Instant, parseInstant } from '#shared/kernel/time'
import type { BankClock } from '../clock'
import { scheduleTimer } from '../engine/timers'
import { integerOf, textOf } from '../storage/rows'

/** How long the bank waits for the next piece, by its own clock. Source: docs/protocol.md Files. */
const KEPT_MS = 24 * 60 * 60 * 1000
/** The timer that ends expired uploads. */
export const UPLOAD_EXPIRY = 'uploads.expire'

/** What a client says of the file it is about to send. `size` in bytes. */
export interface FileClaim {
  readonly fileId: string
  readonly sha256: string
  readonly mediaType: string
  readonly purpose: FilePurpose
  readonly size: number
}

export interface UploadOwner {
  readonly company: number
  readonly userId: string
}

export interface UploadRow extends FileClaim, UploadOwner {
  readonly id: string
  readonly createdAt: Instant
  /** The last moment at which the next piece is in time. */
  readonly expiresAt: Instant
  /** Whether the file is in the feed; the row then only answers clients that missed it. */
  readonly stored: boolean
}

/** The uploads under way. An expired one is not there, also before it was cleaned away. */
export interface Uploads {
  find(id: string): UploadRow | undefined
  /** The user's upload of exactly this file that can go on. */
  findSame(owner: UploadOwner, claim: FileClaim): UploadRow | undefined
  unfinishedOf(owner: UploadOwner): number
  add(id: string, owner: UploadOwner, claim: FileClaim): void
  /** A piece has come: the time to wait starts anew. */
  prolong(id: string): void
  markStored(id: string): void
  remove(id: string): void
  /** Removes a company's expired ones; answers their ids. */
  expire(company: number, now: Instant): readonly string[]
  /** When the company's next upload will have expired. */
  nextExpiry(company: number): Instant | null
  all(): UploadRow[]
}

function instantOf(row: SqliteRow, column: string): Instant {
  const parsed = parseInstant(textOf(row, column))
  if (!parsed.ok) throw new TypeError(`column ${column} is no instant`)
  return parsed.value
}

function rowOf(row: SqliteRow): UploadRow {
  const purpose = textOf(row, 'purpose')
  if (!isFilePurpose(purpose)) throw new TypeError(`an upload of unknown purpose ${purpose}`)
  return {
    id: textOf(row, 'id'),
    company: integerOf(row, 'company'),
    userId: textOf(row, 'user_id'),
    fileId: textOf(row, 'file_id'),
    sha256: textOf(row, 'sha256'),
    mediaType: textOf(row, 'media_type'),
    purpose,
    size: integerOf(row, 'size'),
    createdAt: instantOf(row, 'created_at'),
    expiresAt: instantOf(row, 'expires_at'),
    stored: integerOf(row, 'stored') === 1,
  }
}

/** Exactly at a deadline is in time. Source: docs/domain.md §0 Time. */
const after = (deadline: Instant): Instant => addMs(deadline, 1)

export function uploadRows(db: SqliteDatabase, clock: BankClock): Uploads {
  const expiry = (): Instant => addMs(clock.now(), KEPT_MS)
  return {
    find(id) {
      const row = db.prepare('SELECT * FROM upload WHERE id = ? AND expires_at >= ?').get(id, clock.now())
      return row && rowOf(row)
    },
    findSame({ company, userId }, { fileId, sha256, mediaType, purpose, size }) {
      const row = db
        .prepare(
          `SELECT * FROM upload WHERE company = ? AND user_id = ? AND file_id = ? AND sha256 = ? AND media_type = ?
           AND purpose = ? AND size = ? AND expires_at >= ? ORDER BY id LIMIT 1`,
        )
        .get(company, userId, fileId, sha256, mediaType, purpose, size, clock.now())
      return row && rowOf(row)
    },
    unfinishedOf({ company, userId }) {
      const row = db
        .prepare(
          'SELECT count(*) AS uploads FROM upload WHERE company = ? AND user_id = ? AND stored = 0 AND expires_at >= ?',
        )
        .get(company, userId, clock.now())
      return integerOf(row ?? {}, 'uploads')
    },
    add(id, { company, userId }, { fileId, sha256, mediaType, purpose, size }) {
      const expiresAt = expiry()
      db.transaction(() => {
        db.prepare(
          `INSERT INTO upload (id, company, user_id, file_id, sha256, media_type, purpose, size, created_at, expires_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ).run(id, company, userId, fileId, sha256, mediaType, purpose, size, clock.now(), expiresAt)
        scheduleTimer(db, company, UPLOAD_EXPIRY, after(expiresAt))
      })
    },
    prolong(id) {
      db.prepare('UPDATE upload SET expires_at = ? WHERE id = ?').run(expiry(), id)
    },
    markStored(id) {
      db.prepare('UPDATE upload SET stored = 1, expires_at = ? WHERE id = ?').run(expiry(), id)
    },
    remove(id) {
      db.prepare('DELETE FROM upload WHERE id = ?').run(id)
    },
    expire(company, now) {
      const ids = db
        .prepare('SELECT id FROM upload WHERE company = ? AND expires_at < ?')
        .all(company, now)
        .map((row) => textOf(row, 'id'))
      db.transaction(() => {
        for (const id of ids) db.prepare('DELETE FROM upload WHERE id = ?').run(id)
      })
      return ids
    },
    nextExpiry(company) {
      const row = db.prepare('SELECT expires_at FROM upload WHERE company = ? ORDER BY expires_at LIMIT 1').get(company)
      return row ? after(instantOf(row, 'expires_at')) : null
    },
    all: () => db.prepare('SELECT * FROM upload').all().map(rowOf),
  }
}
