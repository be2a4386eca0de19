import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TransportRequest } from '#main/backend/http/transport'
import { leftOverId } from '#main/sync/left-over'
import { Envelope } from '#shared/contract/http'
import { canonicalJson, payloadHash } from '#shared/kernel/canonical-json'
import type { JsonValue } from '#shared/kernel/json'
import { createSimulatedBank, type HttpAnswer, type SimulatedBank } from './bank/simulated-bank'
import { type BankTemplate, FOUNDED } from './bank/template'
import { createTruth, type Truth } from './bank/truth'
import { chance } from './chance'
import type { CrashPoint } from './device/crash-points'
import { createDevice, type Device } from './device/device'
import { createFaultLog, type FaultLog } from './faults'
import { createFileIntents, type FileIntents } from './file-intents'
import { createIntents, type Intents } from './intents'
import { type BankSide, createBankSide, judgeLedger } from './invariants/bank-side'
import { createDeviceSide, type DeviceSide } from './invariants/device-side'
import { uploadRows } from './invariants/file-side'
import { queueRows } from './invariants/queue-side'
import { Violation } from './invariants/violation'
import { createLine } from './network/network'
import type { PlantedBug } from './planted/planted'
import { createTimeline, type Timeline } from './timeline'

export interface WorldDeps {
  readonly seed: number
  readonly folder: string
  readonly template: BankTemplate
  readonly planted: PlantedBug | undefined
  readonly trace: (line: string) => void
  /** Whether some computers are fated to die once. */
  readonly fated: boolean
}

/** A bank, its users' devices and everything that watches over them. */
export interface World {
  readonly seed: number
  readonly timeline: Timeline
  readonly bank: SimulatedBank
  readonly devices: readonly Device[]
  readonly intents: Intents
  readonly files: FileIntents
  readonly faults: FaultLog
  readonly truth: Truth
  readonly planted: PlantedBug | undefined
  readonly trace: (line: string) => void
  /** How often a process died at each named point. */
  readonly deaths: ReadonlyMap<CrashPoint, number>
  /** Lets the first copies be made, mostly without faults. */
  begin(): Promise<void>
  /** Something was seen that must not be; the step ends with it. */
  found(invariant: number, text: string): void
  /** Judges everything now, changed or not. */
  judge(): void
  /** How often a device whose file may have changed was judged. */
  judgements(): number
  /** What the device's queue holds that is not known yet belongs to a submission that a crash interrupted. */
  adopt(device: Device): void
  /** Makes one more device, for instance to see what a fresh copy would be. */
  device(user: string): Device
  userNames(): ReadonlyMap<string, string>
  end(): void
}

/** Small banks' pages, so that even a small copy comes in several. */
const PAGE_LIMITS = [8, 30, 1_000]
const START_SPREAD_MS = 20 * 60 * 60_000
const CALM_MS = 5_000

