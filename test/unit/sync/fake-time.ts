import type { Clock, Scheduler } from '#main/sync/ports'

/** Time that moves only when told to; timers fire in order, each after the promises before it have settled. */
export interface FakeTime extends Scheduler, Clock {
  readonly log: string[]
  /** Milliseconds since the start. */
  elapsed(): number
  advance(ms: number): Promise<void>
  /** Sets this computer's wall clock without any time passing. */
  jump(ms: number): void
}

export const FAKE_START_MS = Date.parse('2026-07-10T01:00:00.000Z')

export function createFakeTime(): FakeTime {
  let elapsed = 0
  let offset = 0
  let timers: { at: number; work: () => void }[] = []
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }
  return {
    log: [],
    elapsed: () => elapsed,
    nowMs: () => FAKE_START_MS + elapsed + offset,
    jump(ms) {
      offset += ms
    },
    after(ms, work) {
      const timer = { at: elapsed + ms, work }
      timers.push(timer)
      return () => {
        timers = timers.filter((each) => each !== timer)
      }
    },
    breathe: () => Promise.resolve(),
    async advance(ms) {
      const end = elapsed + ms
      await settle()
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0]
        if (!next) break
        elapsed = next.at
        timers = timers.filter((each) => each !== next)
        next.work()
        await settle()
      }
      elapsed = end
    },
  }
}
