import { runBatch } from './command/batch'
import { gather, type Hand, WORKER, workForParent } from './command/crew'
import { type Options, optionsOf, replayOf, USAGE } from './command/options'
import { add, neverMet, noTotals, type Totals, told } from './command/totals'
import { findPlanted } from './planted/bugs'

const INTERRUPTED = 130
const TELL_EVERY = 50
/** What so many seeds have not met is not simulated. */
const ALL_MET_WITHIN = 5_000

/** Simulates what the command line asks for. Answers the exit code: 0 where the product holds and planted bugs are caught. */
export async function simulate(args: readonly string[]): Promise<number> {
  if (args[0] === WORKER) {
    await workForParent(args[1])
    return 0
  }
  const options = optionsOf(args)
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n${USAGE}\n`)
    return 2
  }
  const trace = options.trace ? (line: string) => void process.stdout.write(`${line}\n`) : undefined
  const crew = await gather({ jobs: options.jobs, folder: options.folder, trace })
  const interruption = listenForInterruption()
  try {
    const fine =
      options.planted.length === 0
        ? await runPlain(crew, options, interruption.asked)
        : await runPlanted(crew, options, interruption.asked)
    return interruption.asked() ? INTERRUPTED : fine ? 0 : 1
  } finally {
    interruption.end()
    await Promise.all(crew.map((hand) => hand.close()))
  }
}

/** Ctrl+C finishes the seeds under way and tells what was found so far; a second one ends at once. */
function listenForInterruption(): { asked(): boolean; end(): void } {
  let asked = false
  const onInterrupt = (): void => {
    if (asked) process.exit(INTERRUPTED)
    asked = true
    process.stderr.write('finishing the seeds under way …\n')
  }
  process.on('SIGINT', onInterrupt)
  return { asked: () => asked, end: () => void process.off('SIGINT', onInterrupt) }
}

async function runPlain(crew: readonly Hand[], options: Options, stopped: () => boolean): Promise<boolean> {
  const totals = await run(crew, options, undefined, stopped)
  const text = told(totals, (seed) => replayOf(seed, undefined, options.actions))
  const unmet = totals.seeds < ALL_MET_WITHIN ? [] : [...neverMet(totals.faults), ...neverMet(totals.crashes)]
  process.stdout.write(options.json ? `${JSON.stringify({ planted: null, ...withReplay(totals, options) })}\n` : text)
  return totals.failures.length === 0 && unmet.length === 0
}

async function run(
  crew: readonly Hand[],
  { from, seeds, actions, keepGoing, json }: Options,
  planted: string | undefined,
  stopped: () => boolean,
): Promise<Totals> {
  const totals = noTotals()
  await runBatch(crew, {
    from,
    seeds,
    planted,
    actions,
    keepGoing: keepGoing && planted === undefined,
    stopped,
    onRan(ran) {
      add(totals, ran)
      // A long run is not waited for to learn what it has found.
      if (!json && planted === undefined && keepGoing && ran.report.violation)
        process.stderr.write(`seed ${ran.report.seed}: ${ran.report.violation.text}\n`)
      if (!json && planted === undefined && totals.seeds % TELL_EVERY === 0)
        process.stderr.write(`${totals.seeds} seeds, ${totals.failures.length} failed …\n`)
    },
  })
  return totals
}

function withReplay(totals: Totals, { actions }: Options, planted?: string) {
  const failures = totals.failures.map((failure) => ({ ...failure, replay: replayOf(failure.seed, planted, actions) }))
  return { ...totals, failures }
}

/** Plants one bug after the other; each must be caught by an invariant that may speak of it. */
async function runPlanted(crew: readonly Hand[], options: Options, stopped: () => boolean): Promise<boolean> {
  const results: (Caught & { text: string | null; seeds: number })[] = []
  for (const name of options.planted) {
    if (stopped()) break
    const totals = await run(crew, options, name, stopped)
    const [first] = totals.failures
    if (first === undefined && stopped()) break
    const expected = first !== undefined && (findPlanted(name)?.invariants.includes(first.invariant) ?? false)
    const result = { bug: name, seed: first?.seed ?? null, invariant: first?.invariant ?? null, expected }
    results.push({ ...result, text: first?.text ?? null, seeds: totals.seeds })
    if (!options.json) process.stdout.write(`${row(result)}\n`)
  }
  const missed = results.filter(({ expected }) => !expected)
  if (options.json) process.stdout.write(`${JSON.stringify({ planted: results })}\n`)
  else process.stdout.write(`${results.length - missed.length} of ${results.length} planted bugs caught\n`)
  return missed.length === 0
}

interface Caught {
  readonly bug: string
  readonly seed: number | null
  readonly invariant: number | null
  /** By an invariant that the bug names. */
  readonly expected: boolean
}

function row({ bug, seed, invariant, expected }: Caught): string {
  if (seed === null) return `${bug.padEnd(28)} not caught`
  return `${bug.padEnd(28)} seed ${String(seed).padStart(5)}   invariant ${invariant}${expected ? '' : ' (unexpected)'}`
}
