import type { Instant } from '#shared/kernel/time'
import type { BankDatabase } from '../storage/bank-database'
import type { Randomness } from './random'

/** What every part of the seed works with, inside one open transaction. */
export interface Seeding {
  readonly database: BankDatabase
  readonly company: number
  readonly now: Instant
  readonly random: Randomness
  /** A repeatable id of that moment. */
  idAt(instant: Instant): string
}

export const DAY_MS = 24 * 60 * 60 * 1000
/** When the company came to the bank, and when its accounts were opened. */
export const FOUNDED_DAYS_AGO = 500
export const ACCOUNTS_OPENED_DAYS_AGO = 400
