import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { codeOf, writeFileAtomic } from './atomic-file'

/** How long the computer has been on. Nobody can set it, unlike the wall clock. */
export interface UptimeClock {
  /** Milliseconds since the computer was started, time asleep included. */
  uptimeMs(): number
}

const Tries = z.strictObject({
  /** Wrong passwords in a row. */
  wrong: z.int().min(0).max(1_000_000),
  /** Milliseconds still to wait, as of `uptimeMs`. */
  waitMs: z.number().min(0).max(900_000),
  uptimeMs: z.number().min(0),
})
type Tries = z.infer<typeof Tries>

const LONGEST_WAIT_S = 900

/** Seconds to wait after so many wrong passwords in a row: 0, 0, 1, 2, 4, … up to 15 minutes. */
export function waitAfter(wrong: number): number {
  return wrong <= 2 ? 0 : Math.min(LONGEST_WAIT_S, 2 ** (wrong - 3))
}

/**
 * The record of wrong passwords, kept on disk so that neither a restart of the app nor one of the computer clears it.
 *
 * Elapsed time is the difference of two uptimes, and after a restart of the computer at least its uptime since. Both are
 * never more than what really passed, so no change of the wall clock, in either direction, shortens a wait or lengthens it.
 */
export class WrongTries {
  constructor(
    private readonly path: string,
    private readonly clock: UptimeClock,
  ) {}

  /** Seconds until the next password may be tried; 0 for now. */
  secondsLeft(): number {
    const { waitMs, uptimeMs } = this.read()
    const now = this.clock.uptimeMs()
    const elapsed = now >= uptimeMs ? now - uptimeMs : now
    return Math.max(0, Math.ceil((waitMs - elapsed) / 1000))
  }

  /** Counts a wrong try and answers how many seconds it costs. Throws file system errors. */
  async count(): Promise<number> {
    const wrong = this.read().wrong + 1
    await this.write(wrong)
    return waitAfter(wrong)
  }

  /** Starts the wait of the tries counted so far anew: what the try itself took is not part of it. */
  async restartWait(): Promise<void> {
    await this.write(this.read().wrong)
  }

  async clear(): Promise<void> {
    await this.write(0)
  }

  private async write(wrong: number): Promise<void> {
    const tries: Tries = { wrong, waitMs: waitAfter(wrong) * 1000, uptimeMs: this.clock.uptimeMs() }
    await writeFileAtomic(this.path, `${JSON.stringify(tries)}\n`)
  }

  private read(): Tries {
    const now = this.clock.uptimeMs()
    let text: string
    try {
      text = readFileSync(this.path, 'utf8')
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return { wrong: 0, waitMs: 0, uptimeMs: now }
      throw error
    }
    const parsed = Tries.safeParse(jsonOf(text))
    if (parsed.success) return parsed.data
    // Whoever can spoil the record can delete it too; but the owner must not be shut out, so this try is free.
    return { wrong: DAMAGED_COUNTS_AS, waitMs: 0, uptimeMs: now }
  }
}

/** After this many the wait is 64 seconds. */
const DAMAGED_COUNTS_AS = 8

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
