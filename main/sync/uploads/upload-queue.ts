import type { SqliteDatabase, SqliteRow } from '#main/sqlite/database'
import type { AppProblem } from '#shared/contract/views'
import { factsText, openUpload, type QueuedUpload, sealOfFacts, type UploadFacts } from './sealed-upload'

/** An upload whose row fails its checks: never sent. */
export interface DamagedUpload {
  readonly fileId: string
  readonly reason: string
}

export interface UploadReading {
  readonly uploads: readonly QueuedUpload[]
  readonly damaged: readonly DamagedUpload[]
}

/** Not at the bank yet. */
const UNSENT = `'waiting','uploading'`

export type UploadQueue = ReturnType<typeof createUploadQueue>

/**
 * The files that are on their way to the bank. Every function is one statement or runs inside the caller's transaction.
 *
 *   waiting ⇄ uploading ─▶ stored at the bank ─▶ confirmed: its document is here
 *      │          ╰─▶ refused by the bank, or its bytes are damaged here
 *      ╰─▶ withdrawn, as nobody needs it any more
 */
export function createUploadQueue(db: SqliteDatabase, key: Uint8Array) {
  const read = (sql: string, ...values: (string | number)[]): UploadReading =>
    openAll(db.prepare(sql).all(...values), key)
  const run = (sql: string, ...values: (string | number | null)[]): number => db.prepare(sql).run(...values).changes
  const end = (fileId: string, state: 'confirmed' | 'withdrawn', nowMs: number): void => {
    run('UPDATE file_upload SET state = ?, next_attempt = NULL, closed_at = ? WHERE file_id = ?', state, nowMs, fileId)
  }

  return {
    add(facts: UploadFacts, dueMs: number): void {
      const text = factsText(facts)
      run(
        `INSERT INTO file_upload (file_id, facts, seal, size, state, next_attempt) VALUES (?, ?, ?, ?, 'waiting', ?)`,
        facts.fileId,
        text,
        sealOfFacts(text, key),
        facts.size,
        dueMs,
      )
    },
    has: (fileId: string): boolean =>
      db.prepare('SELECT 1 AS one FROM file_upload WHERE file_id = ?').get(fileId) !== undefined,
    find: (fileId: string) => read('SELECT * FROM file_upload WHERE file_id = ?', fileId).uploads[0],
    /** All that are neither confirmed nor withdrawn, oldest first. */
    open: () => read('SELECT * FROM file_upload WHERE closed_at IS NULL ORDER BY position'),
    /** Those of which the user sees a guessed document. */
    guessed: () =>
      read(`SELECT * FROM file_upload WHERE closed_at IS NULL AND state IN (${UNSENT},'stored') ORDER BY position`)
        .uploads,
    /**
     * What may be sent at `nowMs`. The least that is left comes first, so that a scan need not wait for a film; what the bank
     * answered nonsense to comes last, so that it holds up nothing.
     */
    due: (nowMs: number) =>
      read(
        `SELECT * FROM file_upload WHERE closed_at IS NULL AND state IN (${UNSENT}) AND coalesce(next_attempt, 0) <= ?
         ORDER BY faults, size - sent, position`,
        nowMs,
      ),
    nextAttemptMs(): number | null {
      const at = db
        .prepare(
          `SELECT min(coalesce(next_attempt, 0)) AS at FROM file_upload WHERE closed_at IS NULL AND state IN (${UNSENT})`,
        )
        .get()?.at
      return at === null || at === undefined ? null : Number(at)
    },

    markUploading: (fileId: string, nowMs: number) =>
      run(
        `UPDATE file_upload SET state = 'uploading', attempts = attempts + 1, next_attempt = ? WHERE file_id = ? AND closed_at IS NULL`,
        nowMs,
        fileId,
      ),
    /** Null where the bank does not know the place any more. */
    markUrl: (fileId: string, url: string | null) =>
      run(
        'UPDATE file_upload SET url = ?, sent = CASE WHEN ? IS NULL THEN 0 ELSE sent END WHERE file_id = ?',
        url,
        url,
        fileId,
      ),
    /** The attempt ended before the file did. `fault`: the bank's answer made no sense. */
    markWaiting(fileId: string, sent: number, problem: AppProblem | null, nextAttemptMs: number, fault = false): void {
      run(
        `UPDATE file_upload SET state = 'waiting', sent = ?, problem = ?, next_attempt = ?, faults = faults + ?
         WHERE file_id = ? AND closed_at IS NULL`,
        sent,
        problem && JSON.stringify(problem),
        nextAttemptMs,
        fault ? 1 : 0,
        fileId,
      )
    },
    markStored: (fileId: string) =>
      run(
        `UPDATE file_upload SET state = 'stored', sent = size, problem = NULL, next_attempt = NULL
         WHERE file_id = ? AND closed_at IS NULL`,
        fileId,
      ),
    markRefused: (fileId: string, problem: AppProblem) =>
      run(
        `UPDATE file_upload SET state = 'refused', problem = ?, next_attempt = NULL WHERE file_id = ? AND closed_at IS NULL`,
        JSON.stringify(problem),
        fileId,
      ),
    confirm: (fileId: string, nowMs: number) => end(fileId, 'confirmed', nowMs),
    withdraw: (fileId: string, nowMs: number) => end(fileId, 'withdrawn', nowMs),

    /** A process that ended while it was sending left these behind; how much arrived the bank says. */
    recover: (nowMs: number) =>
      run(`UPDATE file_upload SET state = 'waiting', next_attempt = ? WHERE state = 'uploading'`, nowMs),
    /** Refused files that no command in the inbox speaks of have been seen by whoever was at work then. */
    forgetRefused: (nowMs: number) =>
      run(
        `UPDATE file_upload SET closed_at = ? WHERE closed_at IS NULL AND state = 'refused' AND NOT EXISTS (
           SELECT 1 FROM outbox_file AS f JOIN outbox AS o ON o.id = f.command_id
           WHERE f.file_id = file_upload.file_id AND o.closed_at IS NULL)`,
        nowMs,
      ),
    forgetClosedBefore: (ms: number) => run('DELETE FROM file_upload WHERE closed_at < ?', ms),
    /** The bank's history began anew: files it had before may be gone. Unless their document is still there they go again. */
    doubtStored: (nowMs: number) =>
      run(
        `UPDATE file_upload SET state = 'waiting', url = NULL, sent = 0, next_attempt = ?, closed_at = NULL
         WHERE state = 'stored' OR (state = 'confirmed' AND EXISTS (
           SELECT 1 FROM outbox_file AS f JOIN outbox AS o ON o.id = f.command_id
           WHERE f.file_id = file_upload.file_id AND o.closed_at IS NULL))`,
        nowMs,
      ),
    hurry: (nowMs: number) =>
      run(
        `UPDATE file_upload SET next_attempt = ? WHERE closed_at IS NULL AND state IN (${UNSENT}) AND coalesce(next_attempt, 0) > ?`,
        nowMs,
        nowMs,
      ),
    postpone: (ms: number) =>
      run(
        `UPDATE file_upload SET next_attempt = ? WHERE closed_at IS NULL AND state IN (${UNSENT}) AND coalesce(next_attempt, 0) < ?`,
        ms,
        ms,
      ),
  }
}

function openAll(rows: readonly SqliteRow[], key: Uint8Array): UploadReading {
  const uploads: QueuedUpload[] = []
  const damaged: DamagedUpload[] = []
  for (const raw of rows) {
    const opened = openUpload(raw, key)
    if (opened.ok) uploads.push(opened.value)
    else damaged.push({ fileId: String(raw.file_id), reason: opened.error })
  }
  return { uploads, damaged }
}
