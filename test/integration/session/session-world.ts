import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { createHttpBackend } from '#main/backend/http/http-backend'
import { createBank, type RunningBank } from '#main/bank/bank'
import { frozenClock } from '#main/bank/clock'
import { createBackends } from '#main/session/backends'
import { lateBackend } from '#main/session/late-backend'
import { openProfiles } from '#main/session/open-profiles'
import { defaultPreferences, type PreferenceStore, Preferences } from '#main/session/preferences'
import { createSessionService, type SessionService } from '#main/session/session-service'
import { systemClock, systemRandom, systemScheduler } from '#main/session/system'
import { createSyncService } from '#main/sync/create-sync-service'
import type { SessionState, SyncStatus } from '#shared/contract/views'
import { newId } from '#shared/kernel/ids'
import { ok } from '#shared/kernel/result'
import { addMs, type Instant, parseInstant } from '#shared/kernel/time'

export const COMPANY = 'NUSANTARA'
export const PASSWORD = 'Bendahara#2026'
export const maker = (password = PASSWORD) => ({ companyId: COMPANY, userId: 'maker', password })
export const approver = (password = PASSWORD) => ({ companyId: COMPANY, userId: 'approver', password })

const START = instant('2026-07-10T01:00:00.000Z')
function instant(text: string): Instant {
  const parsed = parseInstant(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.value
}

/** The least that a vault takes; how slow guessing is made is the vault's own test. */
const QUICK = { name: 'argon2id', memoryKiB: 19 * 1024, passes: 2, lanes: 1 } as const

/** A seeded bank's books, made once per test file: hashing the users' passwords takes longer than a whole test. */
export async function seedBooks(): Promise<{ readonly data: string; remove(): void }> {
  const { path, remove } = temporaryFolder()
  const bank = await openBank(path)
  await bank.stop()
  return { data: path, remove }
}

/** The real bundled bank in this process, on a frozen clock, with its own copy of `books`. */
export async function startBank(books: string) {
  const { path, remove } = temporaryFolder()
  cpSync(books, path, { recursive: true })
  const clock = frozenClock(START)
  const bank = await openBank(path, clock)
  let isRunning = true
  return {
    url: bank.url,
    async stop() {
      if (!isRunning) return
      isRunning = false
      await bank.stop()
      remove()
    },
    advance: (milliseconds: number) => clock.moveTo(addMs(clock.now(), milliseconds)),
  }
}

async function openBank(data: string, clock = frozenClock(START)): Promise<RunningBank> {
  const started = await createBank({
    port: 0,
    data,
    seed: { kind: 'empty' },
    simulation: true,
    clock,
    ports: { log: () => {} },
  })
  if (!started.ok) throw new Error(JSON.stringify(started.error))
  return started.value
}
export type TestBank = Awaited<ReturnType<typeof startBank>>

/** Counts what reaches the bank, without changing it. */
export interface Traffic {
  logins: number
  logouts: number
}

export interface Device {
  readonly session: SessionService
  readonly states: SessionState[]
  readonly statuses: SyncStatus[]
  readonly traffic: Traffic
  readonly preferences: PreferenceStore
  /** Ends this run of the app as a quit does; `device(folder, …)` starts the next one on the same files. */
  quit(): Promise<void>
}

/** One run of the app's session on real files under `folder`, against the bank at `url`. */
export function device(folder: string, url: string, kept?: PreferenceStore): Device {
  const preferences = kept ?? memoryPreferences()
  const states: SessionState[] = []
  const statuses: SyncStatus[] = []
  const traffic: Traffic = { logins: 0, logouts: 0 }
  const session = createSessionService({
    preferences,
    backends: createBackends(preferences, url, () => null),
    profiles: openProfiles(folder, { argon2: QUICK }),
    deviceName: 'test desk',
    connect: (_choice, tokens) =>
      lateBackend({
        address: async () => ok(url),
        lastAddress: () => url,
        connect: async (address) => {
          const backend = createHttpBackend({ url: address, tokens, nowMs: Date.now })
          if (!backend.ok) return backend
          const { login, logout } = backend.value
          return ok({
            ...backend.value,
            login(request) {
              traffic.logins++
              return login(request)
            },
            logout() {
              traffic.logouts++
              return logout()
            },
          })
        },
      }),
    createSync: async (start) =>
      createSyncService({ ...start, clock: systemClock, random: systemRandom, scheduler: systemScheduler }),
    after: systemScheduler.after,
    events: {
      session: (state) => states.push(state),
      status: (status) => statuses.push(status),
      changed: () => {},
    },
    log: () => {},
  })
  return {
    session,
    states,
    statuses,
    traffic,
    preferences,
    async quit() {
      await session.lock()
    },
  }
}

export function memoryPreferences(): PreferenceStore {
  let current = defaultPreferences(newId({ nowMs: Date.now(), randomBytes: systemRandom.bytes }))
  return {
    read: () => current,
    update(change) {
      current = Preferences.parse({ ...current, ...change })
    },
  }
}

export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'bendahara-session-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) }
}

/** Every byte of every file below a folder, by path. */
export function filesBelow(folder: string): Map<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    files.map((file) => [join(file.parentPath, file.name), readFileSync(join(file.parentPath, file.name))]),
  )
}

/** Waits for what happens in the background; says what it saw last when it does not come. */
export async function eventually(check: () => void): Promise<void> {
  await expect.poll(() => attempt(check), { timeout: 10_000, interval: 20 }).toBe('as expected')
}

function attempt(check: () => void): string {
  try {
    check()
    return 'as expected'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

export type TemporaryFolder = ReturnType<typeof temporaryFolder>

/** For each test a bank on a copy of the same books, a folder for profiles, and devices that are quit when it ends. */
export function bankForEachTest(give: (given: { readonly bank: TestBank; readonly folder: TemporaryFolder }) => void) {
  const running: Device[] = []
  let books: Awaited<ReturnType<typeof seedBooks>>
  let bank: TestBank
  let folder: TemporaryFolder
  beforeAll(async () => {
    books = await seedBooks()
  })
  afterAll(() => books.remove())
  beforeEach(async () => {
    bank = await startBank(books.data)
    folder = temporaryFolder()
    give({ bank, folder })
  })
  afterEach(async () => {
    for (const made of running.splice(0)) await made.quit()
    await bank.stop()
    folder.remove()
  })
  return {
    start(...args: Parameters<typeof device>): Device {
      const made = device(...args)
      running.push(made)
      return made
    },
  }
}
