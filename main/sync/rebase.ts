import type { Store } from '#main/storage/store'
import type { Actor, DecideContext, DocumentPut, DocumentReader } from '#shared/domain/command'
import { visibleOf } from '#shared/domain/visibility'
import { deriveId } from '#shared/kernel/ids'
import { type Instant, instantFromEpochMs } from '#shared/kernel/time'
import { arrivalsIn, type TouchedDocument } from './arrivals'
import type { CopyState } from './copy-state'
import { affectedBy, type ChangedFacts, type Footprint, footprint, type GuessMemory, NOBODY } from './guess-memory'
import type { Outbox } from './outbox'
import { atBank, makesOnly, without } from './own-documents'
import type { Clock } from './ports'
import { createRecordingReader, documentKey, lookupKeys } from './recording-reader'
import { quarantine } from './refusal'
import type { QueuedCommand } from './sealed-command'
import { guessFiles } from './uploads/file-guesses'
import type { UploadQueue } from './uploads/upload-queue'

export interface Guessing {
  readonly store: Store
  readonly outbox: Outbox
  readonly uploads: UploadQueue
  readonly copy: CopyState
  readonly memory: GuessMemory
  readonly clock: Clock
  readonly actor: () => Actor
}

/** The bank's time as far as this computer can tell. ISO 8601 UTC. */
export function bankNow({ clock, copy }: Pick<Guessing, 'clock' | 'copy'>): Instant {
  return instantFromEpochMs(clock.nowMs() + copy.clockOffsetMs())
}

/** What a command's rules read here: what the user sees, and of which types the user is sent any document at all. */
export function documentsFor({ store, actor }: Pick<Guessing, 'store' | 'actor'>): DocumentReader {
  const { permissions } = actor()
  return { ...store.documents.visible, holds: (type) => visibleOf(permissions, type) !== undefined }
}

/** What a command's rules may know here: the bank alone gives running numbers. */
export function guessContext(guessing: Guessing, commandId: string): DecideContext {
  let ids = 0
  return {
    actor: guessing.actor(),
    now: bankNow(guessing),
    isBankTime: false,
    newId: () => deriveId(commandId, ids++),
    nextInSeries: () => undefined,
    lastInSeries: () => undefined,
  }
}

/** What changes beneath the guesses. */
export interface Beneath {
  /** Documents that `apply` may change, as they will be; null for one that goes. `everything`: the whole copy. */
  readonly touched: readonly TouchedDocument[] | 'everything'
  readonly apply: () => Iterable<string>
}

const NOTHING: Beneath = { touched: [], apply: () => [] }

/**
 * Brings what the user sees back in line, inside the caller's transaction: guesses are taken back, `apply` changes what
 * the bank has, and the guesses of commands that are still pending are made again, in order. A guess that no longer holds
 * is left out; the bank decides about its command all the same. Only guesses that the change can reach are made anew, as
 * thousands of commands may wait while pages of others' work come in. Returns the document types touched.
 */
export function rebase(guessing: Guessing, { touched, apply }: Beneath = NOTHING): Set<string> {
  const types = new Set<string>()
  const pending = touched === 'everything' ? undefined : rememberedPending(guessing)
  if (touched === 'everything' || !pending) rebaseAll(guessing, apply, types)
  else if (!rebaseReached(guessing, pending, touched, apply, types)) rebaseAll(guessing, NOTHING.apply, types)
  return types
}

/** What is pending, where the store shows exactly the guesses that are remembered, or what is left of them. */
function rememberedPending({ memory, outbox }: Guessing): readonly QueuedCommand[] | undefined {
  if (!memory.holds()) return undefined
  const pending = soundPending(outbox)
  return pending.every(({ envelope }) => memory.of(envelope.id) !== undefined) ? pending : undefined
}

/** Takes every guess back and makes all of them again. */
function rebaseAll(guessing: Guessing, apply: Beneath['apply'], types: Set<string>): void {
  const { store, memory } = guessing
  memory.clear()
  memory.changed()
  for (const type of store.documents.restoreBases()) types.add(type)
  for (const type of apply()) types.add(type)
  remakeFiles(guessing, types)
  for (const each of soundPending(guessing.outbox)) {
    const { made, puts } = guessOf(guessing, each)
    memory.remember(each.envelope.id, made)
    write(guessing, puts, types)
  }
}

/**
 * The same for the guesses that the change can reach. False where one of them came out so that it reaches others: then
 * `apply` has been done, and all guesses must be made again.
 */
