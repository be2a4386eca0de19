import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { judgeCalm, judgeRemains } from './checks'
import { Lane } from './lane'
import { processesNaming } from './packaged-app'
import type { Phase } from './plan'
import type { PlantedFault } from './planted'
import { runRound } from './round'
import { addDevice, sumTallies, type Tally } from './tally'
import { Violation } from './violation'

/** Rounds from one calm to the next. */
const CALM_EVERY = 20
const REPLACES_DEVICE = 0.5

export interface LaneOptions {
  readonly executable: string
  readonly folder: string
  readonly seed: number
  readonly rounds: number
  readonly planted: PlantedFault | undefined
  /** Told of each round that went well. */
  readonly onRound: (round: number, what: string, ms: number) => void
  /** Told of each calm, with what the run did until then. */
  readonly onCalm: (round: number, tally: Tally) => void
}

export interface LaneReport {
  readonly tally: Tally
  readonly failure: { readonly round: number; readonly violation: boolean; readonly text: string } | null
}

/** Rounds of kills on one profile and one bank, until all are done or something that must hold does not. */
export async function runLane(options: LaneOptions): Promise<LaneReport> {
  const lane = await Lane.open(options.executable, options.folder, options.seed)
  options.planted?.plant(lane)
  let failure: LaneReport['failure'] = null
  let round = 0
  try {
    let before: Phase | undefined
    while (round < options.rounds) {
      round += 1
      before = await oneRound(lane, round, before, options)
    }
  } catch (error) {
    failure = { round, violation: error instanceof Violation, text: textOf(error) }
    writeFileSync(join(options.folder, 'submissions.json'), JSON.stringify(submissionsOf(lane), null, 2))
  }
  await lane.close()
  const left = processesNaming(options.folder)
  if (left.length > 0) failure ??= { round, violation: true, text: `processes are left over: ${left.join(', ')}` }
  if (failure === null) rmSync(options.folder, { recursive: true, force: true, maxRetries: 5 })
  return { tally: counted(lane), failure }
}

async function oneRound(lane: Lane, round: number, before: Phase | undefined, options: LaneOptions): Promise<Phase> {
  const startedMs = performance.now()
  const seat = lane.nextSeat(lane.chance)
  seat.device.used = true
  const phase = await runRound(lane, seat, round, options.seed, before)
  lane.tally.rounds += 1
  lane.tally.kills[phase] += 1
  options.planted?.afterRound?.(seat.device, round)
  await judgeRemains(lane, seat)
  const last = round === options.rounds
  if (last || round % CALM_EVERY === 0) {
    await judgeCalm(lane)
    options.onCalm(round, counted(lane))
    for (const each of lane.seats)
      if (!last && each.device.used && lane.chance.hits(REPLACES_DEVICE)) each.replaceDevice()
  }
  options.onRound(round, `${seat.userId}, ${phase}`, Math.round(performance.now() - startedMs))
  return phase
}

function counted(lane: Lane): Tally {
  const { gate, neighbour } = lane
  const tally = sumTallies([lane.tally])
  for (const device of lane.devices()) if (device.used) addDevice(tally, device)
  tally.filesCompared = lane.judgedFiles.size
  tally.documentsPulled = gate.totals.documents
  tally.wholeCopies = gate.totals.wholeCopies
  tally.snapshotsForced = gate.totals.cursorsRefused
  tally.neighbourChanges = neighbour.done
  return tally
}

function submissionsOf(lane: Lane): object {
  return lane.devices().map(({ userDataDir, submissions, files }) => ({
    userDataDir,
    submissions: submissions.known(),
    files: files.known(),
  }))
}

function textOf(error: unknown): string {
  if (error instanceof Violation) return error.message
  return inspect(error)
}
