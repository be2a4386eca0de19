import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createHttpBackend } from '#main/backend/http/http-backend'
import type { BankBackend, TokenStore, Tokens } from '#main/backend/port'
import { openStore } from '#main/storage/open-store'
import type { Store } from '#main/storage/store'
import { createSyncService } from '#main/sync/create-sync-service'
import type { SyncService } from '#main/sync/sync-service'
import type { Actor } from '#shared/domain/command'
import { newId } from '#shared/kernel/ids'
import { isRole, permissionsOf, type Role } from '#shared/kernel/permissions'
import type { SimulatedBank } from '../bank/simulated-bank'
import { type BankTemplate, COMPANY_KEY } from '../bank/template'
import type { Chance } from '../chance'
import type { FaultLog } from '../faults'
import type { Line } from '../network/network'
import type { PlantedBug, SpoiledDevice } from '../planted/planted'
import type { Timeline } from '../timeline'
import { createGuard, type GuardControls } from './guard'
import { guardedStore } from './guarded-store'
import { heardBy, mortalScheduler } from './mortal'

export interface DeviceDeps {
  readonly name: string
  readonly user: string
  readonly folder: string
  readonly template: BankTemplate
  readonly bank: SimulatedBank
  readonly line: Line
  readonly timeline: Timeline
  readonly chance: Chance
  readonly faults: FaultLog
  readonly planted: PlantedBug | undefined
  readonly otherToken: () => string | undefined
  readonly trace: (line: string) => void
  readonly onPoint: (point: string) => void
  readonly onViolation: (invariant: number, text: string) => void
  readonly onBug: (fault: unknown) => void
}

/** One person's computer: the real services on a real encrypted file, in a process that can be locked or die. */
export interface Device {
  readonly name: string
  readonly id: string
  readonly user: { readonly id: string; readonly role: Role }
  readonly line: Line
  /** Milliseconds that this computer's clock is off. */
  skewMs: number
  nowMs(): number
  state(): 'open' | 'locked' | 'dead'
  /** The store as it is, past all guards; only while open. */
  store(): Store
  sync(): SyncService
  guard(): GuardControls
  path(): string
  /** How many things this device has asked its scheduler or the network for and not had yet. */
  waiting(): number
  boots(): number
  signIn(): void
  revoke(): void
  lock(): Promise<void>
  /** Opens the file with a new process: after a lock, or after a death. */
  open(): void
  crash(point: string): void
  tokens(): Tokens | null
  end(): void
}

