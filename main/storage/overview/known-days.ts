import type { OverviewRange } from '#shared/contract/overview-views'
import { addDays, type LocalDate, parseLocalDate } from '#shared/kernel/time'
import { bankDayOf } from './bank-day'

/** Calendar days of statement lines in the feed, the day of the pull included. Source: docs/protocol.md "Documents in the feed". */
const FEED_DAYS = 90

/** Both included. */
export interface DayRange {
  readonly from: LocalDate
  readonly to: LocalDate
}

/** The days of which a copy pulled at `asOf` has every line; null before the first pull. */
export function knownDays(asOf: string | null): DayRange | null {
  if (asOf === null) return null
  const to = dateOf(bankDayOf(asOf))
  return { from: addDays(to, 1 - FEED_DAYS), to }
}

/** What was asked for as far as it is known. Days after the last pull are not shown as days without money. */
export function rangeWithin(known: DayRange, wanted: OverviewRange): DayRange {
  if (wanted.kind === 'last') return { from: later(addDays(known.to, 1 - wanted.days), known.from), to: known.to }
  const [first, last] = [dateOf(wanted.from), dateOf(wanted.to)].sort()
  const from = later(first ?? known.from, known.from)
  const to = earlier(last ?? known.to, known.to)
  // Wholly outside: the known day that is nearest.
  return { from: earlier(from, known.to), to: later(to, known.from) }
}

/** Every day, first to last. */
export function daysOf({ from, to }: DayRange): LocalDate[] {
  const days: LocalDate[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b)
const earlier = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b)

/** A date such as the 30th of February, which the contract's pattern lets through, is the day that follows from it. */
export function dateOf(text: string): LocalDate {
  const date = parseLocalDate(text)
  return date.ok ? date.value : dateOf(new Date(`${text}T00:00:00.000Z`).toISOString().slice(0, 10))
}
