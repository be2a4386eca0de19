import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { createHttpBackend } from '#main/backend/http/http-backend'
import type { BankBackend, TokenStore, Tokens } from '#main/backend/port'
import { createBank, type RunningBank } from '#main/bank/bank'
import { type BankClock, runningClock } from '#main/bank/clock'
import type { SeedChoice } from '#main/bank/seed/seed'
import { openContentStore } from '#main/files/content-store'
import { openStore } from '#main/storage/open-store'
import type { Store } from '#main/storage/store'
import { createSyncService } from '#main/sync/create-sync-service'
import type { SyncService } from '#main/sync/sync-service'
import type { Actor } from '#shared/domain/command'
import { newId } from '#shared/kernel/ids'
import { type Permission, permissionsOf } from '#shared/kernel/permissions'
import { createFaultyBackend, type FaultyBackend } from './faulty-backend'
import { heardBy, mortalContent, mortalScheduler } from './mortal'

export const START_MS = Date.parse('2026-07-10T01:00:00.000Z')
const COMPANY = 'NUSANTARA'
/** The one company of a seeded bank. */
const COMPANY_KEY = 1
const PASSWORD = 'Bendahara#2026'

export const freshId = (): string => newId({ nowMs: Date.now(), randomBytes: (n) => randomBytes(n) })

/** A bank and the devices of its users, all in this process, over real HTTP and real encrypted files. */
export interface SyncWorld {
  readonly bank: RunningBank
  readonly bankClock: BankClock
  /** `url`: a line to the bank other than the direct one. */
  device(user?: string, url?: string, options?: DeviceOptions): Promise<Device>
  end(): Promise<void>
}

export interface DeviceOptions {
  /** Bytes of files that are kept beyond those that are needed. */
  readonly cacheLimit?: number
}

export interface Device {
  readonly id: string
  readonly backend: FaultyBackend
  readonly tokens: TokenStore
  /** Milliseconds that this computer's clock is off. */
  clockSkewMs: number
  store: Store
  sync: SyncService
  /** Faults the service reported as bugs. */
  readonly bugs: unknown[]
  /** The process ends without a word: after the turn it is in, nothing of it runs any more. The file stays. */
  crash(): Promise<void>
  /** Opens the file again with a new process, not yet started. */
  reopen(): void
  readonly contentFolder: string
  /** Flips a byte in every file that is kept. */
  damageContent(): void
  /** Changes the closed file's database from outside. */
  tamper(change: (store: Store) => void): void
}

