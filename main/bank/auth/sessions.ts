import { createHash } from 'node:crypto'
import type { SqliteDatabase } from '#main/sqlite/database'
import { addMs, type Instant } from '#shared/kernel/time'
import { integerOf, textOf } from '../storage/rows'

/** Access tokens live 15 minutes, refresh tokens 12 hours and rotate. Source: docs/protocol.md Session. */
export const ACCESS_MS = 15 * 60 * 1000
export const REFRESH_MS = 12 * 60 * 60 * 1000
const TOKEN_BYTES = 32

export interface TokenPair {
  readonly accessToken: string
  readonly accessExpiresAt: Instant
  readonly refreshToken: string
}

export interface SessionRecord {
  readonly id: string
  readonly company: number
  readonly userId: string
}

export type TokenState =
  | { readonly kind: 'valid'; readonly session: SessionRecord }
  | { readonly kind: 'expired' }
  /** The session has ended; `session` tells whose it was. */
  | { readonly kind: 'ended'; readonly session: SessionRecord }
  /** A refresh token that was used before: someone has a copy. */
  | { readonly kind: 'reused'; readonly session: SessionRecord }
  | { readonly kind: 'unknown' }

/** Sessions of all users. Only hashes of tokens are kept, so the file cannot be used to sign in. */
export interface Sessions {
  start(session: SessionRecord & { deviceId: string; deviceName: string }, now: Instant): TokenPair
  /** Gives the next pair of a session whose refresh token was just used. */
  rotate(refreshToken: string, session: SessionRecord, now: Instant): TokenPair
  look(token: string, kind: 'access' | 'refresh', now: Instant): TokenState
  end(sessionId: string, now: Instant): void
  /** Ends all sessions of a user, except one. */
  endAll(company: number, userId: string, now: Instant, except?: string): void
  /** Tells of every session that ends; answers how to stop listening. */
  onEnd(listener: (sessionId: string) => void): () => void
}

const LOOK = `SELECT s.id, s.company, s.user_id, s.ended_at, t.expires_at, t.used
FROM session_token t JOIN session s ON s.id = t.session WHERE t.hash = ? AND t.kind = ?`

export function sessions(db: SqliteDatabase, randomBytes: (count: number) => Uint8Array): Sessions {
  const listeners = new Set<(sessionId: string) => void>()

  function addToken(sessionId: string, kind: 'access' | 'refresh', expiresAt: Instant): string {
    const token = Buffer.from(randomBytes(TOKEN_BYTES)).toString('base64url')
    db.prepare('INSERT INTO session_token (hash, session, kind, expires_at) VALUES (?, ?, ?, ?)').run(
      hashOf(token),
      sessionId,
      kind,
      expiresAt,
    )
    return token
  }

  function newPair(sessionId: string, now: Instant): TokenPair {
    const accessExpiresAt = addMs(now, ACCESS_MS)
    return {
      accessToken: addToken(sessionId, 'access', accessExpiresAt),
      accessExpiresAt,
      refreshToken: addToken(sessionId, 'refresh', addMs(now, REFRESH_MS)),
    }
  }

  function endOne(sessionId: string, now: Instant): void {
    db.prepare('UPDATE session SET ended_at = ? WHERE id = ? AND ended_at IS NULL').run(now, sessionId)
    for (const listener of listeners) listener(sessionId)
  }

  return {
    start({ id, company, userId, deviceId, deviceName }, now) {
      return db.transaction(() => {
        // A token a day past its end can say nothing useful any more.
        db.prepare('DELETE FROM session_token WHERE expires_at < ?').run(addMs(now, -24 * 60 * 60 * 1000))
        db.prepare(
          'INSERT INTO session (id, company, user_id, device_id, device_name, started_at) VALUES (?, ?, ?, ?, ?, ?)',
        ).run(id, company, userId, deviceId, deviceName, now)
        return newPair(id, now)
      })
    },
    rotate(refreshToken, session, now) {
      return db.transaction(() => {
        db.prepare('UPDATE session_token SET used = 1 WHERE hash = ?').run(hashOf(refreshToken))
        return newPair(session.id, now)
      })
    },
    look(token, kind, now) {
      const row = db.prepare(LOOK).get(hashOf(token), kind)
      if (!row) return { kind: 'unknown' }
      const session = { id: textOf(row, 'id'), company: integerOf(row, 'company'), userId: textOf(row, 'user_id') }
      if (row.ended_at !== null) return { kind: 'ended', session }
      if (integerOf(row, 'used') === 1) return { kind: 'reused', session }
      // Exactly at its end a token is still good (docs/domain.md §0 Time).
      if (now > textOf(row, 'expires_at')) return { kind: 'expired' }
      return { kind: 'valid', session }
    },
    end: endOne,
    endAll(company, userId, now, except) {
      const rows = db
        .prepare('SELECT id FROM session WHERE company = ? AND user_id = ? AND ended_at IS NULL')
        .all(company, userId)
      for (const row of rows) {
        const id = textOf(row, 'id')
        if (id !== except) endOne(id, now)
      }
    },
    onEnd(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
