import { type BusinessDeadline, type BusinessSchedule, businessDeadline } from '../../kernel/business-time'
import { type DomainError, type Result, refuse } from '../../kernel/result'
import { addMs, type Instant } from '../../kernel/time'

/** Business days to confirm an order, and the default (and largest) number to pack it. */
export const CONFIRM_DAYS = 1
export const DEFAULT_PROCESSING_DAYS = 2
export const MAX_PROCESSING_DAYS = 2

const HOURS_48_MS = 48 * 60 * 60 * 1000

/**
 * Until when the seller may accept an order, with the trace the UI shows. `schedule` is the one in force when the order
 * was placed. Errors: those of `businessDeadline`. Source: docs/domain.md §3 Confirm.
 */
export function confirmBy(schedule: BusinessSchedule, placedAt: Instant): Result<BusinessDeadline, DomainError> {
  return businessDeadline(schedule, placedAt, CONFIRM_DAYS)
}

/**
 * Until when an accepted order should be packed; missing it gives the buyer the right to cancel. Errors:
 * `businessTime.invalid` (also for more than 2 processing days), `businessTime.no_operational_day`.
 * Source: docs/domain.md §3 Pack.
 */
export function packBy(
  schedule: BusinessSchedule,
  acceptedAt: Instant,
  processingDays: number = DEFAULT_PROCESSING_DAYS,
): Result<BusinessDeadline, DomainError> {
  if (processingDays > MAX_PROCESSING_DAYS) return refuse('businessTime.invalid', { field: 'processingDays' })
  return businessDeadline(schedule, acceptedAt, processingDays)
}

/** Until when the seller must choose return or refund: exactly 48 hours after the bank received the complaint. Source: docs/domain.md §3 Complaint. */
export function respondBy(receivedAt: Instant): Instant {
  return addMs(receivedAt, HOURS_48_MS)
}

/** When escrow goes to the seller unless the buyer confirms earlier: exactly 48 hours after delivery. Source: docs/domain.md §3 Pay-out. */
export function releaseAt(deliveredAt: Instant): Instant {
  return addMs(deliveredAt, HOURS_48_MS)
}
