/** Limits on guessing that live in memory: they protect the machine, so they follow its running time and not the bank's. */

const WINDOW_MS = 60_000
const FAILURES_PER_WINDOW = 30
const MAX_REMEMBERED = 10_000

export interface FailureLimiter {
  /** Milliseconds to wait before this address may try again; 0 when it may. */
  waitMs(address: string): number
  failed(address: string): void
  /** Someone signed in from there: it is not a machine that only guesses. Each user's own three tries still count. */
  succeeded(address: string): void
}

/** At most 30 failed sign-ins in a row and a minute from one address. Source: docs/protocol.md Errors (429). */
export function failureLimiter(monotonicMs: () => number): FailureLimiter {
  const failures = new Map<string, number[]>()
  const recent = (address: string) => (failures.get(address) ?? []).filter((at) => monotonicMs() - at < WINDOW_MS)
  return {
    waitMs(address) {
      const times = recent(address)
      const first = times[times.length - FAILURES_PER_WINDOW]
      return first === undefined ? 0 : Math.max(1, first + WINDOW_MS - monotonicMs())
    },
    failed(address) {
      remember(failures, address, [...recent(address), monotonicMs()])
    },
    succeeded(address) {
      failures.delete(address)
    },
  }
}

/** Counts wrong passwords of users that do not exist, so that they answer as real ones do. */
export interface UnknownUserFailures {
  /** How many there were with this one. */
  add(companyCode: string, login: string): number
}

export function unknownUserFailures(): UnknownUserFailures {
  const counts = new Map<string, number>()
  return {
    add(companyCode, login) {
      const key = JSON.stringify([companyCode, login])
      const count = (counts.get(key) ?? 0) + 1
      remember(counts, key, count)
      return count
    },
  }
}

/** Sets a key and drops the one set longest ago when there are too many, so that a flood of names cannot fill memory. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  const oldest = map.keys().next()
  if (map.size > MAX_REMEMBERED && !oldest.done) map.delete(oldest.value)
}