export function createDevice(deps: DeviceDeps): Device {
  const { name, template, timeline, chance, planted } = deps
  const known = template.users.get(deps.user)
  if (!known || !isRole(known.role)) throw new Error(`no user ${deps.user}`)
  const user = { id: known.id, role: known.role }
  const id = newId({ nowMs: timeline.nowMs(), randomBytes: chance.bytes })
  const key = chance.bytes(32)
  const hmacKey = chance.bytes(32)
  const left: Store[] = []
  let tokens: Tokens | null = null
  let incarnation = 0
  let state: 'open' | 'locked' | 'dead' = 'locked'
  let running: { store: Store; sync: SyncService; guard: GuardControls; process: Process } | undefined
  let skewMs = 0

  const path = (): string => join(deps.folder, `${name}-${incarnation}.db`)
  const nowMs = (): number => timeline.nowMs() + skewMs
  const tokenStore: TokenStore = {
    load: () => tokens,
    save: (next) => {
      tokens = next
    },
  }
  const spoiled: SpoiledDevice = { name, hmacKey, nowMs, otherToken: deps.otherToken }

  const present = () => {
    if (!running) throw new Error(`${name} is ${state}`)
    return running
  }

  /** What a process leaves when it dies: the bytes of its files. They go on under another name. */
  const leaveFiles = (): void => {
    const from = path()
    incarnation += 1
    for (const end of ['', '-wal']) if (existsSync(from + end)) copyFileSync(from + end, path() + end)
  }

  const die = (point: string): void => {
    const { process, store, sync } = present()
    deps.faults.count('crashed')
    deps.trace(`  ${name} dies at ${point}`)
    process.alive = false
    leaveFiles()
    left.push(store)
    state = 'dead'
    running = undefined
    // Stops listening to the event stream, as the end of the process does; its store and timers are out of reach already.
    queueMicrotask(() => void sync.stop())
  }

  const openFile = (): Store => {
    const opened = openStore({ path: path(), key })
    if (!opened.ok) throw new Error(`${name}: ${JSON.stringify(opened.error)}`)
    // Only a power failure tells FULL from OFF, and no machine loses power here.
    opened.value.db.exec('PRAGMA synchronous=OFF')
    return opened.value
  }

  const connect = (process: Process): BankBackend => {
    const shown: TokenStore = planted?.token
      ? {
          ...tokenStore,
          load: () => tokens && { ...tokens, accessToken: planted.token?.(tokens.accessToken, spoiled) ?? '' },
        }
      : tokenStore
    const made = createHttpBackend({ url: 'http://127.0.0.1', tokens: shown, nowMs }, () =>
      deps.line.transport(process),
    )
    if (!made.ok) throw new Error(made.error.code)
    return heardBy(process, planted?.backend?.(made.value, spoiled) ?? made.value)
  }

  const boot = (): void => {
    const process: Process = { alive: true, waiting: 0 }
    const store = openFile()
    if (state === 'dead') planted?.reopening?.(store)
    const guard = createGuard({
      onDeath: die,
      onPoint: deps.onPoint,
      onFull(point) {
        deps.faults.count('disk_full')
        deps.trace(`  ${name}: disk full at ${point}`)
      },
      onTouchedWhileLocked: (what) => deps.onViolation(16, `${name}: ${what} after locking`),
    })
    const guarded = guardedStore(store, guard)
    const actor: Actor = { userId: user.id, role: user.role, permissions: permissionsOf(user.role), deviceId: id }
    const scheduler = mortalScheduler(process, timeline)
    const sync = createSyncService({
      store: planted?.store?.(guarded, spoiled) ?? guarded,
      backend: connect(process),
      clock: { nowMs },
      random: chance,
      scheduler: planted?.scheduler?.(scheduler, spoiled) ?? scheduler,
      actor: () => actor,
      deviceId: id,
      hmacKey,
      onFault: (fault) => process.alive && deps.onBug(fault),
    })
    running = { store, sync, guard, process }
    state = 'open'
    sync.start()
  }

  const device: Device = {
    name,
    id,
    user,
    line: deps.line,
    get skewMs() {
      return skewMs
    },
    set skewMs(ms) {
      skewMs = ms
    },
    nowMs,
    state: () => state,
    store: () => present().store,
    sync: () => present().sync,
    guard: () => present().guard,
    path,
    waiting: () => running?.process.waiting ?? 0,
    boots: () => incarnation,
    signIn() {
      const { authentication, clock } = deps.bank.parts() ?? {}
      if (!authentication || !clock) return
      const session = { id: newId({ nowMs: timeline.nowMs(), randomBytes: chance.bytes }), userId: user.id }
      tokens = authentication.sessions.start(
        { ...session, company: COMPANY_KEY, deviceId: id, deviceName: name },
        clock.now(),
      )
      running?.sync.sessionRenewed()
    },
    revoke() {
      tokens = null
    },
    async lock() {
      const { sync, store, guard } = present()
      if (!planted?.keepsRunning) await sync.stop()
      guard.lock()
      store.close()
      running = undefined
      state = 'locked'
    },
    open: boot,
    crash(point) {
      const { guard } = present()
      guard.bury()
      die(point)
    },
    tokens: () => tokens,
    end() {
      if (running) device.crash('the end')
      for (const store of left) store.close()
    },
  }
  return device
}

export interface Process {
  alive: boolean
  /** Timers and requests under way. */
  waiting: number
}
