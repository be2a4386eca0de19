import type { Authentication } from './auth/authentication'
import type { BankClock } from './clock'
import type { CommitFeed } from './engine/commits'
import type { Processor } from './engine/processor'
import type { Timers } from './engine/timers'
import type { BankFiles } from './files/bank-files'
import type { BankPorts } from './ports'
import type { BankDatabase } from './storage/bank-database'

/** A composed bank, as its HTTP side sees it. */
export interface Bank {
  readonly database: BankDatabase
  readonly clock: BankClock
  readonly processor: Processor
  readonly authentication: Authentication
  readonly commits: CommitFeed
  readonly timers: Timers
  readonly files: BankFiles
  readonly ports: BankPorts
  newId(): string
  /** Names the content of the feed: another epoch, another feed. */
  readonly epoch: string
  /** Whether `/v1/sim/*` is open. */
  readonly simulation: boolean
}
