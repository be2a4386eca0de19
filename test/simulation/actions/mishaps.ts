import { readFileSync } from 'node:fs'
import { may } from '#shared/kernel/permissions'
import type { Chance } from '../chance'
import { CRASH_POINTS, type CrashPoint } from '../device/crash-points'
import type { Device } from '../device/device'
import type { Doom } from '../device/guard'
import { queueRows } from '../invariants/queue-side'
import { Violation } from '../invariants/violation'
import type { World } from '../world'
import { type Action, working } from './action'

const YEAR_MS = 365 * 24 * 60 * 60_000
const HOUR_MS = 60 * 60_000

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
export function wakeUp(world: World, device: Device, chance?: Chance): void {
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

export const lockOrOpen: Action = (world, device, chance) =>
  device.state() === 'open' ? lock(world, device) : wakeUp(world, device, chance)

export const network: Action = (world, device) => {
  device.line.online = !device.line.online
  world.trace(`  ${device.name} is ${device.line.online ? 'online' : 'offline'}`)
  if (device.line.online && device.state() === 'open') device.sync().networkChanged()
}

export const clockJump: Action = (world, device, chance) => {
  const before = device.state() === 'open' ? JSON.stringify(queueRows(device)) : ''
  device.skewMs += (chance.hits(0.5) ? 1 : -1) * (chance.hits(0.5) ? YEAR_MS : chance.below(YEAR_MS))
  device.skewMs = Math.max(Math.min(device.skewMs, 2 * YEAR_MS), -2 * YEAR_MS)
  world.faults.count('clock_jump')
  world.trace(`  ${device.name}'s clock is off by ${device.skewMs} ms`)
  if (device.state() === 'open' && JSON.stringify(queueRows(device)) !== before)
    throw new Violation(20, `${device.name}'s queue changed with its clock`)
}

const FILE_POINTS = CRASH_POINTS.filter((point) => /^(file_|content|outbox_file)/.test(point))

/** Any point; where files are given mostly one of theirs, as few computers pass those. */
function somewhere(device: Device, chance: Chance): CrashPoint {
  const gives = may(device.user.role, 'companyProfile.manage')
  return chance.pick(gives && chance.hits(0.6) ? FILE_POINTS : CRASH_POINTS)
}

export const crash: Action = (_world, device, chance) => {
  if (device.state() !== 'open') return
  switch (chance.weighted({ now: 20, soon: 25, there: 55 })) {
    case 'now':
      return device.crash()
    case 'soon':
      return device.guard().dieAfter(1 + chance.below(60))
    case 'there':
      return device.guard().dieAt(somewhere(device, chance))
  }
}

export const fullDisk: Action = (_world, device, chance) => {
  if (device.state() === 'open') device.guard().fill(1 + chance.below(6))
}

const FLIPS = [
  `UPDATE outbox SET envelope = replace(envelope, 'Kas', 'Kus') WHERE id = ? AND envelope LIKE '%Kas%'`,
  `UPDATE outbox SET envelope = replace(envelope, '000.00', '900.00') WHERE id = ? AND envelope LIKE '%000.00%'`,
  `UPDATE outbox SET seal = '0' || substr(seal, 2) || 'f' WHERE id = ?`,
  `UPDATE outbox SET stream = stream || 'x' WHERE id = ?`,
]

const FILE_FLIPS = [
  `UPDATE file_upload SET facts = replace(facts, 'logo', 'lugo') WHERE file_id = ?`,
  `UPDATE file_upload SET seal = '0' || substr(seal, 2) || 'f' WHERE file_id = ?`,
]

/** A byte of a file's row, before anything of it has left. */
export function flipFile(world: World, device: Device, chance: Chance): void {
  const rows = device
    .store()
    .db.prepare("SELECT file_id FROM file_upload WHERE state = 'waiting' AND attempts = 0 ORDER BY position")
    .all()
  const intent = rows.length > 0 ? world.files.find(String(chance.pick(rows).file_id)) : undefined
  if (!intent) return
  device.store().db.prepare(chance.pick(FILE_FLIPS)).run(intent.id)
  intent.flipped = true
  world.faults.count('byte_flipped')
  world.trace(`  a byte of file ${intent.id} on ${device.name} flips`)
  if (chance.hits(0.3)) device.guard().dieAt("file_upload.update state = 'refused'")
}

export const flip: Action = (world, device, chance) =>
  working(world, device, () => {
    if (chance.hits(0.5)) flipFile(world, device, chance)
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
export const night: Action = async (world, _device, chance) => {
  world.faults.count('night')
  for (const each of world.devices) await lock(world, each)
  await world.timeline.pass(8 * HOUR_MS + chance.below(8 * HOUR_MS))
  for (const each of world.devices) if (each.state() === 'locked') wakeUp(world, each, chance)
}
