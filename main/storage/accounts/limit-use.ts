import type { LimitUseShares } from '#shared/contract/views'
import type { SubAccount } from '#shared/domain/documents'

/**
 * How much of the daily limits is used, as one number that can be sorted and searched by an index whatever day it is:
 * the day of the use (since 1970) times `SHARES`, plus the thousandths used of the direction that is used more. The
 * largest numbers are thus today's; those of earlier days count as nothing used, and stand in their order before them.
 * 0 without a daily limit. A limit of nothing is used up on every day. Source: docs/domain.md §1 Limits.
 */
const SHARES = 2 ** 17
const MOST_SHARE = 99_999
const USED_UP = 2 ** 40

const NEARLY = 800
const WHOLE = 1000
const DAY_MS = 86_400_000

const DIRECTIONS = ['debit', 'credit'] as const
type Limited = Pick<SubAccount, 'limits' | 'usedToday'>

export function hasDailyLimit({ limits }: Pick<SubAccount, 'limits'>): boolean {
  return DIRECTIONS.some((direction) => limits[direction].daily !== null)
}

/** What the account tree keeps of an account's limits and their use. */
export function keptLimitUse(account: Limited): number {
  const shares = DIRECTIONS.flatMap((direction) => shareUsed(account, direction) ?? [])
  if (shares.length === 0) return 0
  if (shares.includes(Number.POSITIVE_INFINITY)) return USED_UP
  return firstOf(account.usedToday.date) + Math.min(MOST_SHARE, Math.max(...shares))
}

/** Thousandths, rounded down, of the daily limit that are used; null without one; infinite where it is nothing. */
export function shareUsed({ limits, usedToday }: Limited, direction: (typeof DIRECTIONS)[number]): number | null {
  const limit = limits[direction].daily
  if (limit === null) return null
  const most = minorUnits(limit)
  if (most === 0n) return Number.POSITIVE_INFINITY
  const share = Number((minorUnits(usedToday[direction]) * 1000n) / most)
  // What a hostile bank sends below nothing is nothing.
  return Math.max(0, share)
}

/** The shares as lists show them; null without any daily limit. */
export function limitUseShown(account: Limited): LimitUseShares | null {
  if (!hasDailyLimit(account)) return null
  const shares = { debit: shareUsed(account, 'debit'), credit: shareUsed(account, 'credit') }
  const shown = (share: number | null): number | null => share && Math.min(share, MOST_SHARE)
  return {
    date: account.usedToday.date,
    debit: shown(shares.debit),
    credit: shown(shares.credit),
    isNothing: Object.values(shares).includes(Number.POSITIVE_INFINITY),
  }
}

/** The accounts whose daily limit is nearly used or reached on this date (`2026-07-10`) of the bank's zone. */
export function usedOn(date: string, use: 'nearly' | 'reached'): { readonly sql: string; readonly values: number[] } {
  const day = firstOf(date)
  const least = day + (use === 'nearly' ? NEARLY : WHOLE)
  return { sql: '(limit_use BETWEEN ? AND ? OR limit_use >= ?)', values: [least, day + MOST_SHARE, USED_UP] }
}

/** The number of a day's use of nothing. */
function firstOf(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00.000Z`) / DAY_MS) * SHARES
}

/** Exact: amounts of one account carry the same number of decimals (docs/domain.md §0 Money). */
function minorUnits(amount: string): bigint {
  return BigInt(amount.replace('.', ''))
}
