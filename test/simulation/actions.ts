import { may } from '#shared/kernel/permissions'
import type { Action } from './actions/action'
import { working } from './actions/action'
import { bankKill, movement, staff } from './actions/bank-actions'
import { clockJump, crash, flip, fullDisk, lockOrOpen, network, night, wakeUp } from './actions/mishaps'
import { cancel, dismiss, editAndSendAgain, openFile, submit, upload } from './actions/user-actions'
import type { Chance } from './chance'
import type { Device } from './device/device'
import type { World } from './world'

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
  crash: [8, crash],
  fullDisk: [3, fullDisk],
  flip: [3, flip],
  resumed: [2, (_world, device) => working(_world, device, () => device.sync().resumed())],
  night: [0.4, night],
  upload: [7, upload],
  openFile: [3, openFile],
} satisfies Record<string, readonly [number, Action]>

const WEIGHTS = Object.fromEntries(Object.entries(ACTIONS).map(([name, [weight]]) => [name, weight])) as Record<
  keyof typeof ACTIONS,
  number
>

/** Mostly those who may; the others are turned away. */
function filesGivers(world: World, chance: Chance): readonly Device[] {
  const givers = world.devices.filter(({ user }) => may(user.role, 'companyProfile.manage'))
  return givers.length > 0 && chance.hits(0.95) ? givers : world.devices
}

/** Lets one thing happen. */
export async function act(world: World, chance: Chance): Promise<void> {
  const name = chance.weighted(WEIGHTS)
  const device = chance.pick(name === 'upload' ? filesGivers(world, chance) : world.devices)
  // Whoever's process died, or whose session is over, sees to it before anything else.
  if (device.state() === 'dead' || (device.state() === 'locked' && chance.hits(0.6))) wakeUp(world, device, chance)
  else if (!device.line.online && chance.hits(0.25)) await network(world, device, chance)
  else if (device.state() === 'open' && device.sync().status().connection === 'auth_required') device.signIn()
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
    device.spare()
    if (device.state() !== 'open') wakeUp(world, device)
    device.signIn()
    device.sync().networkChanged()
  }
}
