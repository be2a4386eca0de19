import { makeWell } from './actions'
import { reachOf } from './bank/truth'
import type { Device } from './device/device'
import { outcomeAtBank } from './invariants/bank-side'
import { cursorOf, heldBy } from './invariants/copy-side'
import { Violation } from './invariants/violation'
import type { World } from './world'

/** Longer than the longest pause of the connection loop (5 min), a Retry-After and a slow request together. */
const BOUND_MS = 20 * 60_000
/** Asks a copy to be made anew. */
const ANEW = 'resync_needed'
const LOOK_EVERY_MS = 5_000
const FETCH_LOOK_EVERY_MS = 2_000
/** A request that was swallowed just before the faults ended is given up after 30 s, and others may share its end. */
const FETCHED_WITHIN_MS = 60_000
/** A refresh that reached the bank twice has ended the session, as a stolen one would. */
const SESSION_OVER = 'auth.required'

/** Ends the faults, and judges what everything has come to: invariants 1, 12 and 19. */
export async function comeToRest(world: World): Promise<void> {
  world.trace('the faults end')
  makeWell(world)
  await quiet(world)
  world.judge()
  for (const device of world.devices) judgeEnds(world, device)
  await judgeFiles(world)
  await judgeSnapshot(world)
}

async function quiet(world: World): Promise<void> {
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    const unrest = world.devices.map((device) => unrestOf(world, device)).find((each) => each !== undefined)
    if (unrest === undefined) return
    if (waited >= BOUND_MS) throw new Violation(19, unrest)
    await world.timeline.pass(LOOK_EVERY_MS)
    for (const device of world.devices) if (device.sync().status().connection === 'auth_required') device.signIn()
  }
}

/** Why a device is not at rest, undefined where it is. */
function unrestOf(world: World, device: Device): string | undefined {
  const status = device.sync().status()
  if (status.waiting > 0) return `${device.name}: ${status.waiting} commands still wait (${JSON.stringify(status)})`
  if (status.connection !== 'online') return `${device.name} is ${status.connection} (${JSON.stringify(status)})`
  const position = cursorOf(device)
  const reach = position === null ? 0 : reachOf(position.cursor)
  if (reach < world.truth.head()) return `${device.name} has read to ${reach} of ${world.truth.head()}`
  if (device.store().meta.get(ANEW) !== undefined) return `${device.name} has not made its copy anew`
  const onTheWay = device
    .sync()
    .uploads()
    .find(({ fileId }) => !world.files.find(fileId)?.flipped)
  if (onTheWay) return `${device.name}: file ${onTheWay.fileId} is ${onTheWay.state} (${JSON.stringify(onTheWay)})`
  if (heldBy(device).some(({ guessed }) => guessed)) return `${device.name} still guesses`
  return undefined
}

const UNEFFECTIVE: ReadonlySet<string> = new Set(['rejected', 'blocked', 'cancelled', 'quarantined'])

/** Every command has an end that its user can see, and the bank says the same. */
function judgeEnds(world: World, device: Device): void {
  const spoiled = new Set<string>()
  for (const { id, state, rank, flipped, dependsOn } of world.intents.of(device)) {
    if (flipped || dependsOn.some((parent) => spoiled.has(parent))) {
      spoiled.add(id)
      continue
    }
    const outcome = outcomeAtBank(world.bank, id)?.status
    const settled = state === 'accepted' && rank === 2
    if (settled ? outcome !== 'accepted' : !UNEFFECTIVE.has(state) || outcome === 'accepted')
      throw new Violation(
        1,
        `${device.name}: command ${id} ends as ${state}, at the bank as ${outcome ?? 'never seen'}`,
      )
  }
}

/** Invariant 17 to its end: what was given and not withdrawn is at the bank, and can be had back on every device. */
async function judgeFiles(world: World): Promise<void> {
  for (const { id, state, bytes, flipped } of world.files.all()) {
    if (flipped || state === 'withdrawn') continue
    if (state !== 'confirmed') throw new Violation(17, `file ${id} ends as ${state}`)
    for (const device of world.devices) {
      const content = await contentOn(world, device, id)
      if (Buffer.compare(content, bytes) !== 0)
        throw new Violation(17, `${device.name} has other content of file ${id}`)
    }
  }
}

/** What a user sees of a file, from here or fetched anew; what stood in the way is put right, and it is opened once more. */
async function contentOn(world: World, device: Device, id: string): Promise<Uint8Array> {
  let opened = await openOn(world, device, id)
  if (!opened?.ok) {
    if (opened?.error.params?.reason === SESSION_OVER) device.signIn()
    opened = await openOn(world, device, id)
  }
  if (opened?.ok) return opened.value.bytes
  const problem = opened ? JSON.stringify(opened.error) : 'no answer'
  throw new Violation(17, `${device.name} cannot open file ${id}: ${problem}`)
}

type Opened = Awaited<ReturnType<ReturnType<Device['sync']>['openFile']>>

async function openOn(world: World, device: Device, id: string): Promise<Opened | undefined> {
  let opened: Opened | undefined
  void device
    .sync()
    .openFile(id)
    .then((answer) => {
      opened = answer
    })
  for (let waited = 0; opened === undefined && waited < FETCHED_WITHIN_MS; waited += FETCH_LOOK_EVERY_MS)
    await world.timeline.pass(FETCH_LOOK_EVERY_MS)
  return opened
}

/** Invariant 12: a copy made at once has what increments have made, and so has one made anew over them. */
async function judgeSnapshot(world: World): Promise<void> {
  const device = world.devices[world.seed % world.devices.length]
  const user = [...world.userNames()].find(([, id]) => id === device?.user.id)?.[0]
  if (!device || user === undefined) throw new Error('no device')
  const fresh = world.device(user)
  fresh.line.quiet = true
  await quiet(world)
  const rows = (each: Device): string =>
    JSON.stringify(
      heldBy(each)
        .map(({ type, id, seq, version, doc }) => [type, id, seq, version, doc])
        .sort(([, , a], [, , b]) => Number(a) - Number(b)),
    )
  const expected = rows(fresh)
  if (rows(device) !== expected) throw new Violation(12, `${device.name} differs from a fresh copy`)
  device.store().meta.set(ANEW, 'simulation')
  device.sync().sendNow()
  await quiet(world)
  if (rows(device) !== expected) throw new Violation(12, `${device.name} made anew differs from a fresh copy`)
  world.judge()
}