function rebaseReached(
  guessing: Guessing,
  pending: readonly QueuedCommand[],
  touched: Exclude<Beneath['touched'], 'everything'>,
  apply: Beneath['apply'],
  types: Set<string>,
): boolean {
  const { store, memory } = guessing
  const gone = memory.without(new Set(pending.map(({ envelope }) => envelope.id)))
  const files = filesTouched(guessing, touched)
  const arrivals = arrivalsIn(touched, memory, gone)
  const facts: ChangedFacts = new Map([
    ...arrivals.facts,
    ...files.map(({ id }) => [documentKey('file', id), NOBODY] as const),
  ])
  const affected = affectedBy(memory, facts, gone, ({ type, id }) => {
    const bank = store.documents.bankVersion(type, id)
    return bank ? lookupKeys(type, bank) : []
  })
  const documents = [...affected].flatMap((id) => memory.of(id)?.documents ?? [])
  // Before anything is forgotten: if this transaction is rolled back, what is remembered must not be believed.
  memory.changed()
  for (const type of store.documents.restoreBases([...documents, ...arrivals.documents, ...files])) types.add(type)
  for (const id of gone) memory.forget(id)
  for (const type of apply()) types.add(type)
  // One that this build cannot read was set aside, and its guess stands again.
  if (atBank(store.documents, arrivals.documents).size < arrivals.documents.length) return false
  remakeFiles(guessing, types)
  for (const each of pending) {
    const { id } = each.envelope
    if (!affected.has(id)) continue
    const { made, puts } = guessOf(guessing, each)
    if (reachesOthers(memory, id, made, affected)) return false
    memory.remember(id, made)
    write(guessing, puts, types)
  }
  return true
}

/** Before any command's guess, as commands decide by them. */
function remakeFiles(guessing: Guessing, types: Set<string>): void {
  const guessed = guessFiles(guessing, bankNow(guessing))
  if (guessed.length > 0) types.add('file')
  guessing.memory.rememberFiles(guessed)
}

/** Pending commands in order, once every damaged row and what builds upon it has left the queue. */
function soundPending(outbox: Outbox): readonly QueuedCommand[] {
  for (;;) {
    const { commands, damaged } = outbox.pending()
    if (damaged.length === 0) return commands
    for (const row of damaged) quarantine(outbox, row)
  }
}

/** Makes one guess, without writing it, once its documents are as the bank has them. */
function guessOf(guessing: Guessing, queued: QueuedCommand): { puts: readonly DocumentPut[]; made: Footprint } {
  const { store, outbox } = guessing
  const documents = documentsFor(guessing)
  if (!queued.command.isBulk) {
    const { asked, puts } = decided(guessing, queued, documents)
    return { puts, made: footprint(asked, puts) }
  }
  const own = outbox.madeBy(queued.envelope.id)
  const here = atBank(store.documents, own)
  const { asked, puts } = decided(guessing, queued, here.size > 0 ? without(documents, here) : documents)
  // Remembered whole: should one that is here go again, it is guessed again.
  const made = footprint(asked, puts, makesOnly(puts, own))
  return { puts: puts.filter(({ type, doc }) => !here.has(documentKey(type, doc.id))), made }
}

function decided(guessing: Guessing, { command, envelope }: QueuedCommand, documents: DocumentReader) {
  const recording = createRecordingReader(documents)
  const decision = command.decide(recording.reader, guessContext(guessing, envelope.id))
  return { asked: recording.asked(), puts: decision.kind === 'accept' ? decision.puts : [] }
}

function write(guessing: Guessing, puts: readonly DocumentPut[], types: Set<string>): void {
  for (const put of puts) {
    guessing.store.documents.writeGuess(put, bankNow(guessing))
    types.add(put.type)
  }
}

/** Files whose guessed document comes, goes, or is replaced by the bank's. */
function filesTouched(
  { memory, uploads }: Guessing,
  touched: Exclude<Beneath['touched'], 'everything'>,
): { readonly type: 'file'; readonly id: string }[] {
  const before = memory.files()
  const now = new Set(uploads.guessed().map(({ fileId }) => fileId))
  const ids = new Set([...before].filter((id) => !now.has(id)))
  for (const id of now) if (!before.has(id)) ids.add(id)
  for (const { type, id } of touched) if (type === 'file' && now.has(id)) ids.add(id)
  return [...ids].map((id) => ({ type: 'file', id }))
}

/** Whether a guess, made again, reads or writes what a guess that stays as it was has written or built upon. */
function reachesOthers(memory: GuessMemory, id: string, made: Footprint, affected: ReadonlySet<string>): boolean {
  const before = memory.of(id)
  const others = (ids: ReadonlySet<string>): boolean => [...ids].some((each) => !affected.has(each))
  for (const key of made.writes) if (!before?.writes.has(key) && others(memory.watching(key))) return true
  for (const key of made.reads) if (!before?.reads.has(key) && others(memory.writing(key))) return true
  return false
}
