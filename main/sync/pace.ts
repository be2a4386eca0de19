import type { Scheduler } from './ports'

/** Runs work at once, and then at most every so often, however often it is asked for; the last asking is never lost. */
export interface Pace {
  soon(): void
  /** Forgets what is still to be done. */
  stop(): void
}

/** `work` answers whether it did anything; a run that did nothing leaves the next one free to come at once. */
export function createPace(scheduler: Pick<Scheduler, 'after'>, betweenMs: number, work: () => boolean): Pace {
  let cancelTimer: (() => void) | undefined
  let asked = false

  const run = (): void => {
    asked = false
    if (work()) cancelTimer = scheduler.after(betweenMs, rested)
  }
  const rested = (): void => {
    cancelTimer = undefined
    if (asked) run()
  }

  return {
    soon() {
      asked = true
      if (cancelTimer === undefined) run()
    },
    stop() {
      cancelTimer?.()
      cancelTimer = undefined
      asked = false
    },
  }
}
