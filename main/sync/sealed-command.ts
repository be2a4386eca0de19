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

const Json = z.json()

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
  return canonicalJson(Json.parse(envelope) as JsonValue)
}

/**
 * HMAC-SHA256 of an envelope's text, in hex. The database's page cipher has no authentication, so a flipped bit on disk
 * would otherwise be sent as if the user had said it.
 */
export function sealOf(text: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(text, 'utf8').digest('hex')
}

/** What a row says of a command, as the database gives it; the seal vouches for `envelope` alone. */
type SealedText = Pick<z.infer<typeof Row>, 'id' | 'type' | 'stream' | 'envelope' | 'seal'>
type Opened = Result<Pick<QueuedCommand, 'envelope' | 'command'>, Damage>

/** So many opened rows are remembered; a queue that is longer is checked anew each time. */
const REMEMBERED = 20_000

/**
 * Reads rows: type names and arguments are a persisted format, checked on every read. The same bytes need no second check,
 * and a queue of thousands is read with every page of the feed, so what was opened is remembered beside what it was read from.
 */
export function createRowReader(key: Uint8Array): (raw: unknown) => Result<QueuedCommand, Damage> {
  const known = new Map<string, { readonly text: SealedText; readonly opened: Opened }>()

  const open = (text: SealedText): Opened => {
    const before = known.get(text.id)
    if (before && sameText(before.text, text)) return before.opened
    const opened = openSealed(text, key)
    if (known.size >= REMEMBERED) known.clear()
    known.set(text.id, { text, opened })
    return opened
  }

  return (raw) => {
    const row = Row.safeParse(raw)
    if (!row.success) return err('row')
    const opened = open(row.data)
    if (!opened.ok) return opened
    return ok({
      position: row.data.position,
      ...opened.value,
      state: row.data.state,
      attempts: row.data.attempts,
      nextAttemptMs: row.data.next_attempt,
      problem: row.data.problem,
      seq: row.data.seq,
      replaces: row.data.replaces,
      closed: row.data.closed_at !== null,
    })
  }
}

function sameText(a: SealedText, b: SealedText): boolean {
  return a.envelope === b.envelope && a.seal === b.seal && a.type === b.type && a.stream === b.stream
}

function openSealed({ id, type, stream, envelope: text, seal }: SealedText, key: Uint8Array): Opened {
  if (!sameSeal(seal, sealOf(text, key))) return err('seal')
  const envelope = Envelope.safeParse(jsonOf(text))
  if (!envelope.success || envelope.data.id !== id || envelope.data.type !== type) return err('envelope')
  const definition = commandOf(envelope.data.type, envelope.data.version)
  if (!definition) return err('unknown_type')
  const parsed = definition.parse(envelope.data.args)
  if (!parsed.ok) return err('arguments')
  if (parsed.command.stream !== stream) return err('row')
  return ok({ envelope: envelope.data, command: parsed.command })
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
