import { epochMs } from '#shared/kernel/time'
import type { BankClock } from '../clock'
import type { Timers } from './timers'

/** Looks at least this often, because a sleeping computer delays what it was asked to do at a far moment. */
const LONGEST_WAIT_MS = 30_000

/** Fires timers as a running clock reaches them. A frozen clock fires them when it is moved, so nothing runs here. */
export function keepTime(timers: Timers, clock: BankClock, log: (line: string) => void): { stop(): void } {
  let handle: NodeJS.Timeout | undefined
  function wait(): void {
    const due = timers.nextDue()
    const untilDue = due === undefined ? LONGEST_WAIT_MS : epochMs(due) - epochMs(clock.now())
    handle = setTimeout(wake, Math.min(Math.max(untilDue, 1), LONGEST_WAIT_MS))
    handle.unref()
  }
  function wake(): void {
    try {
      timers.fireDue()
    } catch (error) {
      // A timer that fails is tried again at the next look; the bank itself stays up.
      log(`a timer failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      handle = setTimeout(wake, LONGEST_WAIT_MS)
      handle.unref()
      return
    }
    wait()
  }
  if (clock.running) wait()
  return { stop: () => clearTimeout(handle) }
}
