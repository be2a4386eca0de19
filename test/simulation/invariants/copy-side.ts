import { MADE_HERE } from '#main/storage/document-tables'
import { createRecordingReader } from '#main/sync/recording-reader'
import type { DocumentPut, DocumentReader, PreparedCommand } from '#shared/domain/command'
import { commandOf } from '#shared/domain/commands'
import { DOCUMENT_TYPES, type DocumentOf, type DocumentType } from '#shared/domain/documents'
import { canonicalJson } from '#shared/kernel/canonical-json'
import { deriveId } from '#shared/kernel/ids'
import type { JsonValue } from '#shared/kernel/json'
import { permissionsOf } from '#shared/kernel/permissions'
import { keyOf, reachOf, type Truth, typesOf, versionAt } from '../bank/truth'
import type { Device } from '../device/device'
import { layered } from './layered-documents'
import { Violation } from './violation'

export interface Held {
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

/** Everything a copy holds. Read as one value: libsql takes longer for many rows than for a long text. */
export function heldBy(device: Device): Held[] {
  const store = device.store()
  const each = DOCUMENT_TYPES.map(
    (type) => `SELECT '${type}' AS type, id, seq, version, doc, base FROM ${store.tables().entity(type)}`,
  ).join(' UNION ALL ')
  const sql = `SELECT json_group_array(json_array(type, id, seq, version, doc, base)) AS rows FROM (${each})`
  const rows = JSON.parse(String(store.db.prepare(sql).get()?.rows)) as Row[]
  return rows.map(([type, id, seq, version, doc, base]): Held => {
    const said = base === null ? doc : base === MADE_HERE ? null : base
    return { type, id, seq, version, doc, base: said, guessed: base !== null }
  })
}

type Row = [type: DocumentType, id: string, seq: number, version: number, doc: string, base: string | null]

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

/** Invariant 8: what is seen is the bank's documents with every pending command decided upon them again, in order. */
export function judgeVisible(
  device: Device,
  held: readonly Held[],
  pending: readonly string[],
  files: readonly { id: string }[],
): void {
  const expected = replayed(device, held, pending, files)
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
function replayed(
  device: Device,
  held: readonly Held[],
  envelopes: readonly string[],
  files: readonly { id: string }[],
): Map<string, unknown> {
  const guesses = new Map<string, unknown>()
  if (envelopes.length === 0 && files.length === 0) return guesses
  const said = saidByBank(held)
  const documents = layered(said, device.user.role)
  const shown = new Map(held.map((each) => [keyOf(each.type, each.id), each]))
  for (const { id, ...file } of files) {
    const key = keyOf('file', id)
    if (said.has(key)) continue
    documents.put({ type: 'file', doc: { id, ...file } } as DocumentPut)
    guesses.set(key, documents.find('file', id))
  }
  for (const text of envelopes) {
    const { id, type, version, args } = JSON.parse(text) as { id: string; type: string; version: number; args: unknown }
    const read = commandOf(type, version)?.parse(args)
    if (!read?.ok) throw new Violation(1, `${device.name}: command ${id} cannot be read any more`)
    const { subject } = read.command
    // What of a bulk command's own the bank has sent is not there for it, and is not guessed.
    const own = read.command.isBulk ? madeBy(device, id) : []
    const here = new Set(own.filter((key) => said.has(key)))
    const shownSubject = shown.get(keyOf(subject.type, subject.id))
    const decision = decide(device, read.command, id, documents.without(here), shownSubject)
    if (decision.kind !== 'accept') continue
    for (const change of decision.puts) {
      if (here.has(keyOf(change.type, change.doc.id))) continue
      documents.put(change)
      guesses.set(keyOf(change.type, change.doc.id), documents.find(change.type, change.doc.id))
    }
  }
  return guesses
}

/** Documents that the command made when it was given. */
function madeBy(device: Device, commandId: string): string[] {
  const sql = 'SELECT document_type AS type, document_id AS id FROM outbox_touch WHERE command_id = ? AND made = 1'
  const rows = device.store().db.prepare(sql).all(commandId)
  return rows.map(({ type, id }) => keyOf(type as DocumentType, String(id)))
}

function saidByBank(held: readonly Held[]): Map<string, DocumentOf<DocumentType>> {
  const said = new Map<string, DocumentOf<DocumentType>>()
  for (const { type, id, base } of held) if (base !== null) said.set(keyOf(type, id), parsedOnce(base))
  return said
}

const parsed = new Map<string, DocumentOf<DocumentType>>()
const KEPT_TEXTS = 10_000

/** The same texts are read after every step. */
function parsedOnce(text: string): DocumentOf<DocumentType> {
  const known = parsed.get(text)
  if (known) return known
  if (parsed.size >= KEPT_TEXTS) parsed.clear()
  const doc = JSON.parse(text) as DocumentOf<DocumentType>
  parsed.set(text, doc)
  return doc
}

const SOME_TIME = '2026-07-10T01:00:00.000Z'

/**
 * Decides as the device did. A guess bears the moment when it was made; a rejected one bears none, and may have been one
 * only on the day of which a use of a limit is told.
 */
function decide(device: Device, command: PreparedCommand, id: string, documents: DocumentReader, subject?: Held) {
  if (subject?.guessed) return decideAt(parsedOnce(subject.doc).updatedAt, device, command, id, documents)
  const recording = createRecordingReader(documents)
  const decision = decideAt(SOME_TIME, device, command, id, recording.reader)
  if (decision.kind !== 'accept') return decision
  const days = recording.read().flatMap(({ type, id: account }) => {
    const read = type === 'subAccount' ? documents.find(type, account) : undefined
    return read ? [read.usedToday.date] : []
  })
  const others = [...new Set(days)].map((day) => decideAt(`${day}T05:00:00.000Z`, device, command, id, documents))
  return others.find(({ kind }) => kind !== 'accept') ?? decision
}

function decideAt(now: string, device: Device, command: PreparedCommand, id: string, documents: DocumentReader) {
  const { role } = device.user
  let made = 0
  return command.decide(documents, {
    actor: { userId: device.user.id, role, permissions: permissionsOf(role), deviceId: device.id },
    now,
    isBankTime: false,
    newId: () => deriveId(id, made++),
    nextInSeries: () => undefined,
    lastInSeries: () => undefined,
  })
}

/** Without what only says when the guess was made. */
function labelFree(doc: unknown): string {
  const { version, updatedAt, usedToday, ...rest } = doc as Record<string, JsonValue>
  return canonicalJson(rest)
}
