import { readFileSync } from 'node:fs'
import { channelMovement } from '#main/bank/simulator/channel-movement'
import { CHANNELS } from '#shared/domain/documents'
import { newId } from '#shared/kernel/ids'
import { COMPANY_KEY } from './bank/template'
import type { Chance } from './chance'
import type { Device } from './device/device'
import type { Doom } from './device/guard'
import { GENERATORS, type Surroundings } from './generators'
import { queueRows } from './invariants/queue-side'
import { Violation } from './invariants/violation'
import type { World } from './world'

/** One thing that users, banks, machines or bad luck do. */
type Action = (world: World, device: Device, chance: Chance) => void | Promise<void>

const YEAR_MS = 365 * 24 * 60 * 60_000
const HOUR_MS = 60 * 60_000

/** Where someone works; the process may be ended by the work itself. */
function working(world: World, device: Device, work: () => void): void {
  if (device.state() !== 'open') return
  work()
  // A crash in the middle of it: whether it was queued is known once the file is open again.
  if (device.state() !== 'open') world.trace(`  ${device.name} died in the middle of it`)
}

const submit: Action = (world, device, chance) =>
  working(world, device, () => {
    const type = chance.pick([...GENERATORS.keys()])
    const args = GENERATORS.get(type)?.(surroundingsOf(device, chance, world.timeline.nowMs()))
    if (args) give(world, device, type, args, undefined)
  })

function give(world: World, device: Device, type: string, args: unknown, replaces: string | undefined): void {
  const answer = device.sync().submit({ type, args, replaces })
  world.trace(`  ${device.name} ${type} ${JSON.stringify(args)} → ${JSON.stringify(answer)}`)
  if (device.state() !== 'open') return
  if (answer.ok) world.adopt(device)
  if (answer.ok && world.intents.find(answer.value.commandId)?.device !== device)
    throw new Violation(1, `${device.name}: command ${answer.value.commandId} was accepted and is not in the queue`)
  if (answer.ok && device.user.role !== 'treasury_maker')
    throw new Violation(15, `${device.name} of a ${device.user.role} may give commands`)
}

function surroundingsOf(device: Device, chance: Chance, nowMs: number): Surroundings {
  const store = device.store()
  const ids = (type: 'currentAccount' | 'subAccount', where = '1'): string[] =>
    store.db
      .prepare(`SELECT id FROM ${store.tables().entity(type)} WHERE ${where} ORDER BY id`)
      .all()
      .map((row) => String(row.id))
  return {
    chance,
    freshId: () => newId({ nowMs, randomBytes: chance.bytes }),
    currentAccounts: ids('currentAccount'),
    accounts: ids('subAccount'),
    unconfirmed: ids('subAccount', "base = 'null'"),
  }
}

/** A user's act on one row of the queue. */
const onRow =
  (states: readonly string[], act: (world: World, device: Device, id: string) => void): Action =>
  (world, device, chance) =>
    working(world, device, () => {
      const rows = queueRows(device).filter((row) => row.closed_at === null && states.includes(String(row.state)))
      if (rows.length > 0) act(world, device, String(chance.pick(rows).id))
    })

const REFUSED = ['rejected', 'blocked', 'quarantined']

const cancel = onRow(['queued', 'queued', 'unknown', 'sending'], (world, device, id) => {
  const answer = device.sync().cancel(id)
  world.trace(`  ${device.name} cancels ${id} → ${JSON.stringify(answer)}`)
})

const dismiss = onRow(REFUSED, (world, device, id) => {
  const answer = device.sync().dismiss(id)
  world.trace(`  ${device.name} dismisses ${id} → ${JSON.stringify(answer)}`)
})

const editAndSendAgain = onRow(REFUSED, (world, device, id) => {
  const row = queueRows(device).find((each) => each.id === id)
  const { args } = JSON.parse(String(row?.envelope)) as { args: Record<string, unknown> }
  const { body, ...rest } = args
  give(world, device, String(row?.type), 'parentId' in args ? rest : { ...args, ...(body ? { body } : {}) }, id)
})

/** How the file of a closed profile must look: nothing of it can be read without the key. */
function judgeLockedFile(device: Device): void {
  const bytes = readFileSync(device.path())
  const told = ['SQLite format 3', 'subAccount', 'PT Nusantara', 'payloadHash'].find((text) => bytes.includes(text))
  if (told) throw new Violation(16, `the file of locked ${device.name} shows "${told}"`)
}

