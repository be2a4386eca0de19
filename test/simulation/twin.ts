import { actOrdinarily } from './actions'
import { chance } from './chance'
import { queueRows } from './invariants/queue-side'
import type { SeedOptions } from './run-seed'
import { createWorld, type World } from './world'

const ACTIONS = 40
/** Long enough for each thing to come to its end before the next begins. */
const BETWEEN_MS = 60_000

/** An ordinary day without faults; answers what came of it, without anything that only says when. */
export async function runTwin(options: SeedOptions, jumps: boolean): Promise<string[]> {
  const { seed, folder, template } = options
  const world = createWorld({ seed, folder, template, planted: undefined, trace: () => {}, fated: false })
  const random = chance(seed, 'actions')
  const jumping = jumps ? chance(seed, 'jumps') : undefined
  try {
    await world.begin()
    for (const { line } of world.devices) line.quiet = true
    for (let count = 0; count < ACTIONS; count += 1) {
      world.timeline.after(0, () => actOrdinarily(world, random, jumping))
      await world.timeline.pass(BETWEEN_MS)
    }
    world.judge()
    return whatCame(world)
  } finally {
    world.end()
  }
}

function whatCame(world: World): string[] {
  const accounts = [...world.truth.documents().values()]
    .map((versions) => versions.at(-1))
    .filter((each) => each?.type === 'subAccount')
    .map((each) => {
      const { updatedAt: _when, usedToday: _day, ...doc } = JSON.parse(each?.doc ?? '{}') as Record<string, unknown>
      return JSON.stringify(doc)
    })
  const commands = world.devices.flatMap((device) =>
    queueRows(device).map(
      ({ type, stream, state, attempts, closed_at }) =>
        `${device.name} ${type} ${stream} ${state} ${attempts} ${closed_at === null ? 'open' : 'closed'}`,
    ),
  )
  return [...accounts.sort(), ...commands]
}
