import { type DomainError, ok, type Result, refuse } from './result'
import {
  addDays,
  atLocalTime,
  epochMs,
  type Instant,
  instantFromEpochMs,
  isLocalTime,
  isTimeZone,
  type LocalDate,
  localDateIn,
  WEEKDAYS,
  type Weekday,
  weekdayOf,
} from './time'

/** `[open, close)` as wall-clock times `HH:MM`; close may be `24:00`. */
export type OpeningHours = readonly [open: string, close: string]

/** When a warehouse works: hours by weekday (none = closed that day) and dates it is closed all the same. */
export type BusinessSchedule = {
  readonly timeZone: string
  readonly hours: Readonly<Partial<Record<Weekday, OpeningHours>>>
  readonly closedDates: readonly LocalDate[]
}

/** One day of the explanation of a deadline: how long the day was open, and which part of it counted. */
export type BusinessTimeStep = {
  readonly date: LocalDate
  readonly openMs: number
  readonly from: Instant
  readonly until: Instant
  readonly burnedMs: number
}

/** A deadline, the open time it grants, and the days on which that time passes. */
export type BusinessDeadline = {
  readonly deadline: Instant
  readonly budgetMs: number
  readonly trace: readonly BusinessTimeStep[]
}

/** How many closed days in a row are searched for the next opening before the schedule counts as never open. */
export const MAX_CLOSED_DAYS = 400

/** The largest budget anyone may ask for, in business days. */
export const MAX_BUSINESS_DAYS = 366

type OpenDay = { readonly date: LocalDate; readonly open: number; readonly close: number }

/**
 * The moment by which an N-business-day budget has been used up, with the days that used it. The budget is the open time
 * of the first N operational days, the start day's whole schedule counted; only open time burns; a start outside opening
 * hours begins at the next opening. Milliseconds are kept, and days of unequal length (clock changes) are measured, not
 * assumed. Errors: `businessTime.invalid` (schedule or number of days), `businessTime.no_operational_day`.
 * Source: docs/domain.md §3 Business time.
 */
export function businessDeadline(
  schedule: BusinessSchedule,
  startedAt: Instant,
  businessDays: number,
): Result<BusinessDeadline, DomainError> {
  if (!Number.isInteger(businessDays) || businessDays < 1 || businessDays > MAX_BUSINESS_DAYS) {
    return refuse('businessTime.invalid', { field: 'businessDays' })
  }
  const fault = scheduleFault(schedule)
  if (fault !== null) return refuse('businessTime.invalid', { field: fault })

  const days = firstOpenDays(schedule, startedAt, businessDays)
  if (!days.ok) return days
  const budgetMs = days.value.reduce((total, day) => total + day.close - day.open, 0)
  return burn(schedule, days.value, epochMs(startedAt), budgetMs)
}

/** The faulty part of a schedule (`timeZone` or a weekday), or null when it is sound. */
export function scheduleFault(schedule: BusinessSchedule): 'timeZone' | Weekday | null {
  if (!isTimeZone(schedule.timeZone)) return 'timeZone'
  for (const weekday of WEEKDAYS) {
    const hours = schedule.hours[weekday]
    if (hours === undefined) continue
    const [open, close] = hours
    if (!isLocalTime(open) || !(isLocalTime(close) || close === '24:00') || open >= close) return weekday
  }
  return null
}

function firstOpenDays(
  schedule: BusinessSchedule,
  startedAt: Instant,
  count: number,
): Result<readonly OpenDay[], DomainError> {
  const days: OpenDay[] = []
  let from = localDateIn(schedule.timeZone, startedAt)
  while (days.length < count) {
    const day = nextOpenDay(schedule, from)
    if (!day.ok) return day
    // Opening is [open, close): a start at or after closing begins on the next operational day.
    if (epochMs(startedAt) < day.value.close) days.push(day.value)
    from = addDays(day.value.date, 1)
  }
  return ok(days)
}

function nextOpenDay(schedule: BusinessSchedule, from: LocalDate): Result<OpenDay, DomainError> {
  let date = from
  for (let searched = 0; searched <= MAX_CLOSED_DAYS; searched += 1) {
    const hours = schedule.closedDates.includes(date) ? undefined : schedule.hours[weekdayOf(date)]
    if (hours !== undefined) {
      const open = epochMs(atLocalTime(date, hours[0], schedule.timeZone))
      const close = epochMs(atLocalTime(date, hours[1], schedule.timeZone))
      // A clock change can swallow a very short day entirely; such a day is not operational.
      if (open < close) return ok({ date, open, close })
    }
    date = addDays(date, 1)
  }
  return refuse('businessTime.no_operational_day', { from, searchedDays: MAX_CLOSED_DAYS })
}

function burn(
  schedule: BusinessSchedule,
  firstDays: readonly OpenDay[],
  startMs: number,
  budgetMs: number,
): Result<BusinessDeadline, DomainError> {
  const trace: BusinessTimeStep[] = []
  let left = budgetMs
  let from: LocalDate | undefined
  for (let index = 0; ; index += 1) {
    let day = firstDays[index]
    if (day === undefined && from !== undefined) {
      const next = nextOpenDay(schedule, from)
      if (!next.ok) return next
      day = next.value
    }
    if (day === undefined) throw new Error('a budget has at least one operational day')
    const begin = Math.max(day.open, startMs)
    const burnedMs = Math.min(day.close - begin, left)
    const until = instantFromEpochMs(begin + burnedMs)
    trace.push({ date: day.date, openMs: day.close - day.open, from: instantFromEpochMs(begin), until, burnedMs })
    left -= burnedMs
    if (left === 0) return ok({ deadline: until, budgetMs, trace })
    from = addDays(day.date, 1)
  }
}
