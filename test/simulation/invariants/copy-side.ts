import { MADE_HERE } from '#main/storage/document-tables'
import type { PreparedCommand } from '#shared/domain/command'
import { commandOf } from '#shared/domain/commands'
import { DOCUMENT_TYPES, type DocumentOf, type DocumentType } from '#shared/domain/documents'
import { canonicalJson } from '#shared/kernel/canonical-json'
import { deriveId } from '#shared/kernel/ids'
import type { JsonValue } from '#shared/kernel/json'
import { permissionsOf } from '#shared/kernel/permissions'
import { MemoryDocuments } from '../../support/memory-documents'
import { keyOf, reachOf, type Truth, typesOf, versionAt } from '../bank/truth'
import type { Device } from '../device/device'
import { queueRows } from './queue-side'
import { Violation } from './violation'

interface Held {
  readonly type: DocumentType
  readonly id: string
  readonly seq: number
  readonly version: number
  /** What the user sees. */
  readonly doc: string
  /** What the bank has said, null where it has nothing. */
  readonly base: string | null
  readonly guessed: boolean
}

/** Everything a copy holds. */
export function heldBy(device: Device): Held[] {
  const store = device.store()
  return DOCUMENT_TYPES.flatMap((type) =>
    store.db
      .prepare(`SELECT id, seq, version, doc, base FROM ${store.tables().entity(type)} ORDER BY id`)
      .all()
      .map((row): Held => {
        const doc = String(row.doc)
        const base = row.base === null ? doc : row.base === MADE_HERE ? null : String(row.base)
        const { seq, version } = row
        return {
          type,
          id: String(row.id),
          seq: Number(seq),
          version: Number(version),
          doc,
          base,
          guessed: row.base !== null,
        }
      }),
  )
}

export function cursorOf(device: Device): { cursor: string; epoch: string } | null {
  const text = device.store().meta.get('sync.position')
  return text === undefined ? null : (JSON.parse(text) as { cursor: string; epoch: string })
}

/** Invariants 9, 11, 13 and 15: what a copy says the bank has, the bank has. `whole`: the feed was read to its end. */
export function judgeBank(
  device: Device,
  held: readonly Held[],
  truth: Truth,
  cursor: string | null,
  whole: boolean,
): void {
  const reach = cursor === null ? 0 : reachOf(cursor)
  const visible = typesOf(device.user.role)
  const have = new Map(held.map((each) => [keyOf(each.type, each.id), each]))
  for (const [key, each] of have)
    if (each.base !== null && !visible.has(each.type))
      throw new Violation(15, `${device.name} of a ${device.user.role} holds ${key}`)
  for (const [key, versions] of truth.documents()) {
    const latest = versions[versions.length - 1]
    const first = versions[0]
    if (!latest || !first || !visible.has(first.type)) continue
    const mine = have.get(key)
    const due = whole || latest.seq <= reach ? versionAt(versions, reach) : undefined
    if (due?.doc === null && mine && mine.base !== null) throw new Violation(13, `${device.name} still holds ${key}`)
    if (due && due.doc !== null && (!mine || mine.base === null))
      throw new Violation(11, `${device.name} read the feed to ${reach} and lacks ${key} of ${due.seq}`)
    if (!mine || mine.base === null) continue
    const said = due ?? versions.find(({ version }) => version === mine.version)
    if (!said || said.version !== mine.version || said.seq !== mine.seq || !sameJson(said.doc, mine.base))
      throw new Violation(
        9,
        `${device.name} holds ${key} as version ${mine.version}, due is ${said?.version ?? 'none'} at ${reach}`,
      )
    if (said.seq > reach)
      throw new Violation(11, `${device.name} holds ${key} of ${said.seq} and read only to ${reach}`)
  }
  for (const [key, each] of have)
    if (each.base !== null && !truth.documents().has(key)) throw new Violation(9, `${device.name} made up ${key}`)
}

function sameJson(a: string | null, b: string | null): boolean {
  if (a === b || a === null || b === null) return a === b
  return canonicalJson(JSON.parse(a) as JsonValue) === canonicalJson(JSON.parse(b) as JsonValue)
}

const PENDING: ReadonlySet<string> = new Set(['queued', 'sending', 'unknown', 'accepted'])

/** Invariant 8: what is seen is the bank's documents with every pending command decided upon them again, in order. */
export function judgeVisible(device: Device, held: readonly Held[]): void {
  const pending = queueRows(device).filter((row) => row.closed_at === null && PENDING.has(String(row.state)))
  const expected = replayed(
    device,
    held,
    pending.map((row) => String(row.envelope)),
  )
  for (const { type, id, doc, guessed } of held) {
    const key = keyOf(type, id)
    const guess = expected.get(key)
    expected.delete(key)
    if (!guess && guessed)
      throw new Violation(8, `${device.name} still shows a guess of ${key} that nothing stands for`)
    if (guess && !guessed) throw new Violation(8, `${device.name} does not show the pending change of ${key}`)
    if (guess && labelFree(guess) !== labelFree(JSON.parse(doc)))
      throw new Violation(8, `${device.name} shows ${key} other than its pending commands make it`)
  }
  const [missing] = expected.keys()
  if (missing) throw new Violation(8, `${device.name} does not show ${missing}, which a pending command makes`)
}

/** The documents that pending commands change, as they leave them. */
function replayed(device: Device, held: readonly Held[], envelopes: readonly string[]): Map<string, unknown> {
  const guesses = new Map<string, unknown>()
  if (envelopes.length === 0) return guesses
  const documents = new MemoryDocuments()
  for (const { type, base } of held) if (base !== null) put(documents, type, JSON.parse(base))
  for (const text of envelopes) {
    const { id, type, version, args } = JSON.parse(text) as { id: string; type: string; version: number; args: unknown }
    const parsed = commandOf(type, version)?.parse(args)
    if (!parsed?.ok) throw new Violation(1, `${device.name}: command ${id} cannot be read any more`)
    const decision = decide(device, parsed.command, id, documents)
    if (decision.kind !== 'accept') continue
    for (const change of decision.puts) {
      documents.put(change)
      guesses.set(keyOf(change.type, change.doc.id), documents.find(change.type, change.doc.id))
    }
  }
  return guesses
}

function put(documents: MemoryDocuments, type: DocumentType, doc: DocumentOf<DocumentType>): void {
  documents.put({ type, doc } as Parameters<MemoryDocuments['put']>[0])
}

function decide(device: Device, command: PreparedCommand, id: string, documents: MemoryDocuments) {
  const { role } = device.user
  let made = 0
  return command.decide(documents, {
    actor: { userId: device.user.id, role, permissions: permissionsOf(role), deviceId: device.id },
    now: '2026-07-10T01:00:00.000Z',
    newId: () => deriveId(id, made++),
    nextInSeries: () => undefined,
  })
}

/** Without what only says when the guess was made. */
function labelFree(doc: unknown): string {
  const { version, updatedAt, usedToday, ...rest } = doc as Record<string, JsonValue>
  return canonicalJson(rest)
}
