import { epochMs, type Instant, instantFromEpochMs } from '#shared/kernel/time'

/** The bank's time, the only one that decides (docs/domain.md §0 Time). */
export interface BankClock {
  now(): Instant
  /** Whether time passes by itself. */
  readonly running: boolean
  /** Puts the clock forward. The caller has made sure that it is not backwards. */
  moveTo(instant: Instant): void
}

/** A clock that stands where it is put. */
export function frozenClock(start: Instant): BankClock {
  let now = start
  return {
    now: () => now,
    running: false,
    moveTo(instant) {
      now = instant
    },
  }
}

/**
 * Real time, that a simulation may put forward and that then runs on. It never goes back, also when the
 * computer's clock is corrected, because feed order and time order should agree.
 */
export function runningClock(systemMs: () => number): BankClock {
  let offset = 0
  let latest = 0
  const nowMs = () => {
    latest = Math.max(latest, systemMs() + offset)
    return latest
  }
  return {
    now: () => instantFromEpochMs(nowMs()),
    running: true,
    moveTo(instant) {
      offset = epochMs(instant) - systemMs()
    },
  }
}
