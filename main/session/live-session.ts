import type { BankBackend } from '#main/backend/port'
import { type AccountQueries, createAccountQueries } from '#main/storage/accounts/account-queries'
import { type AuditQueries, createAuditQueries } from '#main/storage/audit/audit-queries'
import type { MetaStore, Store } from '#main/storage/store'
import type { SyncService } from '#main/sync/sync-service'
import { BANK_ZONE, localDateIn } from '#shared/kernel/time'
import { actorOf, type Identity, saveIdentity, withRole } from './identity'
import { forgetStoredTokens, type KeptTokens } from './kept-tokens'
import type { OpenedProfile, ProfileId } from './profiles'
import type { SessionPorts } from './session-ports'

/** An unlocked profile with everything that runs on it. */
export interface LiveSession {
  readonly profile: ProfileId
  readonly store: Store
  readonly backend: BankBackend
  readonly sync: SyncService
  readonly accounts: AccountQueries
  readonly audit: AuditQueries
  readonly tokens: KeptTokens
  readonly opened: OpenedProfile
  identity(): Identity
  /** Kept in the copy and told to the window. */
  setIdentity(identity: Identity): void
  /** Called with the session's end. */
  onClose(cleanUp: () => void): void
  isClosed(): boolean
  /** Ends synchronisation, closes the copy and zeroes its keys. What is stored stays. */
  close(): Promise<void>
}

/** A backend that is connected, with the tokens it uses. */
export interface Connection {
  readonly backend: BankBackend
  readonly tokens: KeptTokens
}

/** The device that last worked on this copy; random, kept in the encrypted copy itself. */
const DEVICE_KEY = 'copy_device'

/**
 * Whether the copy comes from another device: the folder was copied, or brought back. Its queue stays as it is: a command
 * that both send takes effect once, as both know it by the same id. A copy from before this was noted counts as ours.
 */
function isFromAnotherDevice(meta: MetaStore, deviceId: string): boolean {
  return (meta.get(DEVICE_KEY) ?? deviceId) !== deviceId
}

/**
 * Puts an opened profile to work. The data can be read when this answers; synchronisation starts at once and on its own.
 * `identityChanged` is called when the bank gave the user another role or name.
 */
export async function goLive(
  ports: SessionPorts,
  profile: ProfileId,
  { backend, tokens }: Connection,
  opened: OpenedProfile,
  known: Identity,
  identityChanged: () => void,
): Promise<LiveSession> {
  const { store, content, hmacKey } = opened
  const { deviceId } = ports.preferences.read()
  const cleanUps: (() => void)[] = []
  let closed = false
  let identity = known
  saveIdentity(store.meta, identity)
  const copied = isFromAnotherDevice(store.meta, deviceId)
  // Their tokens are still in use there, and a refresh token that is used twice ends the session for both.
  if (copied) forgetStoredTokens(store.meta)
  store.meta.set(DEVICE_KEY, deviceId)
  tokens.keepIn(store.meta)
  const sync = await ports.createSync({
    store,
    backend,
    content,
    hmacKey,
    deviceId,
    actor: () => actorOf(identity, deviceId),
  })
  if (copied) sync.noteCopied()

  function setIdentity(next: Identity): void {
    identity = next
    saveIdentity(store.meta, next)
    identityChanged()
  }

  cleanUps.push(
    sync.onStatus(ports.events.status),
    sync.onChanged((changed) => {
      ports.events.changed(changed)
      const next = changed.types.includes('user') ? asTheBankSays(store, identity) : identity
      if (next !== identity) setIdentity(next)
    }),
  )
  sync.start()

  return {
    profile,
    store,
    backend,
    sync,
    accounts: createAccountQueries(store, {
      pendingOf: (ids) => sync.pendingMarks(ids),
      asOf: () => sync.status().lastSyncedAt,
      today: () => localDateIn(BANK_ZONE, sync.bankTime()),
    }),
    audit: createAuditQueries(store, {
      self: () => identity.user,
      deviceId,
      asOf: () => sync.status().lastSyncedAt,
    }),
    tokens,
    opened,
    identity: () => identity,
    setIdentity,
    onClose: (cleanUp) => cleanUps.push(cleanUp),
    isClosed: () => closed,
    async close() {
      closed = true
      for (const cleanUp of cleanUps) cleanUp()
      backend.close()
      await sync.stop()
      tokens.letGo()
      opened.close()
    },
  }
}

/** The same identity unless the user's own document in the feed has another role or name. */
function asTheBankSays(store: Store, identity: Identity): Identity {
  const own = store.documents.visible.find('user', identity.user.id)
  const same = own === undefined || (own.role === identity.user.role && own.name === identity.user.name)
  return same ? identity : withRole(identity, own.role, own.name)
}