export function createWorld(deps: WorldDeps): World {
  const { seed, template, planted, trace } = deps
  const folder = join(deps.folder, `seed-${seed}-${planted?.name ?? 'none'}`)
  mkdirSync(folder)
  const start = chance(seed, 'start')
  const timeline = createTimeline(Date.parse(FOUNDED) + start.below(START_SPREAD_MS), chance(seed, 'order'), afterEach)
  const faults = createFaultLog()
  const intents = createIntents()
  const files = createFileIntents()
  const truth = createTruth()
  const wholeCursors = new Set<string>()
  const deaths = new Map<CrashPoint, number>()
  const sides: DeviceSide[] = []
  const violations: Violation[] = []
  const found = (invariant: number, text: string): void => void violations.push(new Violation(invariant, text))
  const bank = createSimulatedBank({
    folder,
    template,
    timeline,
    chance: chance(seed, 'bank'),
    onBug: (line) => found(0, line),
  })
  truth.observe(bank.database().db)
  const bankSide = createBankSide(bank, intents, files)
  const ownerOf = ownersAt(bank)
  const devices: Device[] = []
  // Mostly everyone has a copy before things go wrong; without one nobody can give commands.
  let calm = start.hits(0.8)

  function afterEach(): void {
    const committed = truth.observe(bank.database().db)
    if (committed.length > 0) bankSide.judge(committed)
    for (const side of sides) side.judge(false)
    if (violations[0]) throw violations[0]
  }

  const device = (user: string, fated = false): Device => {
    const name = `${user}-${devices.length + 1}`
    const random = chance(seed, name)
    const line = createLine({
      name,
      bank,
      timeline,
      faults,
      trace,
      chance: chance(seed, `${name} line`),
      pageLimit: chance(seed, `${name} pages`).pick(PAGE_LIMITS),
      onSent: (request) => judgeSent(made, request, { ownerOf, bankSide, intents, found }),
      onDone: (request, answer) => noteWhole(request, answer, wholeCursors),
    })
    line.quiet = calm
    const made: Device = createDevice({
      name,
      user,
      folder,
      template,
      begins: (calm ? template.firstCopies.get(user) : undefined) ?? template.copy.path,
      bank,
      line,
      timeline,
      chance: random,
      fate: fated ? chance(seed, `${name} fate`) : undefined,
      faults,
      planted,
      trace,
      otherToken: () => devices.find((each) => each.user.id !== made.user.id)?.tokens()?.accessToken,
      onDeath: (point) => deaths.set(point, (deaths.get(point) ?? 0) + 1),
      onViolation: found,
      onBug: (fault) => found(0, fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)),
    })
    devices.push(made)
    sides.push(createDeviceSide(made, { intents, files, bank, truth, wholeCursors }))
    made.signIn()
    made.open()
    return made
  }

  for (const user of ['maker', 'maker', start.pick(['second_maker', 'approver', 'admin', 'admin'])])
    device(user, deps.fated)

  return {
    seed,
    timeline,
    bank,
    devices,
    intents,
    files,
    faults,
    truth,
    planted,
    trace,
    deaths,
    async begin() {
      if (calm) await timeline.pass(CALM_MS)
      calm = false
      for (const { line } of devices) line.quiet = false
    },
    judge() {
      for (const side of sides) side.judge(true)
      judgeLedger(bank)
      if (violations[0]) throw violations[0]
    },
    found,
    judgements: () => sides.reduce((sum, side) => sum + side.judgements(), 0),
    adopt(device) {
      const leftOver = new Set(intents.of(device).map((intent) => leftOverId(intent.id)))
      for (const row of queueRows(device)) {
        const { id, type, stream, envelope } = row as { id: string; type: string; stream: string; envelope: string }
        if (!intents.find(id) && !leftOver.has(id)) intents.add(device, { id, type, stream, envelope })
      }
      for (const row of uploadRows(device)) files.take(device, String(row.file_id))
    },
    device: (user) => device(user),
    userNames: () => new Map([...template.users].map(([login, { id }]) => [login, id])),
    end() {
      for (const each of devices) each.end()
      bank.close()
    },
  }
}

const Envelopes = Envelope.array()

interface Judging {
  readonly ownerOf: (token: string) => string | undefined
  readonly bankSide: BankSide
  readonly intents: Intents
  readonly found: (invariant: number, text: string) => void
}

/** What must hold of everything that leaves a device: invariants 2, 3, 6, 15 and 18. */
function judgeSent(
  device: Device,
  { path, body, token }: Pick<TransportRequest, 'path' | 'body' | 'token'>,
  { ownerOf, bankSide, intents, found }: Judging,
): void {
  const owner = token === undefined ? undefined : ownerOf(token)
  if (owner !== undefined && owner !== device.user.id) found(15, `${device.name} shows the token of another user`)
  if (path !== '/v1/commands') return
  const commands = Envelopes.parse((body as { commands: unknown }).commands)
  const before = new Set<string>()
  for (const { id, type, version, args, payloadHash: hash, dependsOn } of commands) {
    const intent = intents.find(id)
    if (intent?.device !== device) {
      found(intent ? 15 : 2, `${device.name} sends command ${id}, which nobody gave it`)
      continue
    }
    const same = canonicalJson(args as JsonValue) === intent.args && type === intent.type
    if (!same || hash !== payloadHash({ type, version, args: args as JsonValue }))
      found(intent.flipped ? 18 : 3, `${device.name} sends command ${id} with another payload`)
    const early = dependsOn.find((parent) => !before.has(parent) && !bankSide.hasDecided(parent))
    if (early) found(6, `${device.name} sends command ${id} before ${early}, which it builds upon`)
    before.add(id)
  }
}

/** Whose session a token belongs to, which never changes; undefined where the bank does not know it now. */
function ownersAt(bank: SimulatedBank): (token: string) => string | undefined {
  const owners = new Map<string, string>()
  return (token) => {
    const known = owners.get(token)
    if (known !== undefined) return known
    const who = bank.parts()?.authentication.identify(token)
    if (who?.ok) owners.set(token, who.value.user.id)
    return who?.ok ? who.value.user.id : undefined
  }
}

/** Remembers cursors that say "read to the end": there a copy must be whole. */
function noteWhole({ path }: TransportRequest, { status, body }: HttpAnswer, cursors: Set<string>): void {
  if (path !== '/v1/sync/changes' || status !== 200) return
  const page = JSON.parse(body) as { cursor: string; hasMore: boolean }
  if (!page.hasMore) cursors.add(page.cursor)
}
