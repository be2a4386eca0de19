import type { SqliteRow } from '#main/sqlite/database'
import { leftOverId } from '#main/sync/left-over'
import type { SimulatedBank } from '../bank/simulated-bank'
import { reachOf } from '../bank/truth'
import type { Device } from '../device/device'
import { argumentsText, type Intent, type Intents } from '../intents'
import { outcomeAtBank } from './bank-side'
import { Violation } from './violation'

const UNFINISHED: ReadonlySet<string> = new Set(['queued', 'sending', 'unknown'])

/** Rows of the queue, in order, as they stand on disk. */
export function queueRows(device: Device): SqliteRow[] {
  return device
    .store()
    .db.prepare(
      'SELECT id, type, stream, envelope, state, attempts, next_attempt, seq, closed_at FROM outbox ORDER BY position',
    )
    .all()
}

const PENDING: ReadonlySet<string> = new Set(['queued', 'sending', 'unknown', 'accepted'])

/** The envelopes whose effect the user sees as a guess, in order. */
export function pendingOf(rows: readonly SqliteRow[]): string[] {
  return rows
    .filter((row) => row.closed_at === null && PENDING.has(String(row.state)))
    .map((row) => String(row.envelope))
}

interface Around {
  readonly intents: Intents
  readonly bank: SimulatedBank
  readonly cursor: string | null
  /** So much time went by unseen that a row may have been closed and forgotten since. */
  readonly mayForget: boolean
}

/** What must hold of a queue after every step: invariants 1, 3, 4, 14 and 15. */
export function judgeQueue(
  device: Device,
  all: readonly SqliteRow[],
  { intents, bank, cursor, mayForget }: Around,
): void {
  const rows = new Map(all.map((row) => [String(row.id), row]))
  for (const intent of intents.of(device)) {
    const row = rows.get(intent.id)
    if (!row) {
      if (intent.rank < 2) judgeForgotten(device, intent, bank, cursor, mayForget)
      continue
    }
    const state = String(row.state)
    const rank = row.closed_at !== null ? 2 : UNFINISHED.has(state) ? 0 : 1
    if (rank === 2 && UNFINISHED.has(state))
      throw new Violation(14, `${device.name}: command ${intent.id} was ${intent.state}, is closed and ${state}`)
    if (intent.flipped && state !== intent.state && rank === 0) intent.state = state
    if (rank < intent.rank)
      throw new Violation(14, `${device.name}: command ${intent.id} went from ${intent.state} back to ${state}`)
    if (rank === 2 && state === 'accepted' && intent.rank < 2) judgeSettled(device, intent.id, bank, cursor)
    if (!intent.flipped && rank === 0) judgePersisted(device, row, intent.args)
    intent.rank = rank
    intent.state = state
  }
  const leftOver = new Set(intents.of(device).map(({ id }) => leftOverId(id)))
  for (const id of rows.keys())
    if (intents.find(id)?.device !== device && !leftOver.has(id))
      throw new Violation(15, `${device.name} holds command ${id}, which nobody gave here`)
  judgeRowsTimers(device, all)
}

/** What has been closed for a month may be forgotten; where nobody saw it closed, the bank has to have settled it. */
function judgeForgotten(
  device: Device,
  intent: Intent,
  bank: SimulatedBank,
  cursor: string | null,
  mayForget: boolean,
): void {
  if (!mayForget)
    throw new Violation(1, `${device.name}: command ${intent.id} (${intent.state}) is gone from the queue`)
  judgeSettled(device, intent.id, bank, cursor)
  intent.rank = 2
}

/** "Settled" says that the effect is here. Source: docs/architecture.md "A command counts as settled". */
function judgeSettled(device: Device, id: string, bank: SimulatedBank, cursor: string | null): void {
  const outcome = outcomeAtBank(bank, id)
  if (outcome?.status !== 'accepted')
    throw new Violation(
      1,
      `${device.name}: command ${id} counts as settled, the bank says ${outcome?.status ?? 'nothing'}`,
    )
  if (cursor === null || reachOf(cursor) < outcome.seq)
    throw new Violation(1, `${device.name}: command ${id} counts as settled, but its effect is not here yet`)
}

function judgePersisted(device: Device, row: SqliteRow, args: string): void {
  if (persistedArguments(String(row.type), String(row.envelope)) !== args)
    throw new Violation(3, `${device.name}: command ${String(row.id)} has other arguments now`)
}

const known = new Map<string, string>()
const KEPT_TEXTS = 5_000

/** The same envelopes are read after every step. */
function persistedArguments(type: string, envelope: string): string {
  const key = `${type} ${envelope}`
  const before = known.get(key)
  if (before !== undefined) return before
  if (known.size >= KEPT_TEXTS) known.clear()
  const text = argumentsText(type, (JSON.parse(envelope) as { args: unknown }).args)
  known.set(key, text)
  return text
}

/** Invariant 4, which time and the network can break without a write. */
export function judgeTimers(device: Device): void {
  judgeRowsTimers(device, queueRows(device))
}

function judgeRowsTimers(device: Device, rows: readonly SqliteRow[]): void {
  const unfinished = rows.filter((row) => row.closed_at === null && UNFINISHED.has(String(row.state)))
  if (unfinished.length === 0) return
  const forgotten = unfinished.find((row) => row.next_attempt === null)
  if (forgotten) throw new Violation(4, `${device.name}: command ${String(forgotten.id)} has no next attempt`)
  const { connection } = device.sync().status()
  const waitsForUser = connection === 'auth_required' || connection === 'unsupported'
  if (!waitsForUser && device.waiting() === 0)
    throw new Violation(4, `${device.name}: ${unfinished.length} commands wait and nothing will happen`)
}
