import { type DomainError, ok, type Result, refuse } from '../../kernel/result'

/** What to do with a file the quota cannot carry (docs/domain.md §2 Quota). */
export const SHORT_QUOTA_CHOICES = ['reject', 'take_first'] as const
export type OnShortQuota = (typeof SHORT_QUOTA_CHOICES)[number]

/** How many accepted rows ended in which way; together exactly the accepted rows. */
export type PushOutcomes = {
  readonly delivered: number
  readonly undelivered: number
  readonly not_registered: number
  readonly failed: number
  readonly stopped: number
}

/** A file of valid rows against a Biller Code's quota; `used` is what earlier files consumed. */
export type QuotaInput = {
  readonly initial: number
  readonly purchased: number
  readonly used: number
  readonly rows: number
  readonly onShortQuota: OnShortQuota
  readonly outcomes: PushOutcomes
}

/** Rows taken and refused, rows the quota lacked, and the quota after every accepted row has ended. */
export type QuotaSettlement = {
  readonly accepted: number
  readonly refused: number
  readonly short: number
  readonly consumed: number
  readonly released: number
  readonly remaining: number
}

/** How much of a file the quota carries: all, none (`reject`) or the first rows that fit. Source: docs/domain.md §2 Quota. */
export function reserve(
  availableQuota: number,
  rows: number,
  onShortQuota: OnShortQuota,
): { readonly accepted: number; readonly refused: number; readonly short: number } {
  const short = Math.max(0, rows - availableQuota)
  const accepted = short === 0 ? rows : onShortQuota === 'take_first' ? availableQuota : 0
  return { accepted, refused: rows - accepted, short }
}

/**
 * Settles a file: a push handed over (delivered or undelivered) consumes its quota, any other end releases it. Errors:
 * `quota.invalid` (a number that is not whole and non-negative, more used than there was, or outcomes that are not
 * exactly the accepted rows). Source: docs/domain.md §2 Quota.
 */
export function settleQuota(input: QuotaInput): Result<QuotaSettlement, DomainError> {
  const { initial, purchased, used, rows, outcomes } = input
  const { delivered, undelivered, not_registered, failed, stopped } = outcomes
  const counts = [initial, purchased, used, rows, delivered, undelivered, not_registered, failed, stopped]
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0)) return refuse('quota.invalid')
  const before = initial + purchased - used
  if (before < 0) return refuse('quota.invalid')

  const reservation = reserve(before, rows, input.onShortQuota)
  const consumed = delivered + undelivered
  const released = not_registered + failed + stopped
  if (consumed + released !== reservation.accepted) return refuse('quota.invalid')
  return ok({ ...reservation, consumed, released, remaining: before - consumed })
}
