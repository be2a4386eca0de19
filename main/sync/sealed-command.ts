import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { Envelope } from '#shared/contract/http'
import { OUTBOX_STATES } from '#shared/contract/views'
import type { PreparedCommand } from '#shared/domain/command'
import { commandOf } from '#shared/domain/commands'
import { canonicalJson } from '#shared/kernel/canonical-json'
import type { JsonValue } from '#shared/kernel/json'
import { err, ok, type Result } from '#shared/kernel/result'
import { StoredProblem } from './stored-problem'

/** A queue row as the database gives it. */
const Row = z.object({
  position: z.int(),
  id: z.string(),
  type: z.string(),
  stream: z.string(),
  envelope: z.string(),
  seal: z.string(),
  state: z.enum(OUTBOX_STATES),
  attempts: z.int().nonnegative(),
  next_attempt: z.number().nullable(),
  problem: StoredProblem.nullable(),
  seq: z.int().nullable(),
  replaces: z.string().nullable(),
  closed_at: z.number().nullable(),
})

/** A queued command that passed every check of its persisted form. */
export interface QueuedCommand {
  readonly position: number
  readonly envelope: Envelope
  readonly command: PreparedCommand
  readonly state: z.infer<typeof Row>['state']
  readonly attempts: number
  readonly nextAttemptMs: number | null
  readonly problem: StoredProblem | null
  /** The feed position of its effect, once accepted. */
  readonly seq: number | null
  readonly replaces: string | null
  readonly closed: boolean
}

/** Why a row cannot be trusted. */
export type Damage = 'seal' | 'row' | 'envelope' | 'unknown_type' | 'arguments'

/** The text that is sealed and sent. */
export function envelopeText(envelope: Envelope): string {
  return canonicalJson(z.json().parse(envelope) as JsonValue)
}

/**
 * HMAC-SHA256 of an envelope's text, in hex. The database's page cipher has no authentication, so a flipped bit on disk
 * would otherwise be sent as if the user had said it.
 */
export function sealOf(text: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(text, 'utf8').digest('hex')
}

/** Reads a row: type names and arguments are a persisted format, checked on every read. */
export function openRow(raw: unknown, key: Uint8Array): Result<QueuedCommand, Damage> {
  const row = Row.safeParse(raw)
  if (!row.success) return err('row')
  const { envelope: text, seal } = row.data
  if (!sameSeal(seal, sealOf(text, key))) return err('seal')
  const envelope = Envelope.safeParse(jsonOf(text))
  if (!envelope.success || envelope.data.id !== row.data.id || envelope.data.type !== row.data.type)
    return err('envelope')
  const definition = commandOf(envelope.data.type, envelope.data.version)
  if (!definition) return err('unknown_type')
  const parsed = definition.parse(envelope.data.args)
  if (!parsed.ok) return err('arguments')
  if (parsed.command.stream !== row.data.stream) return err('row')
  return ok({
    position: row.data.position,
    envelope: envelope.data,
    command: parsed.command,
    state: row.data.state,
    attempts: row.data.attempts,
    nextAttemptMs: row.data.next_attempt,
    problem: row.data.problem,
    seq: row.data.seq,
    replaces: row.data.replaces,
    closed: row.data.closed_at !== null,
  })
}

function sameSeal(stored: string, computed: string): boolean {
  const a = Buffer.from(stored, 'utf8')
  const b = Buffer.from(computed, 'utf8')
  return a.length === b.length && timingSafeEqual(a, b)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