export async function createWorld(seed: SeedChoice = { kind: 'scale', accounts: 12 }): Promise<SyncWorld> {
  const began = performance.now()
  const realMs = (): number => Math.floor(START_MS + performance.now() - began)
  const bankClock = runningClock(realMs)
  const made = await createBank({
    port: 0,
    data: ':memory:',
    seed,
    simulation: true,
    clock: bankClock,
    ports: { log: () => {} },
  })
  if (!made.ok) throw new Error(JSON.stringify(made.error))
  const bank = made.value
  // Three months of statement lines say nothing that a few of them do not.
  bank.bank.database.db.exec("DELETE FROM document WHERE type = 'accountTransaction' AND seq % 40 <> 0")
  const folder = mkdtempSync(join(tmpdir(), 'bendahara-sync-'))
  const devices: Device[] = []
  return {
    bank,
    bankClock,
    async device(user = 'maker', url = bank.url, options = {}) {
      const device = await createDevice(url, user, join(folder, `${devices.length}.db`), realMs, options)
      devices.push(device)
      return device
    },
    async end() {
      for (const device of devices) await device.crash()
      await bank.stop()
      await new Promise((resolve) => setTimeout(resolve, 20))
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** A computer of one user with a profile in these files. The bank at `url` may be any that has the demo company. */
export async function createDevice(
  url: string,
  user: string,
  path: string,
  realMs: () => number,
  { cacheLimit }: DeviceOptions = {},
): Promise<Device> {
  const id = freshId()
  const key = randomBytes(32)
  let kept: Tokens | null = null
  const tokens: TokenStore = {
    load: () => kept,
    save: (next) => {
      kept = next
    },
  }
  const clock = { nowMs: () => realMs() + device.clockSkewMs }
  const connect = (): BankBackend => {
    const made = createHttpBackend({ url, tokens, nowMs: clock.nowMs })
    if (!made.ok) throw new Error(made.error.code)
    return made.value
  }
  let http = connect()
  let process = { alive: true }
  const backend = createFaultyBackend(() => http)

  const open = (): Store => {
    const opened = openStore({ path, key })
    if (!opened.ok) throw new Error(JSON.stringify(opened.error))
    return opened.value
  }
  let content = openContentStore({ folder: `${path}-files`, key })
  const boot = (store: Store): SyncService =>
    createSyncService({
      store,
      content: mortalContent(process, content),
      cacheLimit,
      backend: heardBy(process, backend),
      clock,
      random: { bytes: (n) => randomBytes(n), fraction: () => 0.02 },
      scheduler: mortalScheduler(process),
      actor: () => actor,
      deviceId: id,
      hmacKey: key,
      onFault: (fault) => device.bugs.push(fault),
    })

  const device: Device = {
    id,
    backend,
    tokens,
    clockSkewMs: 0,
    store: open(),
    sync: undefined as unknown as SyncService,
    bugs: [],
    async crash() {
      if (!process.alive) return
      process.alive = false
      await new Promise((resolve) => setImmediate(resolve))
      device.store.close()
      content.close()
      http.close()
    },
    reopen() {
      process = { alive: true }
      http = connect()
      device.store = open()
      content = openContentStore({ folder: `${path}-files`, key })
      device.sync = boot(device.store)
    },
    contentFolder: `${path}-files`,
    damageContent() {
      for (const name of readdirSync(device.contentFolder)) {
        const bytes = readFileSync(join(device.contentFolder, name))
        bytes.writeUInt8(bytes.readUInt8(60) ^ 1, 60)
        writeFileSync(join(device.contentFolder, name), bytes)
      }
    },
    tamper(change) {
      const store = open()
      change(store)
      store.close()
    },
  }
  const login = await http.login({
    companyId: COMPANY,
    userId: user,
    password: PASSWORD,
    deviceId: id,
    deviceName: 'test',
  })
  if (!login.ok) throw new Error(JSON.stringify(login.error))
  const { role } = login.value.user
  const permissions: readonly Permission[] = permissionsOf(role)
  const actor: Actor = { userId: login.value.user.id, role, permissions, deviceId: id }
  device.sync = boot(device.store)
  return device
}

/** Waits until something holds. Throws, naming it, when it does not within the time. */
export async function until(what: string, holds: () => boolean, withinMs = 10_000): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`did not happen: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Starts the device and waits until its copy is whole and proven. */
export async function synced(device: Device): Promise<void> {
  device.sync.start()
  await until('first copy', () => device.sync.status().pill === 'up_to_date' && device.sync.status().integrity !== null)
}

/** The bank's own staff close an account, which no command of this build does. */
export function closeAtBank({ bank }: SyncWorld, id: string): void {
  const { processor } = bank.bank
  const answer = processor.runSystem(COMPANY_KEY, {
    type: 'bank.closeAccount',
    args: { id },
    decide(read) {
      const found = read.find('subAccount', id)
      if (!found) return { kind: 'nothing' }
      const { version, updatedAt, ...doc } = found
      const put = { type: 'subAccount', doc: { ...doc, status: 'closed' } } as const
      return {
        kind: 'accept',
        subject: { type: 'subAccount', id },
        effects: { puts: [put], postings: [], holds: [], removals: [] },
        result: version > 0 && updatedAt,
      }
    },
  })
  if (answer.kind !== 'accept') throw new Error(`the bank did not close ${id}`)
}

/**
 * One bank for the tests of a file, and for each a device of its own whose copy is complete. Whatever the product itself
 * reported as a bug fails the test that caused it.
 */
export function deviceForEachTest(
  give: (given: { readonly world: SyncWorld; readonly device: Device }) => void,
  user = 'maker',
): void {
  let world: SyncWorld
  let device: Device
  beforeAll(async () => {
    world = await createWorld()
  })
  afterAll(() => world.end())
  beforeEach(async () => {
    device = await world.device(user)
    await synced(device)
    give({ world, device })
  })
  afterEach(async () => {
    expect(device.bugs).toEqual([])
    await device.crash()
  })
}
