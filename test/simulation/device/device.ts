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
import { memoryContent } from '../../support/memory-content'
import type { SimulatedBank } from '../bank/simulated-bank'
import { type BankTemplate, COMPANY_KEY } from '../bank/template'
import type { Chance } from '../chance'
import type { FaultLog } from '../faults'
import type { Line, LineUser } from '../network/network'
import type { PlantedBug, SpoiledDevice } from '../planted/planted'
import type { Timeline } from '../timeline'
import { type CrashPoint, SELDOM_PASSED } from './crash-points'
import { createGuard, DiskError, type Doom, type GuardControls } from './guard'
import { guardedStore } from './guarded-store'
import { heardBy, mortalContent, mortalScheduler } from './mortal'

export interface DeviceDeps {
  readonly name: string
  readonly user: string
  readonly folder: string
  readonly template: BankTemplate
  /** The file that this computer begins with. */
  readonly begins: string
  readonly bank: SimulatedBank
  readonly line: Line
  readonly timeline: Timeline
  readonly chance: Chance
  /** Draws where this computer is to die once, however long it takes to get there; undefined for one that is spared. */
  readonly fate: Chance | undefined
  readonly faults: FaultLog
  readonly planted: PlantedBug | undefined
  readonly otherToken: () => string | undefined
  readonly trace: (line: string) => void
  readonly onDeath: (point: CrashPoint) => void
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
  /** Opens the file with a new process, after a lock or after a death. Where that fails, the state stays as it was. */
  open(doom?: Doom): void
  crash(): void
  /** From now on this computer does not die by itself and finds room on its disk. */
  spare(): void
  tokens(): Tokens | null
  /** Ends the process without leaving anything: its connection goes with the next collection of garbage. */
  end(): void
}

/** Bytes: some computers have hardly room for one file, so that others make way for it. */
const CACHE_LIMITS = [5_000, 100_000, 10_000_000]
/** How many computers die at a point that is seldom passed. */
const FATED = 0.4

