/** What synchronisation needs of the world, injected so that tests own time and chance. */

export interface Clock {
  /** This computer's time: milliseconds since 1970-01-01T00:00Z. It may jump; the bank's time decides. */
  nowMs(): number
}

export interface Random {
  /** `n` cryptographically random bytes. */
  bytes(n: number): Uint8Array
  /** Evenly from 0 (included) to 1 (not). */
  fraction(): number
}

export interface Scheduler {
  /** Runs `work` once after `ms` milliseconds of elapsed (not wall-clock) time; the answer cancels it. */
  after(ms: number, work: () => void): () => void
  /** Lets other work of the process run first. */
  breathe(): Promise<void>
}
