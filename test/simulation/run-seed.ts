import { act } from './actions'
import type { BankTemplate } from './bank/template'
import { chance } from './chance'
import { isOfEndedProcess } from './device/guard'
import { Violation } from './invariants/violation'
import type { PlantedBug } from './planted/planted'
import { comeToRest } from './rest'
import { createWorld, type World } from './world'

export interface SeedOptions {
  readonly seed: number
  readonly folder: string
  readonly template: BankTemplate
  readonly planted?: PlantedBug | undefined
  readonly trace?: ((line: string) => void) | undefined
  /** How many things happen; fewer make another, shorter run of the same seed. */
  readonly actions?: number | undefined
}

export interface SeedReport {
  readonly seed: number
  readonly violation: { readonly invariant: number; readonly text: string } | null
  readonly steps: number
  readonly virtualMs: number
  readonly commands: number
  readonly faults: Readonly<Record<string, number>>
  /** How often a process died at each named point. */
  readonly deaths: Readonly<Record<string, number>>
  /** How often something that may have changed on a device was judged. */
  readonly judgements: number
}

export const ACTIONS = 60
const MINUTE_MS = 60_000

/** One simulation from its seed: the same seed gives the same run, step by step. */
export async function runSeed(options: SeedOptions): Promise<SeedReport> {
  const { seed, folder, template, planted, trace = () => {}, actions = ACTIONS } = options
  const world = createWorld({ seed, folder, template, planted, trace, fated: true })
  const startMs = world.timeline.nowMs()
  let violation: SeedReport['violation'] = null
  const onStray = (fault: unknown): void => {
    if (!isOfEndedProcess(fault)) world.found(0, fault instanceof Error ? (fault.stack ?? '') : String(fault))
  }
  process.on('unhandledRejection', onStray)
  try {
    await live(world, actions)
    await comeToRest(world)
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    violation = { invariant: error.invariant, text: error.message }
  } finally {
    process.off('unhandledRejection', onStray)
    world.end()
  }
  return {
    seed,
    violation,
    steps: world.timeline.steps(),
    virtualMs: world.timeline.nowMs() - startMs,
    commands: [...world.intents.all()].length,
    faults: world.faults.counts(),
    deaths: Object.fromEntries(world.deaths),
    judgements: world.judgements(),
  }
}

async function live(world: World, actions: number): Promise<void> {
  const { timeline } = world
  const random = chance(world.seed, 'actions')
  await world.begin()
  for (let count = 0; count < actions; count += 1) {
    timeline.after(0, () => act(world, random))
    await timeline.pass(pause(random))
  }
}

/** Work comes in bursts. */
function pause(random: ReturnType<typeof chance>): number {
  switch (random.weighted({ burst: 55, soon: 33, later: 10, long: 2 })) {
    case 'burst':
      return random.below(80)
    case 'soon':
      return random.below(8_000)
    case 'later':
      return random.below(MINUTE_MS)
    case 'long':
      return random.below(15 * MINUTE_MS)
  }
}
