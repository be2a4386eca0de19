import type { BankBackend } from '#main/backend/port'
import type { ContentStore } from '#main/files/content-store'
import type { Store } from '#main/storage/store'
import type { Scheduler } from '#main/sync/ports'
import type { SimulatedBank } from '../bank/simulated-bank'

/** What a planted bug may know of the device it spoils. */
export interface SpoiledDevice {
  readonly name: string
  readonly hmacKey: Uint8Array
  readonly nowMs: () => number
  /** The access token of another user's session, where there is one. */
  readonly otherToken: () => string | undefined
}

/**
 * A bug that exists only here: it wraps what the services are given, so that the product carries no switch. It proves
 * that the invariants catch what they claim to.
 */
export interface PlantedBug {
  readonly name: string
  /** The invariants of docs that may speak up, by number. */
  readonly invariants: readonly number[]
  readonly store?: (store: Store, device: SpoiledDevice) => Store
  readonly backend?: (backend: BankBackend, device: SpoiledDevice) => BankBackend
  readonly scheduler?: (scheduler: Scheduler, device: SpoiledDevice) => Scheduler
  /** Replaces the access token that a device shows. */
  readonly token?: (token: string, device: SpoiledDevice) => string
  /** After a crash, before the file is opened by the next process. */
  readonly reopening?: (store: Store, content: ContentStore) => void
  readonly content?: (content: ContentStore, device: SpoiledDevice) => ContentStore
  /** Locking leaves the service running. */
  readonly keepsRunning?: true
  /** After money has moved at the bank. */
  readonly moved?: (bank: SimulatedBank) => void
}
