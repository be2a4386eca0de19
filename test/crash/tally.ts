import type { Device } from './device'
import { PHASES, type Phase } from './plan'

/** What a run did, in numbers. */
export interface Tally {
  rounds: number
  kills: Record<Phase, number>
  /** Of these: the moment did not come in time, and the kill came without it. */
  missed: Record<Phase, number>
  bankKills: number
  devices: number
  calms: number
  submitted: number
  /** Answered with an id before the kill. */
  accepted: number
  /** Killed before the answer and found in the queue. */
  foundAfterKill: number
  /** Killed before the answer and not in the queue. */
  neverStored: number
  declined: number
  cancelled: number
  settled: number
  refused: number
  /** Files that the app took in, and those of which the kill let nobody know. */
  filesGiven: number
  filesFoundAfterKill: number
  filesNeverStored: number
  filesWithdrawn: number
  /** Compared with the bank's bytes. */
  filesCompared: number
  /** Asked of the app afterwards. */
  filesShown: number
  neighbourChanges: number
  documentsPulled: number
  documentsCompared: number
  wholeCopies: number
  snapshotsForced: number
}

export function emptyTally(): Tally {
  const none = (): Record<Phase, number> =>
    Object.fromEntries(PHASES.map((phase) => [phase, 0])) as Record<Phase, number>
  return {
    rounds: 0,
    kills: none(),
    missed: none(),
    bankKills: 0,
    devices: 0,
    calms: 0,
    submitted: 0,
    accepted: 0,
    foundAfterKill: 0,
    neverStored: 0,
    declined: 0,
    cancelled: 0,
    settled: 0,
    refused: 0,
    filesGiven: 0,
    filesFoundAfterKill: 0,
    filesNeverStored: 0,
    filesWithdrawn: 0,
    filesCompared: 0,
    filesShown: 0,
    neighbourChanges: 0,
    documentsPulled: 0,
    documentsCompared: 0,
    wholeCopies: 0,
    snapshotsForced: 0,
  }
}

/** Adds what became of the submissions of a device. */
export function addDevice(tally: Tally, { submissions, files }: Device): void {
  const count = (test: (submission: ReturnType<typeof submissions.known>[number]) => boolean): number =>
    submissions.known().filter(test).length
  tally.devices += 1
  tally.submitted += submissions.known().length
  tally.accepted += count(({ id, answered }) => id !== null && answered)
  tally.foundAfterKill += count(({ id, answered }) => id !== null && !answered)
  tally.neverStored += count(({ fate }) => fate === 'vanished')
  tally.declined += count(({ fate }) => fate === 'declined')
  tally.cancelled += count(({ fate }) => fate === 'cancelled')
  tally.settled += count(({ fate }) => fate === 'settled')
  tally.refused += count(({ fate }) => fate === 'refused' || fate === 'blocked')
  for (const { fate, answered } of files.known()) {
    if (answered) tally.filesGiven += 1
    else if (fate === 'vanished') tally.filesNeverStored += 1
    else if (fate !== 'declined') tally.filesFoundAfterKill += 1
    if (fate === 'withdrawn') tally.filesWithdrawn += 1
  }
}

export function sumTallies(tallies: readonly Tally[]): Tally {
  const total = emptyTally()
  for (const { kills, missed, ...numbers } of tallies) {
    for (const phase of PHASES) {
      total.kills[phase] += kills[phase]
      total.missed[phase] += missed[phase]
    }
    for (const [name, value] of Object.entries(numbers)) total[name as keyof typeof numbers] += value
  }
  return total
}
