import type { SqliteDatabase } from '#main/sqlite/database'
import { type CommandResult, Params } from '#shared/contract/http'
import type { JsonObject } from '#shared/kernel/json'
import { integerOf, textOf, textOrNull } from '../storage/rows'

/** A final answer to a command, kept for ever beside its effect. */
export interface Outcome {
  readonly id: string
  readonly company: number
  /** The id of the user document of who sent it. */
  readonly userId: string
  readonly payloadHash: string
  readonly status: 'accepted' | 'rejected'
  readonly seq: number | null
  readonly code: string | null
  readonly params: JsonObject | null
}

export interface OutcomeStore {
  find(id: string): Outcome | undefined
  /** Needs an open transaction. */
  add(outcome: Outcome, decidedAt: string): void
}

export function outcomeStore(db: SqliteDatabase): OutcomeStore {
  return {
    find(id) {
      const row = db.prepare('SELECT * FROM command_outcome WHERE id = ?').get(id)
      if (!row) return undefined
      const params = textOrNull(row, 'params')
      return {
        id,
        company: integerOf(row, 'company'),
        userId: textOf(row, 'user_id'),
        payloadHash: textOf(row, 'payload_hash'),
        status: textOf(row, 'status') === 'accepted' ? 'accepted' : 'rejected',
        seq: row.seq === null ? null : integerOf(row, 'seq'),
        code: textOrNull(row, 'code'),
        params: params === null ? null : (JSON.parse(params) as JsonObject),
      }
    },
    add({ id, company, userId, payloadHash, status, seq, code, params }, decidedAt) {
      db.prepare(
        `INSERT INTO command_outcome (id, company, user_id, payload_hash, status, seq, code, params, decided_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(id, company, userId, payloadHash, status, seq, code, params && JSON.stringify(params), decidedAt)
    },
  }
}

/** The outcome as the protocol tells it. */
export function resultOf({ id, status, seq, code, params }: Outcome, replayed: boolean): CommandResult {
  return {
    id,
    status,
    replayed,
    ...(seq === null ? {} : { seq }),
    ...(code === null ? {} : { code }),
    ...(params === null ? {} : { params: Params.parse(params) }),
  }
}
