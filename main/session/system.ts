import { randomBytes } from 'node:crypto'
import type { Clock, Random, Scheduler } from '#main/sync/ports'

/** The computer's own clock, chance and timers. */
export const systemClock: Clock = { nowMs: () => Date.now() }

export const systemRandom: Random = {
  bytes: (n) => randomBytes(n),
  fraction: () => Math.random(),
}

export const systemScheduler: Scheduler = {
  after(milliseconds, work) {
    const timer = setTimeout(work, milliseconds)
    return () => clearTimeout(timer)
  },
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
}

export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
