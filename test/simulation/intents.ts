import { commandOf } from '#shared/domain/commands'
import { canonicalJson } from '#shared/kernel/canonical-json'
import type { JsonValue } from '#shared/kernel/json'
import type { Device } from './device/device'

/** What a user wanted and saw accepted into the queue. */
export interface Intent {
  readonly id: string
  readonly device: Device
  readonly type: string
  /** Canonical JSON of the arguments as their schema left them. */
  readonly args: string
  readonly stream: string
  readonly dependsOn: readonly string[]
  /** Position among the intents of its device. */
  readonly order: number
  /** Someone changed its row on disk: what becomes of it is only that it is caught. */
  flipped: boolean
  /** The furthest its row was seen: 0 without a final answer, 1 with one, 2 closed. */
  rank: number
  state: string
}

export interface Intents {
  add(device: Device, row: { id: string; type: string; stream: string; envelope: string }): Intent
  find(id: string): Intent | undefined
  of(device: Device): readonly Intent[]
  all(): Iterable<Intent>
}

export function createIntents(): Intents {
  const byId = new Map<string, Intent>()
  const byDevice = new Map<Device, Intent[]>()
  return {
    add(device, { id, type, stream, envelope }) {
      const mine = byDevice.get(device) ?? []
      byDevice.set(device, mine)
      const { args, dependsOn } = JSON.parse(envelope) as { args: JsonValue; dependsOn: string[] }
      const intent: Intent = {
        id,
        device,
        type,
        args: canonicalJson(args),
        stream,
        dependsOn,
        order: mine.length,
        flipped: false,
        rank: 0,
        state: 'queued',
      }
      mine.push(intent)
      byId.set(id, intent)
      return intent
    },
    find: (id) => byId.get(id),
    of: (device) => byDevice.get(device) ?? [],
    all: () => byId.values(),
  }
}

/** Canonical JSON of what the audit trail keeps of an intent's arguments. */
export function recordText({ type, args }: Pick<Intent, 'type' | 'args'>): string {
  const parsed = commandOf(type, 1)?.parse(JSON.parse(args))
  if (!parsed?.ok) throw new Error(`arguments of ${type} do not parse`)
  return canonicalJson(JSON.parse(JSON.stringify(parsed.command.record)) as JsonValue)
}

/** Canonical JSON of arguments as the schema of their command leaves them. */
export function argumentsText(type: string, args: unknown): string {
  const parsed = commandOf(type, 1)?.parse(args)
  if (!parsed?.ok) throw new Error(`arguments of ${type} do not parse`)
  return canonicalJson(JSON.parse(JSON.stringify(parsed.command.args)) as JsonValue)
}