export function createDevice(deps: DeviceDeps): Device {
  const { name, template, timeline, chance, planted } = deps
  const known = template.users.get(deps.user)
  if (!known || !isRole(known.role)) throw new Error(`no user ${deps.user}`)
  const user = { id: known.id, role: known.role }
  const id = newId({ nowMs: timeline.nowMs(), randomBytes: chance.bytes })
  const hmacKey = chance.bytes(32)
  const cacheLimit = chance.pick(CACHE_LIMITS)
  const content = memoryContent()
  let fate: CrashPoint | undefined = deps.fate?.hits(FATED) ? deps.fate.pick(SELDOM_PASSED) : undefined
  let tokens: Tokens | null = null
  let incarnation = 0
  let state: 'open' | 'locked' | 'dead' = 'locked'
  let running: Running | undefined
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

  const service = (): SyncService => {
    const { sync } = present()
    if (!sync) throw new Error(`${name} is only being started`)
    return sync
  }

  copyFileSync(deps.begins, path())

  /** What a process leaves when it dies: the bytes of its files. They go on under another name. */
  const leaveFiles = (): void => {
    const from = path()
    incarnation += 1
    for (const end of ['', '-wal']) if (existsSync(from + end)) copyFileSync(from + end, path() + end)
  }

  const die = (point: CrashPoint): void => {
    const { process, sync } = present()
    deps.faults.count('crashed')
    deps.onDeath(point)
    deps.trace(`  ${name} dies at ${point}`)
    process.alive = false
    if (point === fate) fate = undefined
    leaveFiles()
    state = 'dead'
    running = undefined
    // Stops listening to the event stream, as the end of the process does; its store and timers are out of reach already.
    if (sync) queueMicrotask(() => void sync.stop())
  }

  const openFile = (): Store => {
    const opened = openStore({ path: path(), key: template.copy.key })
    if (!opened.ok) throw new Error(`${name}: ${JSON.stringify(opened.error)}`)
    // Only a power failure tells FULL from OFF, and no machine loses power here.
    opened.value.db.exec('PRAGMA synchronous=OFF')
    return opened.value
  }

  const connect = (process: Process, guard: GuardControls): BankBackend => {
    const shown: TokenStore = planted?.token
      ? {
          ...tokenStore,
          load: () => tokens && { ...tokens, accessToken: planted.token?.(tokens.accessToken, spoiled) ?? '' },
        }
      : tokenStore
    const user: LineUser = {
      alive: () => process.alive,
      cross: (point) => {
        if (guard.alive()) passOrDie(guard, point)
      },
    }
    const made = createHttpBackend({ url: 'http://127.0.0.1', tokens: shown, nowMs }, () => deps.line.transport(user))
    if (!made.ok) throw new Error(made.error.code)
    return heardBy(process, planted?.backend?.(made.value, spoiled) ?? made.value)
  }

  const watchedGuard = (doom: Doom): GuardControls =>
    createGuard(
      {
        onDeath: die,
        onFull(point) {
          deps.faults.count('disk_full')
          deps.trace(`  ${name}: disk full at ${point}`)
        },
        onTouchedWhileLocked: (what) => deps.onViolation(16, `${name}: ${what} after locking`),
      },
      doom,
    )

  const boot = (doom: Doom = {}): void => {
    const process: Process = { alive: true, waiting: 0 }
    const store = openFile()
    const before = state
    if (state === 'dead') planted?.reopening?.(store, content)
    const guard = watchedGuard({ dieAt: fate, ...doom })
    running = { store, guard, process, sync: undefined }
    try {
      const sync = serve(store, guard, process)
      running = { store, guard, process, sync }
      state = 'open'
      sync.start()
    } catch (fault) {
      if (!(fault instanceof DiskError)) throw fault
      // Dead: its files have been left already. Else it says why it cannot open, and leaves in order.
      if (process.alive) {
        process.alive = false
        running = undefined
        state = before
        store.close()
      }
    }
  }

  const serve = (store: Store, guard: GuardControls, process: Process): SyncService => {
    const guarded = guardedStore(store, guard)
    const actor: Actor = { userId: user.id, role: user.role, permissions: permissionsOf(user.role), deviceId: id }
    const scheduler = mortalScheduler(process, timeline)
    return createSyncService({
      store: planted?.store?.(guarded, spoiled) ?? guarded,
      backend: connect(process, guard),
      cacheLimit,
      clock: { nowMs },
      random: chance,
      scheduler: planted?.scheduler?.(scheduler, spoiled) ?? scheduler,
      actor: () => actor,
      deviceId: id,
      hmacKey,
      content: mortalContent(process, guard, planted?.content?.(content, spoiled) ?? content),
      onFault: (fault) => process.alive && deps.onBug(fault),
    })
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
    sync: service,
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
      running?.sync?.sessionRenewed()
    },
    revoke() {
      tokens = null
    },
    async lock() {
      const { store, guard } = present()
      const sync = service()
      if (!planted?.keepsRunning) await sync.stop()
      guard.lock()
      store.close()
      running = undefined
      state = 'locked'
    },
    open: boot,
    crash() {
      const { guard } = present()
      guard.bury()
      die('arbitrary_moment')
    },
    tokens: () => tokens,
    spare() {
      fate = undefined
      running?.guard.fill(0)
      running?.guard.dieAfter(Number.POSITIVE_INFINITY)
      running?.guard.dieAt(undefined)
    },
    end() {
      if (!running) return
      const { process, guard, sync } = running
      process.alive = false
      guard.bury()
      running = undefined
      void sync?.stop()
    },
  }
  return device
}

interface Running {
  readonly store: Store
  readonly guard: GuardControls
  readonly process: Process
  /** Undefined while it is being started. */
  readonly sync: SyncService | undefined
}

/** Between the lines of the product's code, where a death is no fault of the disk. */
function passOrDie(guard: GuardControls, point: CrashPoint): void {
  try {
    guard.point(point)
  } catch (fault) {
    if (!(fault instanceof DiskError)) throw fault
  }
}

export interface Process {
  alive: boolean
  /** Timers and requests under way. */
  waiting: number
}
