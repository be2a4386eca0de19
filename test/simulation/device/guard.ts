import type { CrashPoint } from './crash-points'

/**
 * What stands between a process and its disk: here a process dies at a named point, the disk fills up, and whoever touches
 * the store of a locked profile is caught. A full disk is told by the store's wrapper, before SQLite is asked.
 */
export interface Guard {
  /** The process passes a point where it may die; `write` points also meet a full disk. Throws what a dead disk throws. */
  point(name: CrashPoint, write?: 'write'): void
  /** The process reads. */
  read(name: string): void
}

/** Looks like libsql's own error, so that the product's own classification meets it. */
export class DiskError extends Error {
  constructor(
    readonly rawCode: number,
    readonly code: string,
  ) {
    super(code)
  }
}

const FULL = 13
const INPUT_OUTPUT = 10

export interface GuardDeps {
  /** The process dies here and now; nothing that it does afterwards reaches the disk. */
  readonly onDeath: (point: CrashPoint) => void
  readonly onFull: (point: CrashPoint) => void
  readonly onTouchedWhileLocked: (what: string) => void
}

/** What still runs of a process after its end only finds that its disk is gone. */
export function isOfEndedProcess(fault: unknown): boolean {
  return fault instanceof DiskError && fault.rawCode === INPUT_OUTPUT
}

/** What is to go wrong with a process that is just being started. */
export interface Doom {
  /** It dies at this point from now. */
  readonly dieAfter?: number
  /** It dies when it first passes this point. */
  readonly dieAt?: CrashPoint | undefined
  /** This many writes find the disk full. */
  readonly fill?: number
}

export interface GuardControls extends Guard {
  /** Dies at the `n`-th point from now. */
  dieAfter(points: number): void
  /** Dies when it next passes this point; undefined: at none. */
  dieAt(point: CrashPoint | undefined): void
  /** The next `n` writes find the disk full. */
  fill(writes: number): void
  /** The points passed since this was last asked: whatever is on disk changed at one of them. */
  passed(): ReadonlySet<CrashPoint>
  lock(): void
  alive(): boolean
  bury(): void
}

export function createGuard(deps: GuardDeps, doom: Doom): GuardControls {
  let state: 'alive' | 'dead' | 'locked' = 'alive'
  let pointsToLive = doom.dieAfter ?? Number.POSITIVE_INFINITY
  let lethal = doom.dieAt
  let full = doom.fill ?? 0
  let passed = new Set<CrashPoint>()

  const check = (name: string): void => {
    if (state === 'locked') deps.onTouchedWhileLocked(name)
    // To the code above, the disk of an ended process fails: whatever it still does ends in order and changes nothing.
    if (state !== 'alive') throw new DiskError(INPUT_OUTPUT, 'SQLITE_IOERR')
  }

  return {
    point(name, write) {
      check(name)
      passed.add(name)
      pointsToLive -= 1
      if (pointsToLive <= 0 || name === lethal) {
        state = 'dead'
        deps.onDeath(name)
        throw new DiskError(INPUT_OUTPUT, 'SQLITE_IOERR')
      }
      if (write && full > 0) {
        full -= 1
        deps.onFull(name)
        throw new DiskError(FULL, 'SQLITE_FULL')
      }
    },
    read: check,
    dieAfter(points) {
      pointsToLive = points
    },
    dieAt(point) {
      lethal = point
    },
    fill(writes) {
      full = writes
    },
    passed() {
      const since = passed
      if (since.size > 0) passed = new Set()
      return since
    },
    lock() {
      if (state === 'alive') state = 'locked'
    },
    alive: () => state === 'alive',
    bury() {
      state = 'dead'
    },
  }
}
