import { z } from 'zod'
import type { MetaStore } from '#main/storage/store'
import { SyncStatus } from '#shared/contract/views'

/** Where this copy stands in the bank's feed. */
export interface FeedPosition {
  readonly cursor: string
  readonly epoch: string
  /** The highest `seq` that has been applied. */
  readonly seq: number
}

const Position = z.object({ cursor: z.string(), epoch: z.string(), seq: z.int().nonnegative() })
type Integrity = SyncStatus['integrity']
// Made once: making a schema takes far longer than reading with it.
const StoredPosition = Position.nullable().catch(null)
const StoredIntegrity = SyncStatus.shape.integrity.catch(null)

const KEYS = {
  position: 'sync.position',
  complete: 'sync.complete',
  syncedAt: 'sync.syncedAt',
  offset: 'sync.clockOffsetMs',
  integrity: 'sync.integrity',
  /** Set by storage when a migration or damage calls for a fresh copy. */
  resync: 'resync_needed',
} as const

export type CopyState = ReturnType<typeof createCopyState>

/** The few facts about the copy that outlive the process. Unreadable ones count as absent: a new copy is made. */
export function createCopyState(meta: MetaStore) {
  const json = (key: string): unknown => {
    try {
      return JSON.parse(meta.get(key) ?? 'null')
    } catch {
      return null
    }
  }
  let offsetMs = z.int().catch(0).parse(json(KEYS.offset))
  return {
    position: (): FeedPosition | null => StoredPosition.parse(json(KEYS.position)),
    setPosition: (position: FeedPosition): void => meta.set(KEYS.position, JSON.stringify(position)),
    /** Whether the whole feed has been here once. */
    isComplete: (): boolean => meta.get(KEYS.complete) === '1',
    setComplete: (): void => meta.set(KEYS.complete, '1'),
    lastSyncedAt: (): string | null => meta.get(KEYS.syncedAt) ?? null,
    setLastSyncedAt: (at: string): void => meta.set(KEYS.syncedAt, at),
    integrity: (): Integrity => StoredIntegrity.parse(json(KEYS.integrity)),
    setIntegrity: (integrity: Integrity): void => meta.set(KEYS.integrity, JSON.stringify(integrity)),
    needsSnapshot: (): boolean => meta.get(KEYS.resync) !== undefined,
    setNeedsSnapshot: (reason: string): void => meta.set(KEYS.resync, reason),
    clearNeedsSnapshot: (): void => meta.delete(KEYS.resync),
    /** Bank time minus this computer's, in milliseconds. */
    clockOffsetMs: (): number => offsetMs,
    /** Kept in memory at once; stored with the next completed pull. */
    noteClockOffset: (ms: number): void => {
      offsetMs = Math.round(ms) + 0
    },
    storeClockOffset: (): void => meta.set(KEYS.offset, JSON.stringify(offsetMs)),
  }
}
