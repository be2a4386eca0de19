import type { LimitUseShares } from '#shared/contract/views'
import type { Direction } from './change-arguments'

/** How much of its daily limits an account has used, as lists tell it: of the direction that is used more. */
export interface LimitShare {
  readonly direction: Direction
  /** 1 is the whole limit; more where the limit was lowered below what is used. */
  readonly share: number
}

/**
 * The share on this date (`2026-07-10`) of the bank's zone: what was used on another one counts no more. A limit of nothing
 * is used up always. Null without a daily limit. Source: docs/domain.md §1 Limits.
 */
export function limitShare(use: LimitUseShares | null, today: string): LimitShare | null {
  if (use === null) return null
  const { debit, credit } = use
  const direction = (debit ?? -1) >= (credit ?? -1) ? 'debit' : 'credit'
  if (use.isNothing) return { direction, share: 1 }
  return { direction, share: use.date === today ? Math.max(debit ?? 0, credit ?? 0) / 1000 : 0 }
}

/** From this share on it warns. Source: the filter of the Accounts screen. */
export const NEARLY_USED = 0.8
