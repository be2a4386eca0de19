import { addDays, type Instant, type LocalDate, localDateIn, startOfDay } from '../../kernel/time'

/** A shipment and the courier's promise, in whole calendar days of the warehouse's zone. */
export type Shipment = { readonly shippedAt: Instant; readonly timeZone: string; readonly days: number }

/**
 * The date by whose end (23:59:59 in the warehouse's zone) the courier should deliver. Throws RangeError for an unknown
 * zone or a number of days that is not whole and non-negative. Source: docs/domain.md §3 Deliver.
 */
export function deliverBy({ shippedAt, timeZone, days }: Shipment): LocalDate {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`not a number of courier days: ${days}`)
  return addDays(localDateIn(timeZone, shippedAt), days)
}

/** The first moment at which the buyer may cancel an undelivered order. Throws as `deliverBy`. Source: docs/domain.md §3 Deliver. */
export function buyerMayCancelFrom(shipment: Shipment): Instant {
  return startOfDay(addDays(deliverBy(shipment), 1), shipment.timeZone)
}
