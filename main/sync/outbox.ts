import type { SqliteDatabase, SqliteRow } from '#main/sqlite/database'
import type { Envelope } from '#shared/contract/http'
import type { AppProblem } from '#shared/contract/views'
import { isDocumentType } from '#shared/domain/documents'
import type { DocumentKey } from './guess-memory'
import { createRowReader, type Damage, envelopeText, type QueuedCommand, sealOf } from './sealed-command'

/** A document that a command's guess wrote. */
export interface Touch {
  readonly type: string
  readonly id: string
  /** The command made the document; others build upon it. */
  readonly made: boolean
}

/** A row that fails its checks: never sent, never dropped. */
export interface DamagedRow {
  readonly position: number
  readonly damage: Damage
  readonly raw: SqliteRow
}

export interface Reading {
  readonly commands: readonly QueuedCommand[]
  readonly damaged: readonly DamagedRow[]
}

export interface NewCommand {
  readonly envelope: Envelope
  readonly stream: string
  readonly touches: readonly Touch[]
  /** Ids of files it may not be sent before. */
  readonly files: readonly string[]
  readonly replaces: string | null
  readonly dueMs: number
}

/** What an accepted command did not do: refused from the start, never sent. */
export interface LeftOver {
  readonly envelope: Envelope
  readonly stream: string
  readonly problem: AppProblem
}

/** Bank without an answer yet; bank without the answer's effect here; the user is asked to look. */
const UNFINISHED = `'queued','sending','unknown'`
const PENDING = `${UNFINISHED},'accepted'`
const ATTENTION = `'rejected','blocked','quarantined'`

/** Whether a file that the command of this row needs is not at the bank yet. */
const waitsForFile = (row: string): string =>
  `EXISTS (SELECT 1 FROM outbox_file AS f JOIN file_upload AS u ON u.file_id = f.file_id
     WHERE f.command_id = ${row}.id AND u.state IN ('waiting','uploading'))`

export type Outbox = ReturnType<typeof createOutbox>

