import type { ConnectionEvent, OutboxRow, SyncStatus, UploadRow } from '#shared/contract/views'
import { commandCatalogue } from '#shared/domain/commands'
import { isDocumentType } from '#shared/domain/documents'
import type { JsonObject, JsonValue } from '#shared/kernel/json'

/** The programs that run, by version. */
export interface RuntimeFacts {
  readonly version: string
  readonly electron: string
  readonly chrome: string
  readonly node: string
  readonly platform: string
  readonly architecture: string
  readonly osRelease: string
}

/** A line of the log without what it was about. */
export interface LogLine {
  /** ISO 8601 UTC. */
  readonly at: string
  readonly level: 'info' | 'warn' | 'error'
  /** The program's own fixed words. */
  readonly event: string
  /** Kind and code of an error, such as `Error ENOSPC`. */
  readonly fault: string | null
}

export interface DiagnosticFacts {
  /** ISO 8601 UTC. */
  readonly madeAt: string
  readonly runtime: RuntimeFacts
  readonly status: SyncStatus
  readonly queue: readonly OutboxRow[]
  readonly uploads: readonly UploadRow[]
  /** Latest first. */
  readonly history: readonly ConnectionEvent[]
  /** How many documents of each type the copy holds. */
  readonly documents: ReadonlyMap<string, number>
  readonly log: readonly LogLine[]
}

/**
 * What someone who helps may see: how the parts do, and nothing of what they are about. Everything is taken over by name
 * and by form, never by leaving out what is secret: what is added to a status or a row tomorrow does not leave by itself.
 */
export function diagnosticsOf(facts: DiagnosticFacts): JsonObject {
  return {
    format: 1,
    madeAt: facts.madeAt,
    runtime: { ...facts.runtime },
    connection: connectionOf(facts.status),
    integrity: integrityOf(facts.status),
    queue: facts.queue.map(rowOf),
    uploads: facts.uploads.map(uploadOf),
    history: facts.history.map(eventOf),
    documents: Object.fromEntries([...facts.documents].filter(([type]) => isDocumentType(type))),
    log: facts.log.map(({ at, level, event, fault }) => ({ at, level, event, fault })),
  }
}

function connectionOf(status: SyncStatus): JsonObject {
  const { pill, waiting, attention, connection, lastSyncedAt, offlineSince, nextTryAt, firstSync, clockOffsetMs } =
    status
  const at = { lastSyncedAt, offlineSince, nextTryAt }
  return {
    ...{ pill, connection, waiting, attention, clockOffsetMs, ...at },
    firstSync: firstSync && { received: firstSync.received, expected: firstSync.expected },
    encrypted: status.bankUrl === null ? null : status.bankUrl.startsWith('https:'),
    problem: codeOf(status.problem?.code),
  }
}

function integrityOf({ integrity }: SyncStatus): JsonObject | null {
  return integrity && { checkedAt: integrity.checkedAt, matches: integrity.matches, types: typesOf(integrity.types) }
}

function rowOf(row: OutboxRow, position: number, all: readonly OutboxRow[]): JsonObject {
  const { state, createdAt, attempts, nextAttemptAt } = row
  return {
    position,
    ...{ type: commandTypeOf(row.type), state, createdAt, attempts, nextAttemptAt },
    problem: codeOf(row.problem?.code),
    waitsForFile: row.waitsForFile,
    faults: (row.problem?.errors ?? []).map(({ code }) => codeOf(code)),
    replacesAnother: row.replaces !== null,
    /** Positions of those in this list that it builds upon. */
    dependsOn: row.dependsOn.map((id) => all.findIndex((each) => each.id === id)),
  }
}

/** Neither name nor identity: how much of what kind of file has arrived, and why no more. Bytes. */
function uploadOf({ purpose, state, size, sent, attempts, nextAttemptAt, problem }: UploadRow): JsonObject {
  return { purpose, state, size, sent, attempts, nextAttemptAt, problem: codeOf(problem?.code) }
}

const COUNTS = ['documents', 'sent', 'asked', 'accepted', 'rejected', 'refused'] as const
const WORDS = ['code', 'reason'] as const

function eventOf({ at, kind, detail }: ConnectionEvent): JsonObject {
  const counts = COUNTS.flatMap((key): [string, JsonValue][] => {
    const count = detail[key]
    return typeof count === 'number' ? [[key, count]] : []
  })
  const words = WORDS.flatMap((key): [string, JsonValue][] => {
    const word = detail[key]
    return typeof word === 'string' ? [[key, codeOf(word)]] : []
  })
  const { matches, types } = detail
  return {
    at,
    kind,
    ...Object.fromEntries([...counts, ...words]),
    ...(typeof matches === 'boolean' ? { matches } : {}),
    ...(Array.isArray(types) ? { types: typesOf(types.map(String)) } : {}),
  }
}

function typesOf(types: readonly string[]): string[] {
  return types.filter((type) => type === 'epoch' || isDocumentType(type))
}

/** A row that damage has reached may say anything where its type stood. */
function commandTypeOf(type: string): string {
  return commandCatalogue().some((command) => command.type === type) ? type : 'unknown'
}

/** Stable codes are short words with dots; anything else that came as one is not passed on. */
function codeOf(code: string | undefined): string | null {
  if (code === undefined) return null
  return /^[a-z][a-z_]{0,30}(\.[a-z][a-z_]{0,40}){0,2}$/.test(code) ? code : 'unreadable'
}
