import { signIn } from '../e2e/support/screens'
import { type Chance, chance as chanceOf } from '../simulation/chance'
import type { Seat } from './device'
import { ask, enter, untilWhole } from './driver'
import type { Moment } from './gate'
import type { Lane } from './lane'
import { unlessOver } from './life'
import { type Launch, type Life, startBlind, startWithWindow, type WindowLife } from './packaged-app'
import { FILE_PHASES, type Phase, planRound, type RoundPlan } from './plan'
import { work } from './work'

const MOMENT_OF: Partial<Record<Phase, Moment>> = {
  'push seen': 'push seen',
  'push answered': 'push answered',
  'page answered': 'page answered',
  swap: 'copy answered',
  uploading: 'piece seen',
  'piece answered': 'piece answered',
}
const SEEN_HERE: ReadonlySet<Phase> = new Set(['submitting', 'answered'])
/** Where the moment that a kill waits for does not come, it comes now. */
const LATEST_MS = 2_500
/** A whole copy takes its time. */
const SWAP_WITHIN_MS = 15_000
const FIRST_COPY_WITHIN_MS = 60_000

/** One launch of the packaged app and the SIGKILL that ends it. Answers the phase that the kill was aimed at. */
export async function runRound(
  lane: Lane,
  seat: Seat,
  round: number,
  seed: number,
  before: Phase | undefined,
): Promise<Phase> {
  const chance = chanceOf(seed, `round ${round}`)
  const plan = planRound(chance, seat, before)
  const launch: Launch = {
    executable: lane.executable,
    userDataDir: seat.device.userDataDir,
    bankUrl: lane.gate.url,
  }
  if (plan.phase === 'start-up') {
    const life = startBlind(launch)
    await endAfter(life, plan.delayMs)
    return plan.phase
  }
  const life = await startWithWindow(launch)
  const aim = aimAt(lane, life, plan)
  try {
    await live({ lane, seat, life, aim, plan, round, chance })
    aim.atLatest(plan.phase === 'swap' ? SWAP_WITHIN_MS : LATEST_MS)
    await life.ended
    if (aim.missed()) lane.tally.missed[plan.phase] += 1
  } finally {
    aim.drop()
    life.kill()
    await life.ended
  }
  return plan.phase
}

interface Round {
  readonly lane: Lane
  readonly seat: Seat
  readonly life: WindowLife
  readonly aim: Aim
  readonly plan: RoundPlan
  readonly round: number
  readonly chance: Chance
}

async function live(now: Round): Promise<void> {
  const { lane, seat, life, aim, plan, round, chance } = now
  if (plan.phase === 'first copy') return firstCopy(now)
  if (plan.phase === 'unlock') aim.start()
  await enter(life.page, seat.userId).catch(unlessOver(life.isOver))
  if (plan.phase === 'unlock' || life.isOver()) return
  if (plan.phase === 'snapshot' || plan.phase === 'swap') {
    lane.gate.refuseNextCursor()
    await ask(life.page, 'sync.sendNow', undefined)
  }
  if (plan.bankKillMs !== null) aim.after(plan.bankKillMs, () => lane.killBank())
  aim.start()
  const { submissions, neighbours } = plan
  const onAsk = () => aim.passed('submitting')
  const onPromise = () => aim.passed('answered')
  await work({
    lane,
    seat,
    page: life.page,
    round,
    submissions,
    neighbours,
    startsWithFile: FILE_PHASES.has(plan.phase),
    chance,
    isOver: life.isOver,
    onAsk,
    onPromise,
  })
}

/** The sign-in on a new computer is killed in its midst; or lets the copy be made, and the kill comes upon its end. */
async function firstCopy({ lane, seat, life, aim, round, chance }: Round): Promise<void> {
  const unless = unlessOver(life.isOver)
  await lane.bankBack
  const asUser = round === 1
  const killed = chance.hits(0.5)
  if (killed) aim.start()
  await (asUser ? signIn(life.page, seat.userId) : enter(life.page, seat.userId)).catch(unless)
  if (life.isOver()) return
  if (!killed) aim.atLatest(FIRST_COPY_WITHIN_MS)
  await untilWhole(life.page).then(() => {
    seat.device.whole = true
    if (!killed) aim.start()
  }, unless)
}

async function endAfter(life: Life, ms: number): Promise<void> {
  const timer = setTimeout(() => life.kill(), ms)
  await life.ended
  clearTimeout(timer)
}

interface Aim {
  /** The phase begins: from here on its moment counts. */
  start(): void
  /** What only this process sees: a submission on its way, an answer that is back. */
  passed(phase: Phase): void
  atLatest(ms: number): void
  after(ms: number, act: () => void): void
  /** The moment did not come and the kill came at the latest time instead. */
  missed(): boolean
  drop(): void
}

/** Waits for the planned moment and kills the app after the planned delay. */
function aimAt(lane: Lane, life: Life, { phase, delayMs, skip }: RoundPlan): Aim {
  const timers = new Set<NodeJS.Timeout>()
  let left = skip
  let missed = false
  const after = (ms: number, act: () => void): void => {
    timers.add(setTimeout(act, ms))
  }
  const shoot = (): void => {
    if (delayMs === 0) life.kill()
    else after(delayMs, () => life.kill())
  }
  const pass = (): void => {
    if (left === 0) shoot()
    left -= 1
  }
  const moment = MOMENT_OF[phase]
  return {
    start() {
      if (moment !== undefined) lane.gate.tell((seen) => seen === moment && pass())
      else if (!SEEN_HERE.has(phase)) shoot()
    },
    passed: (seen) => SEEN_HERE.has(phase) && seen === phase && pass(),
    atLatest: (ms) =>
      after(ms, () => {
        missed = true
        life.kill()
      }),
    after,
    missed: () => missed,
    drop() {
      lane.gate.tell(undefined)
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
