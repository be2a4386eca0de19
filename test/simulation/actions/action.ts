import type { Chance } from '../chance'
import type { Device } from '../device/device'
import { isOfEndedProcess } from '../device/guard'
import { Violation } from '../invariants/violation'
import type { World } from '../world'

/** One thing that users, banks, machines or bad luck do. */
export type Action = (world: World, device: Device, chance: Chance) => void | Promise<void>

/** Where someone works; the process may be ended by the work itself. */
export function working(world: World, device: Device, work: () => void): void {
  if (device.state() !== 'open') return
  work()
  // A crash in the middle of it: whether it was queued is known once the file is open again.
  if (device.state() !== 'open') world.trace(`  ${device.name} died in the middle of it`)
}

/** Takes an answer whenever it comes; nobody waits for it, as a process that dies never gives one. */
export function whenAnswered<T>(world: World, answer: Promise<T>, take: (answer: T) => void): void {
  answer.then(take).catch((fault: unknown) => {
    if (fault instanceof Violation) world.found(fault.invariant, fault.found)
    else if (!isOfEndedProcess(fault)) world.found(0, fault instanceof Error ? (fault.stack ?? '') : String(fault))
  })
}
