import { mayUpload } from '#shared/domain/files'
import type { Chance } from '../simulation/chance'
import { DEMO_USERS } from '../support/bank-client'
import type { Seat } from './device'

/** Where in the app's life the kill is aimed. */
export const PHASES = [
  'start-up',
  'unlock',
  'first copy',
  'working',
  'submitting',
  'answered',
  'push seen',
  'push answered',
  'page answered',
  'snapshot',
  'swap',
  'uploading',
  'piece answered',
] as const
export type Phase = (typeof PHASES)[number]
/** Only where the user gives files. */
export const FILE_PHASES: ReadonlySet<Phase> = new Set(['uploading', 'piece answered'])

export interface RoundPlan {
  readonly phase: Phase
  /** Milliseconds from the moment that the phase names to the kill. */
  readonly delayMs: number
  /** How many submissions, promises, pushes or pages pass before the one that is meant. */
  readonly skip: number
  readonly submissions: number
  readonly neighbours: number
  /** Milliseconds from the start of the work to the bank's own SIGKILL; null where it lives on. */
  readonly bankKillMs: number | null
}

const WEIGHTS: Readonly<Record<Exclude<Phase, 'first copy'>, number>> = {
  'start-up': 5,
  unlock: 7,
  working: 20,
  submitting: 14,
  answered: 18,
  'push seen': 10,
  'push answered': 12,
  'page answered': 8,
  snapshot: 5,
  swap: 7,
  uploading: 0,
  'piece answered': 0,
}
const WITH_FILES = { ...WEIGHTS, uploading: 45, 'piece answered': 25 }

/** How long after its moment a kill may come. */
const WITHIN_MS: Readonly<Record<Phase, number>> = {
  'start-up': 900,
  unlock: 600,
  'first copy': 1_500,
  working: 1_500,
  submitting: 8,
  answered: 12,
  'push seen': 3,
  'push answered': 25,
  'page answered': 60,
  snapshot: 900,
  swap: 120,
  uploading: 15,
  'piece answered': 25,
}

export function planRound(chance: Chance, { userId, device }: Seat, before: Phase | undefined): RoundPlan {
  const weights = mayUpload(DEMO_USERS[userId], 'company_logo') ? WITH_FILES : WEIGHTS
  const phase = device.whole ? chance.weighted(weights) : 'first copy'
  return {
    // Kills during unlocks count as wrong passwords, whose waits grow: as a user would, the next round waits for the unlock.
    phase: phase === 'unlock' && before === 'unlock' ? 'working' : phase,
    // The very moment itself is the most interesting one.
    delayMs: chance.hits(0.2) ? 0 : chance.fraction() * WITHIN_MS[phase],
    skip: skipped(chance, phase),
    submissions: 3 + chance.below(8),
    neighbours: chance.below(6),
    bankKillMs: chance.hits(0.2) ? chance.below(600) : null,
  }
}

function skipped(chance: Chance, phase: Phase): number {
  if (phase === 'swap') return 0
  // Most files go in one piece.
  if (FILE_PHASES.has(phase)) return chance.hits(0.25) ? 1 : 0
  return chance.below(phase === 'answered' || phase === 'submitting' ? 5 : 2)
}
