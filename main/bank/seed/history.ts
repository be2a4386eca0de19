import type { AccountTransaction } from '#shared/domain/documents'
import { newId } from '#shared/kernel/ids'
import {
  addDays,
  BANK_ZONE,
  epochMs,
  type Instant,
  instantFromEpochMs,
  localDateIn,
  startOfDay,
} from '#shared/kernel/time'
import { CUSTOMERS, MARKETPLACES, SUPPLIERS } from './places'
import type { PlannedAccount } from './planned-account'
import type { Randomness } from './random'

type Channel = AccountTransaction['channel']
type Direction = AccountTransaction['direction']

/** One side of a movement as the statement shows it; minor units. */
export interface PlannedLine {
  readonly id: string
  readonly account: PlannedAccount
  readonly direction: Direction
  readonly amount: bigint
  readonly balanceAfter: bigint
}

/** Money that moved: one line through a channel, two between the company's own accounts. */
export interface PlannedMovement {
  readonly postingId: string
  readonly postedAt: Instant
  readonly channel: Channel
  readonly counterparty: string
  readonly reference: string
  readonly lines: readonly PlannedLine[]
}

/** Days of history: 90 for the feed and 30 more that only the statement has. */
export const HISTORY_DAYS = 120
const MOVEMENTS_PER_DAY = 87
const BUSINESS_DAY_START_MS = 6 * 60 * 60 * 1000
const BUSINESS_DAY_MS = 15 * 60 * 60 * 1000
const RUPIAH = 100n
const EXTERNAL: readonly Channel[] = [
  'atm',
  'edc',
  'edc',
  'branch',
  'kopra_cm',
  'kopra_cm',
  'host_to_host',
  'other_bank',
  'other_bank',
]

/** Gives the accounts a past up to `now`, in time order, changing their balances as it goes. No rule of the bank is broken. */
export function planHistory(active: readonly PlannedAccount[], now: Instant, random: Randomness): PlannedMovement[] {
  const movements: PlannedMovement[] = []
  if (active.length === 0) return movements
  const today = localDateIn(BANK_ZONE, now)
  for (let daysAgo = HISTORY_DAYS; daysAgo >= 0; daysAgo -= 1) {
    const date = addDays(today, -daysAgo)
    const dayStart = epochMs(startOfDay(date, BANK_ZONE)) + BUSINESS_DAY_START_MS
    const times = Array.from({ length: MOVEMENTS_PER_DAY }, () => dayStart + random.whole(BUSINESS_DAY_MS)).sort(
      (a, b) => a - b,
    )
    for (const atMs of times) {
      if (atMs > epochMs(now)) break
      const account = random.pick(active)
      const movement = random.chance(0.12) ? sweep(account, atMs, date, random) : undefined
      movements.push(movement ?? channelMovement(account, atMs, date, random))
    }
  }
  return movements
}

/** From an account up to its parent, as shops hand in their takings. */
function sweep(account: PlannedAccount, atMs: number, date: string, random: Randomness): PlannedMovement | undefined {
  const { parent } = account
  if (parent === null || isBlocked(parent, 'credit')) return undefined
  const amount = amountFor(account, random)
  if (!allows(account, 'debit', amount, date)) return undefined
  return {
    postingId: idAt(atMs, random),
    postedAt: instantFromEpochMs(atMs),
    channel: 'internal',
    counterparty: 'PT Nusantara Ritel',
    reference: `PB${random.whole(1_000_000_000)}`,
    lines: [apply(account, 'debit', amount, atMs, date, random), apply(parent, 'credit', amount, atMs, date, random)],
  }
}

function channelMovement(account: PlannedAccount, atMs: number, date: string, random: Randomness): PlannedMovement {
  const amount = amountFor(account, random)
  const direction: Direction = random.chance(0.42) && allows(account, 'debit', amount, date) ? 'debit' : 'credit'
  const channel = random.pick(EXTERNAL)
  return {
    postingId: idAt(atMs, random),
    postedAt: instantFromEpochMs(atMs),
    channel,
    counterparty: counterpartyOf(channel, direction, random),
    reference: `${direction === 'credit' ? 'IN' : 'OUT'}${String(random.whole(1_000_000_000)).padStart(9, '0')}`,
    lines: [apply(account, direction, amount, atMs, date, random)],
  }
}

function counterpartyOf(channel: Channel, direction: Direction, random: Randomness): string {
  if (channel === 'atm' || channel === 'edc') return random.pick(CUSTOMERS)
  if (direction === 'debit') return random.pick(SUPPLIERS)
  return channel === 'host_to_host' ? `PT ${random.pick(MARKETPLACES)} Indonesia` : random.pick(CUSTOMERS)
}

function amountFor(account: PlannedAccount, random: Randomness): bigint {
  if (account.scheme === 'petty_cash') return BigInt(25 + random.whole(900)) * 1000n * RUPIAH
  if (account.parent === null) return BigInt(5 + random.whole(240)) * 1_000_000n * RUPIAH
  return BigInt(50 + random.whole(24_000)) * 1000n * RUPIAH
}

function isBlocked(account: PlannedAccount, direction: Direction): boolean {
  return account.status === 'closed' || account.block === 'all' || account.block === direction
}

/** The bank's own checks, on the account and everything above it. Source: docs/domain.md §1 Check order. */
function allows(account: PlannedAccount, direction: Direction, amount: bigint, date: string): boolean {
  if (isBlocked(account, direction) || (direction === 'debit' && account.balance < amount)) return false
  for (let node: PlannedAccount | null = account; node?.parent; node = node.parent) {
    const { perTransaction, daily } = node.debitLimits
    const used = node.usedDate === date ? node.used.debit : 0n
    if (direction === 'debit' && perTransaction !== null && amount > perTransaction) return false
    if (direction === 'debit' && daily !== null && used + amount > daily) return false
  }
  return true
}

/** Moves the money and counts the day's use on the account and every sub-account above it. */
function apply(
  account: PlannedAccount,
  direction: Direction,
  amount: bigint,
  atMs: number,
  date: string,
  random: Randomness,
): PlannedLine {
  account.balance += direction === 'credit' ? amount : -amount
  for (let node: PlannedAccount | null = account; node !== null; node = node.parent) {
    if (node.usedDate !== date) {
      node.usedDate = date
      node.used = { debit: 0n, credit: 0n }
    }
    node.used[direction] += amount
    node.version += 1
    node.updatedAt = instantFromEpochMs(atMs)
  }
  return { id: idAt(atMs, random), account, direction, amount, balanceAfter: account.balance }
}

function idAt(atMs: number, random: Randomness): string {
  return newId({ nowMs: atMs, randomBytes: random.bytes })
}