/** The queue's table. Every function is one statement or runs inside the caller's transaction. */
export function createOutbox(db: SqliteDatabase, key: Uint8Array) {
  const readRow = createRowReader(key)
  const read = (sql: string, ...values: (string | number)[]): Reading =>
    openAll(db.prepare(sql).all(...values), readRow)
  const run = (sql: string, ...values: (string | number | null)[]): number => db.prepare(sql).run(...values).changes

  return {
    add({ envelope, stream, touches, files, replaces, dueMs }: NewCommand): void {
      const text = envelopeText(envelope)
      run(
        `INSERT INTO outbox (id, type, stream, envelope, seal, state, next_attempt, replaces, created_at)
         VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?)`,
        envelope.id,
        envelope.type,
        stream,
        text,
        sealOf(text, key),
        dueMs,
        replaces,
        envelope.createdAt,
      )
      for (const touch of touches)
        run(
          'INSERT INTO outbox_touch (document_type, document_id, command_id, made) VALUES (?, ?, ?, ?)',
          touch.type,
          touch.id,
          envelope.id,
          touch.made ? 1 : 0,
        )
      for (const file of files)
        run('INSERT OR IGNORE INTO outbox_file (command_id, file_id) VALUES (?, ?)', envelope.id, file)
    },

    /** Once, however often the answer that left it over is read. */
    addLeftOver({ envelope, stream, problem }: LeftOver): void {
      const text = envelopeText(envelope)
      run(
        `INSERT OR IGNORE INTO outbox (id, type, stream, envelope, seal, state, problem, created_at)
         VALUES (?, ?, ?, ?, ?, 'rejected', ?, ?)`,
        ...[envelope.id, envelope.type, stream, text, sealOf(text, key), JSON.stringify(problem), envelope.createdAt],
      )
    },

    /** Commands whose guesses the user sees, in order; with rows whose state is none, which only damage can write. */
    pending: () =>
      read(`SELECT * FROM outbox WHERE closed_at IS NULL AND state NOT IN (${ATTENTION}) ORDER BY position`),
    /** Commands without a final answer, in order. */
    unfinished: () =>
      read(`SELECT * FROM outbox WHERE closed_at IS NULL AND state IN (${UNFINISHED}) ORDER BY position`),
    /** Commands that may be tried at `nowMs`, wait for no file, and have no earlier one of their stream that may not. */
    due: (nowMs: number, limit: number) =>
      read(
        `SELECT * FROM outbox AS o WHERE closed_at IS NULL AND state IN (${UNFINISHED})
           AND coalesce(next_attempt, 0) <= ? AND NOT ${waitsForFile('o')}
           AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.stream = o.stream AND e.position < o.position
             AND e.state IN (${UNFINISHED}) AND (coalesce(e.next_attempt, 0) > ? OR ${waitsForFile('e')}))
         ORDER BY position LIMIT ?`,
        nowMs,
        nowMs,
        limit,
      ),
    open: () => read('SELECT * FROM outbox WHERE closed_at IS NULL ORDER BY position'),
    attention: () => read(`SELECT * FROM outbox WHERE closed_at IS NULL AND state IN (${ATTENTION}) ORDER BY position`),
    about: (type: string, id: string) =>
      read(
        `SELECT o.* FROM outbox_touch AS t JOIN outbox AS o ON o.id = t.command_id
         WHERE t.document_id = ? AND t.document_type = ? AND o.closed_at IS NULL ORDER BY o.position`,
        id,
        type,
      ),
    find: (id: string) => read('SELECT * FROM outbox WHERE id = ?', id),

    /** State of a command, undefined where this queue never held it. */
    stateOf(id: string): { readonly state: string; readonly closed: boolean; readonly attempts: number } | undefined {
      const row = db.prepare('SELECT state, closed_at, attempts FROM outbox WHERE id = ?').get(id)
      return row && { state: String(row.state), closed: row.closed_at !== null, attempts: Number(row.attempts) }
    },
    /** Documents that the command made when it was given. */
    madeBy: (id: string): DocumentKey[] =>
      db
        .prepare('SELECT document_type, document_id FROM outbox_touch WHERE command_id = ? AND made = 1')
        .all(id)
        .flatMap(({ document_type: type, document_id }) =>
          typeof type === 'string' && isDocumentType(type) ? [{ type, id: String(document_id) }] : [],
        ),
    /** Unanswered commands that made one of these documents. */
    makersOf(documents: readonly { type: string; id: string }[]): string[] {
      const statement = db.prepare(
        `SELECT o.id FROM outbox_touch AS t JOIN outbox AS o ON o.id = t.command_id
         WHERE t.document_id = ? AND t.document_type = ? AND t.made = 1 AND o.state IN (${UNFINISHED})`,
      )
      return documents.flatMap(({ type, id }) => statement.all(id, type).map((row) => String(row.id)))
    },
    /** Document id, state and type of the pending commands that touched any of these documents. */
    marks: (ids: readonly string[]) =>
      db
        .prepare(
          `SELECT t.document_id AS document, o.state AS state, o.type AS type
           FROM outbox_touch AS t JOIN outbox AS o ON o.id = t.command_id
           WHERE t.document_id IN (SELECT value FROM json_each(?)) AND o.closed_at IS NULL AND o.state IN (${PENDING})
           ORDER BY o.position`,
        )
        .all(JSON.stringify(ids)),
    counts(): { readonly waiting: number; readonly accepted: number; readonly attention: number } {
      const row = db
        .prepare(
          `SELECT coalesce(sum(state IN (${UNFINISHED})), 0) AS waiting, coalesce(sum(state = 'accepted'), 0) AS accepted,
             coalesce(sum(state IN (${ATTENTION})), 0) AS attention FROM outbox WHERE closed_at IS NULL`,
        )
        .get()
      return {
        waiting: Number(row?.waiting ?? 0),
        accepted: Number(row?.accepted ?? 0),
        attention: Number(row?.attention ?? 0),
      }
    },
    /** Ids of commands that wait for a file of this id, or for any where it is left out, in order. */
    waitingForFile(fileId?: string): string[] {
      const needs =
        fileId === undefined ? waitsForFile('o') : 'o.id IN (SELECT command_id FROM outbox_file WHERE file_id = ?)'
      const sql = `SELECT id FROM outbox AS o WHERE closed_at IS NULL AND state IN (${UNFINISHED}) AND ${needs} ORDER BY position`
      return db
        .prepare(sql)
        .all(...(fileId === undefined ? [] : [fileId]))
        .map((row) => String(row.id))
    },
    /** Ids of the files that these commands need. */
    filesOf: (ids: readonly string[]): string[] =>
      db
        .prepare('SELECT DISTINCT file_id FROM outbox_file WHERE command_id IN (SELECT value FROM json_each(?))')
        .all(JSON.stringify(ids))
        .map((row) => String(row.file_id)),
    /** Whether a command that is not settled, cancelled or dismissed needs the file. */
    needsFile: (fileId: string): boolean =>
      db
        .prepare(
          `SELECT 1 AS one FROM outbox_file AS f JOIN outbox AS o ON o.id = f.command_id
           WHERE f.file_id = ? AND o.closed_at IS NULL LIMIT 1`,
        )
        .get(fileId) !== undefined,
    /**
     * When the next unfinished command may be tried, null where there is none. What waits for a file, and what stands
     * behind that in its stream, is tried when the upload says so.
     */
    nextAttemptMs(): number | null {
      const row = db
        .prepare(
          `SELECT min(coalesce(next_attempt, 0)) AS at FROM outbox AS o WHERE closed_at IS NULL AND state IN (${UNFINISHED})
             AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.stream = o.stream AND e.position <= o.position
               AND e.state IN (${UNFINISHED}) AND ${waitsForFile('e')})`,
        )
        .get()
      return row?.at === null || row?.at === undefined ? null : Number(row.at)
    },

    markSending(ids: readonly string[], nextAttemptMs: number): void {
      for (const id of ids)
        run(
          `UPDATE outbox SET state = 'sending', attempts = attempts + 1, next_attempt = ? WHERE id = ?`,
          nextAttemptMs,
          id,
        )
    },
    /** No answer: `queued` where the bank certainly did not act, else `unknown`, to be asked again under the same id. */
    markUnanswered(id: string, state: 'queued' | 'unknown', problem: AppProblem, nextAttemptMs: number): void {
      run(
        'UPDATE outbox SET state = ?, problem = ?, next_attempt = ? WHERE id = ?',
        state,
        JSON.stringify(problem),
        nextAttemptMs,
        id,
      )
    },
    markAccepted(id: string, seq: number | null): void {
      run(`UPDATE outbox SET state = 'accepted', seq = ?, problem = NULL, next_attempt = NULL WHERE id = ?`, seq, id)
    },
    markRefused(id: string, state: 'rejected' | 'blocked' | 'quarantined', problem: AppProblem): void {
      run(
        'UPDATE outbox SET state = ?, problem = ?, next_attempt = NULL WHERE id = ?',
        state,
        JSON.stringify(problem),
        id,
      )
    },
    markCancelled(id: string, nowMs: number): void {
      run(`UPDATE outbox SET state = 'cancelled', next_attempt = NULL, closed_at = ? WHERE id = ?`, nowMs, id)
    },
    close: (id: string, nowMs: number) => run('UPDATE outbox SET closed_at = ? WHERE id = ?', nowMs, id),
    /** Closes accepted commands whose effect is in this copy: up to `seq`, and those of `ids`. */
    settle(seq: number, ids: readonly string[], nowMs: number): number {
      const bySeq = run(
        `UPDATE outbox SET closed_at = ? WHERE closed_at IS NULL AND state = 'accepted' AND seq <= ?`,
        nowMs,
        seq,
      )
      const byId = ids.map((id) =>
        run(`UPDATE outbox SET closed_at = ? WHERE id = ? AND closed_at IS NULL AND state = 'accepted'`, nowMs, id),
      )
      return byId.reduce((sum, each) => sum + each, bySeq)
    },
    acceptedIds: () =>
      db
        .prepare(`SELECT id FROM outbox WHERE closed_at IS NULL AND state = 'accepted'`)
        .all()
        .map((row) => String(row.id)),
    /** The bank's history began anew: what it accepted before may be gone, so it is asked again under the same id. */
    doubtAccepted: (nowMs: number) =>
      run(
        `UPDATE outbox SET state = 'unknown', seq = NULL, next_attempt = ? WHERE closed_at IS NULL AND state = 'accepted'`,
        nowMs,
      ),
    /** A process that ended between sending and storing the answer left these behind. */
    doubtSending: (nowMs: number) =>
      run(`UPDATE outbox SET state = 'unknown', problem = NULL, next_attempt = ? WHERE state = 'sending'`, nowMs),
    /** Every unfinished command may be tried now. Also heals attempts that a clock jump put far into the future. */
    hurry: (nowMs: number) =>
      run(
        `UPDATE outbox SET next_attempt = ? WHERE closed_at IS NULL AND state IN (${UNFINISHED}) AND coalesce(next_attempt, 0) > ?`,
        nowMs,
        nowMs,
      ),
    /** No unfinished command is tried before `ms`. */
    postpone: (ms: number) =>
      run(
        `UPDATE outbox SET next_attempt = ? WHERE closed_at IS NULL AND state IN (${UNFINISHED}) AND coalesce(next_attempt, 0) < ?`,
        ms,
        ms,
      ),
    forgetClosedBefore(ms: number): void {
      run('DELETE FROM outbox_touch WHERE command_id IN (SELECT id FROM outbox WHERE closed_at < ?)', ms)
      run('DELETE FROM outbox_file WHERE command_id IN (SELECT id FROM outbox WHERE closed_at < ?)', ms)
      run('DELETE FROM outbox WHERE closed_at < ?', ms)
    },
  }
}

function openAll(rows: readonly SqliteRow[], readRow: ReturnType<typeof createRowReader>): Reading {
  const commands: QueuedCommand[] = []
  const damaged: DamagedRow[] = []
  for (const raw of rows) {
    const opened = readRow(raw)
    if (opened.ok) commands.push(opened.value)
    else damaged.push({ position: Number(raw.position), damage: opened.error, raw })
  }
  return { commands, damaged }
}
