import { type DomainError, ok, type Result, refuse } from '../../kernel/result'
import { addDays, type Instant, type LocalDate, startOfDay, type Weekday, weekdayOf } from '../../kernel/time'

/** A recurring series; both dates count. `closedDates` are the holidays, on which it runs only if `onHolidays`. */
export type Series = {
  readonly start: LocalDate
  readonly until: LocalDate
  readonly weekdays: readonly Weekday[]
  readonly closedDates: readonly LocalDate[]
  readonly onHolidays: boolean
}

/** No series runs longer than this many calendar days. */
export const MAX_SERIES_DAYS = 3660

/**
 * The service dates of a series, in order; a holiday is skipped, never moved. Empty when it ends before it starts.
 * Errors: `cash.series_too_long`. Source: docs/domain.md §4 Recurring.
 */
export function occurrences(series: Series): Result<readonly LocalDate[], DomainError> {
  const { start, until, weekdays, closedDates, onHolidays } = series
  if (until > addDays(start, MAX_SERIES_DAYS - 1)) return refuse('cash.series_too_long', { maxDays: MAX_SERIES_DAYS })
  const closed = new Set(closedDates)
  const dates: LocalDate[] = []
  for (let date = start; date <= until; date = addDays(date, 1)) {
    if (weekdays.includes(weekdayOf(date)) && (onHolidays || !closed.has(date))) dates.push(date)
  }
  return ok(dates)
}

/** When an occurrence becomes an order: 00:00 of the day before, in the service point's zone. Source: docs/domain.md §4 Recurring. */
export function becomesOrderAt(serviceDate: LocalDate, timeZone: string): Instant {
  return startOfDay(addDays(serviceDate, -1), timeZone)
}