async function lock(world: World, device: Device): Promise<void> {
  if (device.state() !== 'open') return
  const before = queueRows(device).map((row) => `${String(row.id)} ${String(row.closed_at)}`)
  await device.lock()
  judgeLockedFile(device)
  world.trace(`  ${device.name} locks with ${before.length} rows`)
}

/** Starts a process on the file. Now and then it dies on the way up, or finds the disk full and gives up. */
function wakeUp(world: World, device: Device, chance?: Chance): void {
  const crashed = device.state() === 'dead'
  device.open(chance ? doomOf(chance) : {})
  if (device.state() !== 'open') {
    world.trace(`  ${device.name} does not come up`)
    return
  }
  if (crashed) world.adopt(device)
  world.trace(`  ${device.name} opens`)
}

function doomOf(chance: Chance): Doom {
  if (chance.hits(0.06)) return { dieAfter: 1 + chance.below(20) }
  return chance.hits(0.05) ? { fill: 1 + chance.below(3) } : {}
}

const lockOrOpen: Action = (world, device, chance) =>
  device.state() === 'open' ? lock(world, device) : wakeUp(world, device, chance)

const network: Action = (world, device) => {
  device.line.online = !device.line.online
  world.trace(`  ${device.name} is ${device.line.online ? 'online' : 'offline'}`)
  if (device.line.online && device.state() === 'open') device.sync().networkChanged()
}

const clockJump: Action = (world, device, chance) => {
  const before = device.state() === 'open' ? JSON.stringify(queueRows(device)) : ''
  device.skewMs += (chance.hits(0.5) ? 1 : -1) * (chance.hits(0.5) ? YEAR_MS : chance.below(YEAR_MS))
  device.skewMs = Math.max(Math.min(device.skewMs, 2 * YEAR_MS), -2 * YEAR_MS)
  world.faults.count('clock_jump')
  world.trace(`  ${device.name}'s clock is off by ${device.skewMs} ms`)
  if (device.state() === 'open' && JSON.stringify(queueRows(device)) !== before)
    throw new Violation(20, `${device.name}'s queue changed with its clock`)
}

const movement: Action = (world, _device, chance) => {
  const parts = world.bank.parts()
  if (!parts) return
  const documents = [...world.truth.documents().values()].map((versions) => versions.at(-1))
  const accounts = documents.filter((each) => each?.type === 'subAccount' && each.doc !== null)
  const { number } = JSON.parse(chance.pick(accounts)?.doc ?? '{}') as { number: string }
  const action = chance.hits(0.6) ? ('channel.credit' as const) : ('channel.debit' as const)
  const amount = `${1 + chance.below(900)}000.00`
  const channel = chance.pick(CHANNELS)
  const moved = {
    action,
    accountNumber: number,
    amount,
    channel,
    reference: `R${chance.below(1e6)}`,
    counterparty: 'PT',
  }
  const answer = parts.processor.runSystem(COMPANY_KEY, channelMovement(moved))
  world.trace(`  bank ${action} ${amount} on ${number}: ${answer.kind}`)
  world.planted?.moved?.(world.bank)
}

/** The bank's staff close an account or take a statement line out of the feed, which no command of this build does. */
const staff: Action = (world, _device, chance) => {
  const parts = world.bank.parts()
  if (!parts) return
  const type = chance.hits(0.4) ? 'subAccount' : 'accountTransaction'
  const live = [...world.truth.documents().values()]
    .map((versions) => versions.at(-1))
    .filter((each) => each?.type === type && each.doc !== null)
  const one = live.length > 0 ? chance.pick(live) : undefined
  if (!one) return
  const { version, updatedAt, ...doc } = JSON.parse(one.doc ?? '{}') as {
    version: number
    updatedAt: string
    id: string
  }
  const closed = { type: 'subAccount', doc: { ...doc, status: 'closed' } } as never
  const effects =
    type === 'subAccount'
      ? { puts: [closed], postings: [], removals: [] }
      : { puts: [], postings: [], removals: [{ type, id: one.id } as const] }
  parts.processor.runSystem(COMPANY_KEY, {
    type: 'bank.staff',
    args: { id: one.id },
    decide: () => ({ kind: 'accept', subject: { type, id: one.id }, effects, result: version > 0 && updatedAt }),
  })
  world.trace(`  bank staff: ${type} ${one.id}`)
}

const bankKill: Action = (world, _device, chance) => {
  if (!world.bank.parts()) return
  world.faults.count('bank_killed')
  world.trace('  the bank is killed')
  world.bank.kill()
  world.timeline.after(200 + chance.below(chance.hits(0.8) ? 8_000 : 300_000), () => world.bank.restart())
}

