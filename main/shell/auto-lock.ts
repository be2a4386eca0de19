export interface IdleMonitor {
  /** Seconds since the last input anywhere on this computer. */
  idleSeconds(): number
  /** Called when the computer goes to sleep or its screen is locked. Returns how to stop listening. */
  onAway(listener: () => void): () => void
  /** Calls `check` again and again, at least every few seconds. Returns how to stop. */
  every(milliseconds: number, check: () => void): () => void
}

/** Often enough that "15 minutes" is never more than a few seconds late. */
const CHECK_EVERY_MS = 5_000

/**
 * Locks when nobody has touched the computer for the set minutes (0 never), when it sleeps and when its screen is locked.
 * `lock` may be called while already locked. Returns how to stop.
 */
export function watchIdleness(
  monitor: IdleMonitor,
  autoLockMinutes: () => number,
  lock: (why: string) => void,
): () => void {
  const stopAway = monitor.onAway(() => lock('away'))
  const stopChecks = monitor.every(CHECK_EVERY_MS, () => {
    const minutes = autoLockMinutes()
    if (minutes > 0 && monitor.idleSeconds() >= minutes * 60) lock('idle')
  })
  return () => {
    stopAway()
    stopChecks()
  }
}
