import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BankBackend } from '#main/backend/port'
import { openContentStore } from '#main/files/content-store'
import { systemClock, systemRandom, systemScheduler } from '#main/session/system'
import { openStore } from '#main/storage/open-store'
import type { Store } from '#main/storage/store'
import { createSyncService } from '#main/sync/create-sync-service'
import type { SyncService } from '#main/sync/sync-service'
import { permissionsOf, type Role } from '#shared/kernel/permissions'

/** A device with an empty profile in a folder of its own: the main process's own services, without Electron. */
export interface BenchDevice {
  readonly folder: string
  readonly key: Uint8Array
  readonly store: Store
  readonly sync: SyncService
  /** Pulls until the copy is level with the bank; answers how long it took, in milliseconds, without proving the copy. */
  pull(): Promise<number>
  close(): Promise<void>
}

const DEVICE = '0197f3c0-0000-7000-8000-00000000be0c'

export function openBenchDevice(bank: BankBackend, role: Role = 'treasury_maker'): BenchDevice {
  const folder = mkdtempSync(join(tmpdir(), 'bendahara-bench-'))
  const key = randomBytes(32)
  const opened = openStore({ path: join(folder, 'copy.db'), key })
  if (!opened.ok) throw new Error(opened.error.code)
  const store = opened.value
  const content = openContentStore({ folder: join(folder, 'files'), key })
  const watched = provingTold(bank)
  const faults: unknown[] = []
  const sync = createSyncService({
    store,
    content,
    backend: watched.backend,
    clock: systemClock,
    random: systemRandom,
    scheduler: systemScheduler,
    actor: () => ({ userId: DEVICE, role, permissions: permissionsOf(role), deviceId: DEVICE }),
    deviceId: DEVICE,
    hmacKey: key,
    onFault: (fault) => faults.push(fault),
  })
  let isStarted = false
  return {
    folder,
    key,
    store,
    sync,
    async pull() {
      const since = performance.now()
      const proving = watched.nextProof()
      if (isStarted) sync.sendNow()
      else sync.start()
      isStarted = true
      const took = (await proving) - since
      if (faults.length > 0) throw faults[0]
      return took
    },
    async close() {
      await sync.stop()
      await new Promise((resolve) => setImmediate(resolve))
      store.close()
      content.close()
      await new Promise((resolve) => setTimeout(resolve, 20))
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    },
  }
}

/** Tells when a pull is over: the last page was there, and proving the copy begins by asking for the digest. */
function provingTold(bank: BankBackend) {
  let told: ((at: number) => void) | undefined
  let isLevel = false
  const backend: BankBackend = {
    ...bank,
    async changes(cursor, limit) {
      const answer = await bank.changes(cursor, limit)
      isLevel = answer.ok && !answer.value.hasMore
      return answer
    },
    async digest() {
      // The digest is also asked for before a whole copy, for its size.
      if (isLevel) told?.(performance.now())
      return bank.digest()
    },
  }
  return {
    backend,
    nextProof(): Promise<number> {
      isLevel = false
      return new Promise((resolve) => {
        told = resolve
      })
    },
  }
}
