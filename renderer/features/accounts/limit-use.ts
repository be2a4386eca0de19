import type { AccountDetail } from '#shared/contract/views'
import { remainingToday } from '#shared/domain/accounts/debit-credit-check'
import { formatWire, type Money, parseCurrency, parseMoney } from '#shared/kernel/money'
import { BANK_ZONE, instantFromEpochMs, localDateIn } from '#shared/kernel/time'
import type { Direction } from './change-arguments'

/** How much of a direction's limits is used on the bank's calendar day. Amounts are wire text. */
export interface LimitUse {
  readonly used: string
  readonly daily: string | null
  readonly perTransaction: string | null
  /** Null without a daily limit. */
  readonly left: string | null
  /** 0 to 1; null without a daily limit. */
  readonly share: number | null
}

/**
 * The use of a direction's limits at `nowMs`. What was used on an earlier day counts no more: the limit resets at 00:00
 * in the bank's zone, also where the bank has not said so yet. Null where the account has no limits to speak of.
 * Source: docs/domain.md §1 Limits.
 */
export function limitUse(account: AccountDetail, direction: Direction, nowMs: number): LimitUse | null {
  const { limits, usedToday, currency } = account
  if (!limits || !usedToday) return null
  const isToday = usedToday.date === localDateIn(BANK_ZONE, instantFromEpochMs(nowMs))
  const used = isToday ? usedToday[direction] : null
  return limitUseOf(limits[direction], used, currency)
}

/** The same for limits that are only wanted yet. */
export function limitUseOf(
  { perTransaction, daily }: { readonly perTransaction: string | null; readonly daily: string | null },
  used: string | null,
  currency: string,
): LimitUse | null {
  const code = parseCurrency(currency)
  if (!code.ok) return null
  const read = (text: string): Money | null => {
    const amount = parseMoney(text, code.value)
    return amount.ok ? amount.value : null
  }
  const usedMoney = (used === null ? null : read(used)) ?? { minor: 0n, currency: code.value }
  const dailyMoney = daily === null ? null : read(daily)
  const left = remainingToday({ limits: { perTransaction: null, daily: dailyMoney }, usedToday: usedMoney })
  return {
    used: formatWire(usedMoney),
    daily,
    perTransaction,
    left: left && formatWire(left),
    share: dailyMoney && shareOf(usedMoney.minor, dailyMoney.minor),
  }
}

/** A ratio for drawing only; the whole limit where it is zero. */
function shareOf(used: bigint, daily: bigint): number {
  if (daily === 0n) return 1
  return Math.min(1, Number((used * 1000n) / daily) / 1000)
}