const crash: Action = (_world, device, chance) => {
  if (device.state() !== 'open') return
  if (chance.hits(0.25)) device.crash()
  else device.guard().dieAfter(1 + chance.below(60))
}

const fullDisk: Action = (_world, device, chance) => {
  if (device.state() === 'open') device.guard().fill(1 + chance.below(6))
}

const FLIPS = [
  `UPDATE outbox SET envelope = replace(envelope, 'Kas', 'Kus') WHERE id = ? AND envelope LIKE '%Kas%'`,
  `UPDATE outbox SET envelope = replace(envelope, '000.00', '900.00') WHERE id = ? AND envelope LIKE '%000.00%'`,
  `UPDATE outbox SET seal = '0' || substr(seal, 2) || 'f' WHERE id = ?`,
  `UPDATE outbox SET stream = stream || 'x' WHERE id = ?`,
]

const flip: Action = (world, device, chance) =>
  working(world, device, () => {
    const rows = queueRows(device).filter(
      (row) => row.state === 'queued' && row.attempts === 0 && row.closed_at === null,
    )
    if (rows.length === 0) return
    const id = String(chance.pick(rows).id)
    const changed = device.store().db.prepare(chance.pick(FLIPS)).run(id).changes
    const intent = world.intents.find(id)
    if (changed === 0 || !intent) return
    intent.flipped = true
    world.faults.count('byte_flipped')
    world.trace(`  a byte of ${id} on ${device.name} flips`)
  })

/** Everyone goes home: profiles are locked for longer than tokens live. */
const night: Action = async (world, _device, chance) => {
  world.faults.count('night')
  for (const each of world.devices) await lock(world, each)
  await world.timeline.pass(8 * HOUR_MS + chance.below(8 * HOUR_MS))
  for (const each of world.devices) if (each.state() === 'locked') wakeUp(world, each, chance)
}

const ACTIONS = {
  submit: [46, submit],
  cancel: [6, cancel],
  dismiss: [3, dismiss],
  editAndSendAgain: [5, editAndSendAgain],
  sendNow: [4, (_world, device) => working(_world, device, () => device.sync().sendNow())],
  lockOrOpen: [6, lockOrOpen],
  network: [7, network],
  clockJump: [3, clockJump],
  movement: [8, movement],
  staff: [3, staff],
  bankKill: [2, bankKill],
  crash: [6, crash],
  fullDisk: [3, fullDisk],
  flip: [2, flip],
  resumed: [2, (_world, device) => working(_world, device, () => device.sync().resumed())],
  night: [0.4, night],
} satisfies Record<string, readonly [number, Action]>

const WEIGHTS = Object.fromEntries(Object.entries(ACTIONS).map(([name, [weight]]) => [name, weight])) as Record<
  keyof typeof ACTIONS,
  number
>

/** Lets one thing happen. */
export async function act(world: World, chance: Chance): Promise<void> {
  const device = chance.pick(world.devices)
  // Whoever's process died, or whose session is over, sees to it before anything else.
  if (device.state() === 'dead' || (device.state() === 'locked' && chance.hits(0.6))) wakeUp(world, device, chance)
  else if (!device.line.online && chance.hits(0.25)) await network(world, device, chance)
  else if (device.state() === 'open' && device.sync().status().connection === 'auth_required') device.signIn()
  const name = chance.weighted(WEIGHTS)
  world.trace(`${new Date(world.timeline.nowMs()).toISOString()} ${name} (${device.name})`)
  await ACTIONS[name][1](world, device, chance)
}

const ORDINARY = { submit: 12, cancel: 1, dismiss: 1, editAndSendAgain: 2, movement: 2, staff: 1 } as const

/** Lets one thing of an ordinary day happen, after the clock of whoever does it has jumped where `jumping` says so. */
export async function actOrdinarily(world: World, chance: Chance, jumping: Chance | undefined): Promise<void> {
  const device = chance.pick(world.devices)
  if (jumping?.hits(0.5)) await clockJump(world, device, jumping)
  await ACTIONS[chance.weighted(ORDINARY)][1](world, device, chance)
}

/** Opens, connects and signs in everything, for the end of the faults. */
export function makeWell(world: World): void {
  world.bank.restart()
  for (const device of world.devices) {
    device.line.quiet = true
    device.line.online = true
    if (device.state() !== 'open') wakeUp(world, device)
    device.guard().fill(0)
    device.guard().dieAfter(Number.POSITIVE_INFINITY)
    device.signIn()
    device.sync().networkChanged()
  }
}
