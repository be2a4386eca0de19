import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { copyPackage } from './packaged-app'
import { PHASES } from './plan'
import { PLANTED_FAULTS, type PlantedFault } from './planted'
import { type LaneReport, runLane } from './run'
import { sumTallies, type Tally } from './tally'

const USAGE =
  'usage: npm run crash -- [--rounds 100] [--seed 1] [--parallel 1] [--package DIR] [--planted NAME] [--trace] [--json]'

export interface CrashOptions {
  readonly rounds: number
  readonly seed: number
  readonly parallel: number
  /** An unpacked packaged app; undefined: one is made. */
  readonly packageFolder: string | undefined
  readonly planted: PlantedFault | undefined
  /** Says a line for each round. */
  readonly trace: boolean
  readonly json: boolean
}

/** A string says what is wrong with the arguments. */
export function readOptions(args: readonly string[]): CrashOptions | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        rounds: { type: 'string', default: '100' },
        seed: { type: 'string', default: '1' },
        parallel: { type: 'string', default: '1' },
        package: { type: 'string' },
        planted: { type: 'string' },
        trace: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const planted = PLANTED_FAULTS.find(({ name }) => name === values.planted)
    if (values.planted !== undefined && !planted)
      return `--planted takes one of ${PLANTED_FAULTS.map(({ name }) => name).join(', ')}\n${USAGE}`
    const [rounds, seed, parallel] = [Number(values.rounds), Number(values.seed), Number(values.parallel)]
    if (![rounds, seed, parallel].every((n) => Number.isSafeInteger(n) && n > 0))
      return `rounds, seed and parallel are whole numbers above 0\n${USAGE}`
    const { package: packageFolder, trace, json } = values
    return { rounds, seed, parallel, packageFolder, planted, trace, json }
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${USAGE}`
  }
}

/** Kills the packaged app again and again. Answers the exit code. */
export async function crash(packageFolder: string, options: CrashOptions): Promise<number> {
  const started = Date.now()
  const folder = mkdtempSync(join(tmpdir(), 'bendahara-crash-'))
  const executable = await copyPackage(packageFolder, join(folder, 'app'))
  const reports = await runLanes(executable, folder, options)
  const failures = reports.flatMap(({ failure }, lane) => (failure ? [{ ...failure, lane: lane + 1 }] : []))
  const tally = sumTallies(reports.map((report) => report.tally))
  const seconds = Math.round((Date.now() - started) / 1000)
  const caught = failures.some(({ violation, text }) => violation && options.planted?.says.test(text))
  const good = options.planted ? caught : failures.length === 0
  rmSync(good ? folder : join(folder, 'app'), { recursive: true, force: true, maxRetries: 5 })
  const { seed, parallel, rounds } = options
  const replay = `npm run crash -- --seed ${seed} --rounds ${rounds} --parallel ${parallel}`
  const result = { seed, parallel, seconds, ...tally, violations: failures.length, failures }
  if (options.json) process.stdout.write(`${JSON.stringify(good ? result : { ...result, kept: folder, replay })}\n`)
  else process.stdout.write(told(tally, seconds, failures, good ? undefined : { folder, replay }))
  return good ? 0 : 1
}

function runLanes(executable: string, folder: string, options: CrashOptions): Promise<LaneReport[]> {
  const { rounds, seed, parallel, planted, trace } = options
  let done = 0
  const onRound = (round: number, what: string, ms: number): void => {
    done += 1
    if (trace) process.stderr.write(`round ${round}, ${what}: ${ms} ms\n`)
    else if (!options.json && done % 20 === 0) process.stderr.write(`${done} of ${rounds} rounds …\n`)
  }
  const onCalm = (round: number, tally: Tally): void => {
    if (trace) process.stderr.write(`calm after round ${round}: ${JSON.stringify(tally)}\n`)
  }
  const lanes = Array.from({ length: Math.min(parallel, rounds) }, (_, lane) => ({
    executable,
    folder: join(folder, `lane-${lane + 1}`),
    seed: seed + lane * 1_000_003,
    rounds: Math.floor(rounds / parallel) + (lane < rounds % parallel ? 1 : 0),
    planted,
    onRound,
    onCalm,
  }))
  return Promise.all(lanes.map(runLane))
}

type Failure = NonNullable<LaneReport['failure']> & { readonly lane: number }

function told(
  tally: Tally,
  seconds: number,
  failures: readonly Failure[],
  kept: { readonly folder: string; readonly replay: string } | undefined,
): string {
  const { kills, missed, ...t } = tally
  const lines = [
    `${t.rounds} rounds in ${seconds} s on ${t.devices} devices, bank killed ${t.bankKills} times, ${t.calms} calms`,
    `kills: ${PHASES.map((phase) => `${phase} ${kills[phase]}`).join(', ')}`,
    `of those without the moment that they waited for: ${PHASES.map((phase) => missed[phase]).reduce((a, b) => a + b)}`,
    `submitted ${t.submitted}: accepted ${t.accepted}, in the queue without an answer ${t.foundAfterKill}, never stored ${t.neverStored}, declined here ${t.declined}`,
    `of those in the queue: settled ${t.settled}, refused by the bank ${t.refused}, taken back ${t.cancelled}`,
    `files given ${t.filesGiven}, taken in without an answer ${t.filesFoundAfterKill}, never stored ${t.filesNeverStored}, withdrawn ${t.filesWithdrawn}; compared at the bank ${t.filesCompared}, shown by the app ${t.filesShown}`,
    `changes by others ${t.neighbourChanges}; documents pulled ${t.documentsPulled}, compared ${t.documentsCompared}; whole copies ${t.wholeCopies}, snapshots forced ${t.snapshotsForced}`,
    `violations: ${failures.length}`,
    ...failures.map(({ lane, round, text }) => `lane ${lane}, round ${round}: ${text}`),
    ...(kept ? [`kept: ${kept.folder}`, `replay: ${kept.replay}`] : []),
  ]
  return `${lines.join('\n')}\n`
}
