import type { MetaStore } from '#main/storage/store'
import type { DocumentPut } from '#shared/domain/command'
import type { DocumentType } from '#shared/domain/documents'
import { documentKey, type FactKey, lookupKeys } from './recording-reader'

/** What one pending command's guess was built upon and what it wrote, when it was made last. */
export interface Footprint {
  readonly reads: ReadonlySet<FactKey>
  readonly writes: ReadonlySet<FactKey>
  readonly documents: readonly DocumentKey[]
  /** It is a bulk command's, which makes documents of its own and changes none (`own-documents.ts`). */
  readonly makesOnly: boolean
}

export interface DocumentKey {
  readonly type: DocumentType
  readonly id: string
}

export function footprint(reads: ReadonlySet<FactKey>, puts: readonly DocumentPut[], makesOnly = false): Footprint {
  return {
    makesOnly,
    reads,
    writes: new Set(puts.flatMap(({ type, doc }) => [documentKey(type, doc.id), ...lookupKeys(type, doc)])),
    documents: puts.map(({ type, doc }) => ({ type, id: doc.id })),
  }
}

/** Where the store says which state of the guesses it holds. */
const GENERATION = 'guess.generation'

/**
 * Remembers the footprints of the guesses that the store shows, so that a page which touches none of them costs nothing
 * more. It is memory only: the store carries a number that every change of the guesses raises in the same transaction, and
 * where the two differ (a transaction was rolled back, the process is new) nothing is remembered.
 */
export function createGuessMemory(meta: MetaStore) {
  let generation: number | null = null
  const footprints = new Map<string, Footprint>()
  const watchers = new Map<FactKey, Set<string>>()
  const writers = new Map<FactKey, Set<string>>()
  const files = new Set<string>()

  const stored = (): number => Number(meta.get(GENERATION) ?? 0)

  const forget = (id: string): void => {
    const known = footprints.get(id)
    if (!known) return
    footprints.delete(id)
    for (const key of known.reads) remove(watchers, key, id)
    for (const { type, id: document } of known.documents) remove(watchers, documentKey(type, document), id)
    for (const key of known.writes) remove(writers, key, id)
  }

  return {
    /** Whether what is remembered is what the store shows. */
    holds: () => generation !== null && generation === stored(),
    /** Inside the transaction that changes the guesses. */
    changed(): void {
      generation = Math.max(generation ?? 0, stored()) + 1
      meta.set(GENERATION, String(generation))
    },
    clear(): void {
      generation = null
      footprints.clear()
      watchers.clear()
      writers.clear()
      files.clear()
    },
    remember(id: string, known: Footprint): void {
      forget(id)
      footprints.set(id, known)
      for (const key of known.reads) add(watchers, key, id)
      for (const { type, id: document } of known.documents) add(watchers, documentKey(type, document), id)
      for (const key of known.writes) add(writers, key, id)
    },
    forget,
    of: (id: string) => footprints.get(id),
    /** Remembered commands that are not among these. */
    without: (ids: ReadonlySet<string>): Set<string> => new Set([...footprints.keys()].filter((id) => !ids.has(id))),
    /** Files of which the store shows a guessed document. */
    files: (): ReadonlySet<string> => files,
    /** One more; where its transaction is rolled back, taking its guess back finds nothing. */
    rememberFile: (fileId: string) => files.add(fileId),
    rememberFiles(uploads: readonly { readonly fileId: string }[]): void {
      files.clear()
      for (const { fileId } of uploads) files.add(fileId)
    },
    /** Commands that read this or, where it is a document, wrote it. That two write the same field value is no matter. */
    watching: (key: FactKey): ReadonlySet<string> => watchers.get(key) ?? NOBODY,
    /** Commands that wrote this. */
    writing: (key: FactKey): ReadonlySet<string> => writers.get(key) ?? NOBODY,
  }
}

export type GuessMemory = ReturnType<typeof createGuessMemory>

/** What has changed, and to which commands it is no matter. */
export type ChangedFacts = ReadonlyMap<FactKey, ReadonlySet<string>>

/**
 * Every command whose guess may come out otherwise once these facts have changed and commands are gone: the gone, who read
 * or wrote one of them, and in turn everyone who shares a written fact with such a command, before or after it in the
 * queue. `underneath` names the look-ups that a document answers once its guesses are taken back.
 */
export function affectedBy(
  memory: GuessMemory,
  changed: ChangedFacts,
  gone: ReadonlySet<string>,
  underneath: (document: DocumentKey) => readonly FactKey[],
): Set<string> {
  const affected = new Set<string>()
  const facts: FactKey[] = []
  const readFacts: FactKey[] = []
  const reached = (ids: ReadonlySet<string>): void => {
    for (const id of ids) {
      if (affected.has(id)) continue
      affected.add(id)
      const known = memory.of(id)
      if (!known) continue
      facts.push(...known.writes, ...known.documents.flatMap(underneath))
      // A guess made again must not see what a later command wrote into what it reads.
      readFacts.push(...known.reads)
    }
  }
  reached(gone)
  for (const [fact, spared] of changed) {
    const watching = memory.watching(fact)
    reached(spared.size === 0 ? watching : new Set([...watching].filter((id) => !spared.has(id))))
  }
  for (;;) {
    const fact = facts.pop()
    if (fact !== undefined) {
      reached(memory.watching(fact))
      continue
    }
    const read = readFacts.pop()
    if (read === undefined) return affected
    reached(memory.writing(read))
  }
}

export const NOBODY: ReadonlySet<string> = new Set()

function add(index: Map<FactKey, Set<string>>, key: FactKey, id: string): void {
  const ids = index.get(key)
  if (ids) ids.add(id)
  else index.set(key, new Set([id]))
}

function remove(index: Map<FactKey, Set<string>>, key: FactKey, id: string): void {
  const ids = index.get(key)
  if (!ids?.delete(id)) return
  if (ids.size === 0) index.delete(key)
}
