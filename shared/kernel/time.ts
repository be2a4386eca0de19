import { Temporal } from 'temporal-polyfill'
import { type DomainError, ok, type Result, refuse } from './result'

declare const instantBrand: unique symbol
declare const localDateBrand: unique symbol

/** A moment: ISO 8601 in UTC with milliseconds, `2026-07-10T08:30:00.000Z`. Text order is time order. */
export type Instant = string & { readonly [instantBrand]: true }

/** A calendar date without a zone, `2026-07-10`. Text order is calendar order. */
export type LocalDate = string & { readonly [localDateBrand]: true }

/** The days of the week, Monday first as in ISO 8601. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** The bank's own zone: daily limits and reminder dates follow it (docs/domain.md §0 Time). */
export const BANK_ZONE = 'Asia/Jakarta'

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
const LOCAL_DATE = /^\d{4}-\d{2}-\d{2}$/
const LOCAL_TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/

/** Whether `text` is an instant exactly as the product writes them, on a day that exists. */
export function isInstant(text: string): text is Instant {
  if (!INSTANT.test(text)) return false
  const ms = Date.parse(text)
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text
}

/** Reads an instant. Errors: `time.invalid_instant`. Source: docs/domain.md §0 Time. */
export function parseInstant(text: string): Result<Instant, DomainError> {
  return isInstant(text) ? ok(text) : refuse('time.invalid_instant')
}

/** The instant `ms` milliseconds after 1970-01-01T00:00Z. Throws RangeError outside the years 0000 to 9999. */
export function instantFromEpochMs(ms: number): Instant {
  const text = new Date(ms).toISOString()
  if (!isInstant(text)) throw new RangeError(`instant out of range: ${text}`)
  return text
}

/** Milliseconds since 1970-01-01T00:00Z. */
export function epochMs(instant: Instant): number {
  return Date.parse(instant)
}

/** The instant `ms` milliseconds later (earlier when negative). */
export function addMs(instant: Instant, ms: number): Instant {
  return instantFromEpochMs(epochMs(instant) + ms)
}

/** Whether `text` is a calendar date that exists. */
export function isLocalDate(text: string): text is LocalDate {
  return LOCAL_DATE.test(text) && isInstant(`${text}T00:00:00.000Z`)
}

/** Reads a calendar date. Errors: `time.invalid_date`. */
export function parseLocalDate(text: string): Result<LocalDate, DomainError> {
  return isLocalDate(text) ? ok(text) : refuse('time.invalid_date')
}

/** Whether `text` is a wall-clock time `HH:MM` from 00:00 to 23:59. */
export function isLocalTime(text: string): boolean {
  return LOCAL_TIME.test(text)
}

/** Whether `text` names an IANA time zone known here; bare offsets such as `+07:00` do not count. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text)
    return true
  } catch {
    return false
  }
}

function localDate(date: Temporal.PlainDate): LocalDate {
  const text = date.toString()
  if (!isLocalDate(text)) throw new RangeError(`date out of range: ${text}`)
  return text
}

/** The calendar date in `zone` at that moment. Throws RangeError for an unknown zone. */
export function localDateIn(zone: string, instant: Instant): LocalDate {
  return localDate(Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate())
}

/** What the clock in `zone` shows at that moment, with its offset: `2026-07-10T15:30:00.000+07:00`. Throws RangeError for an unknown zone. */
export function localDateTimeIn(zone: string, instant: Instant): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(zone)
  return local.toString({ smallestUnit: 'millisecond', timeZoneName: 'never' })
}

/** The first moment of the date in `zone`, also where a clock change removes midnight. Throws RangeError for an unknown zone. */
export function startOfDay(date: LocalDate, zone: string): Instant {
  return instantFromEpochMs(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds)
}

/** The first moment after the date in `zone`, also after the last one that can be written. Throws RangeError for an unknown zone. */
export function endOfDay(date: LocalDate, zone: string): Instant {
  return instantFromEpochMs(Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds)
}

/** The last date that can be written: years have four digits. */
export const LAST_DATE = '9999-12-31'

/** The date `n` calendar days later (earlier when negative). */
export function addDays(date: LocalDate, n: number): LocalDate {
  return localDate(Temporal.PlainDate.from(date).add({ days: n }))
}

/** The day of the week of a date. */
export function weekdayOf(date: LocalDate): Weekday {
  const weekday = WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1]
  if (weekday === undefined) throw new RangeError(`no weekday for ${date}`)
  return weekday
}

/**
 * The moment the wall clock in `zone` shows `time` (`HH:MM`, or `24:00` for the end of the day). Where a clock change
 * skips that time, the moment just as long after the change; where it repeats, the first. Throws RangeError for a bad
 * time or an unknown zone.
 */
export function atLocalTime(date: LocalDate, time: string, zone: string): Instant {
  if (time === '24:00') return endOfDay(date, zone)
  if (!isLocalTime(time)) throw new RangeError(`not a time of day: ${time}`)
  return instantFromEpochMs(
    Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
      .epochMilliseconds,
  )
}

/** Whether something done at `now` meets the deadline; exactly at it is in time. Source: docs/domain.md §0 Time. */
export function isInTime(now: Instant, deadline: Instant): boolean {
  return now <= deadline
}

/** Whether a set moment (pay-out, an occurrence) has come; exactly at it has. Source: docs/domain.md §0 Time. */
export function isDue(now: Instant, moment: Instant): boolean {
  return now >= moment
}
