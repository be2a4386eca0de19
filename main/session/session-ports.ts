import type { BankBackend, TokenStore } from '#main/backend/port'
import type { ContentStore } from '#main/files/content-store'
import type { Store } from '#main/storage/store'
import type { Changed, SyncService } from '#main/sync/sync-service'
import type { BackendChoice, SessionState, SyncStatus } from '#shared/contract/views'
import type { Actor } from '#shared/domain/command'
import type { Backends } from './backends'
import type { PreferenceStore } from './preferences'
import type { Profiles } from './profiles'

export interface SyncStart {
  readonly store: Store
  readonly backend: BankBackend
  readonly content: ContentStore
  readonly hmacKey: Uint8Array
  readonly deviceId: string
  readonly actor: () => Actor
}

/** What the session needs of the world. */
export interface SessionPorts {
  readonly preferences: PreferenceStore
  readonly backends: Backends
  readonly profiles: Profiles
  /** What the bank shows the user as the name of this device. */
  readonly deviceName: string
  connect(choice: BackendChoice, tokens: TokenStore): BankBackend
  /** A synchronisation that has not been started. */
  createSync(start: SyncStart): Promise<SyncService>
  /** Runs `work` once after so many milliseconds; the answer cancels it. */
  after(milliseconds: number, work: () => void): () => void
  readonly events: SessionEvents
  /** Never given passwords or tokens. */
  log(event: string, detail?: unknown): void
}

export interface SessionEvents {
  session(state: SessionState): void
  status(status: SyncStatus): void
  changed(changed: Changed): void
}
