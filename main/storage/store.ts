import type { SqliteDatabase } from '#main/sqlite/database'
import type { Change } from '#shared/contract/http'
import type { DocumentPut, DocumentReader } from '#shared/domain/command'
import type { DocumentType } from '#shared/domain/documents'
import type { CopyTables } from './copy-table-names'

/**
 * The open, decrypted store of one profile: one (backend, company, user) on this device.
 *
 * A row's `doc` is what the user sees. Its `base` says what the bank has:
 *   SQL NULL  nothing pending, `doc` is the bank's document
 *   'null'    a pending command made the row, the bank has none
 *   JSON      a pending command changed the row, this is the bank's last version
 */
export interface Store {
  readonly db: SqliteDatabase
  readonly documents: DocumentStore
  readonly staging: StagingStore
  readonly meta: MetaStore
  /** Names of the live copy's tables, for queries. They change when a staged copy is swapped in: ask each time. */
  tables(): CopyTables
  /** One durable IMMEDIATE transaction. Not re-entrant; `work` is synchronous. */
  transaction<T>(work: () => T): T
  /**
   * Writes back into the file what has gathered in its log, outside any transaction. SQLite would do it within some later
   * commit, which might be that of a user's command.
   */
  writeBack(): void
  close(): void
}

/** A feed row that this build cannot read; kept, shown, never dropped. */
export interface QuarantinedChange {
  readonly change: Change
  readonly reason: string
}

/** What the copy has. Which types its user is sent at all, the copy cannot tell: who is signed in knows. */
export type VisibleDocuments = Omit<DocumentReader, 'holds'>

export interface DocumentStore {
  /** What the user sees, pending changes included. */
  readonly visible: VisibleDocuments
  /** The bank's last word on a document, undefined where it has none. */
  bankVersion(type: DocumentType, id: string): Record<string, unknown> | undefined
  /** Which of these documents the bank has. */
  atBank(type: DocumentType, ids: readonly string[]): ReadonlySet<string>
  /** Whether a pending command made this document and the bank has not confirmed it. */
  isUnconfirmed(type: DocumentType, id: string): boolean
  /** Puts every row, or these, back to what the bank has: guesses vanish, guessed rows go. Returns the types touched. */
  restoreBases(only?: readonly { readonly type: DocumentType; readonly id: string }[]): Set<DocumentType>
  /** Writes a pending command's guess, keeping the bank's version in `base`. */
  writeGuess(put: DocumentPut, now: string): void
  /** Applies feed rows as the bank's truth. Bases must be restored first. A row older than the one held is ignored. */
  applyChanges(changes: readonly Change[]): { readonly types: Set<DocumentType>; readonly quarantined: number }
  /** Count and hash of the bank's documents per type, as the protocol's digest defines it. */
  digest(type: DocumentType): Digest
  /** The same in slices of a few milliseconds; the copy must not change between them. */
  digestInSlices(type: DocumentType): Generator<void, Digest, void>
  counts(): ReadonlyMap<DocumentType, number>
  /** Feed rows of known types that this build cannot read, in feed order. */
  quarantined(): QuarantinedChange[]
}

export interface Digest {
  readonly count: number
  /** SHA-256, lower-case hex, over the sorted `id:version` lines joined by line feeds. */
  readonly hash: string
}

/**
 * A whole copy made beside the live one, the first one or after the bank refused the cursor; swapped in at once. What is
 * staged is forgotten when the process ends.
 */
export interface StagingStore {
  clear(): void
  /** Whether rows have been added that can still be added to: none of their transactions was rolled back. */
  isFilling(): boolean
  /** Appends feed rows, in the caller's transaction; begins a new copy where none is being filled. */
  add(changes: readonly Change[]): void
  /** Documents staged. */
  count(): number
  /**
   * What is left to do after the last row, in steps that each belong into a transaction of its own. Most take a few
   * milliseconds; making an index of 100,000 documents takes some hundred.
   */
  finishing(): Iterable<() => void>
  /**
   * Makes the live tables equal to the staged rows, in the caller's transaction. Bases must be restored first. After
   * `finishing` it takes no longer for many rows than for few: what was live is left for `reclaim`.
   */
  swap(): Set<DocumentType>
  /**
   * Frees up to `rows` rows of what is no longer live, then puts the search index in order; false when nothing is left. In
   * a transaction of its own, to be called again while the process is idle.
   */
  reclaim(rows: number): boolean
}

/** Small facts that belong to the copy: cursor, epoch, tokens, user, company. */
export interface MetaStore {
  get(key: string): string | undefined
  set(key: string, value: string): void
  delete(key: string): void
}
