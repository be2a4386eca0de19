import {
  addDays,
  BANK_ZONE,
  instantFromEpochMs,
  isInstant,
  isLocalDate,
  localDateIn,
  startOfDay,
} from '#shared/kernel/time'

interface DayBeginning {
  /** ISO 8601 UTC, the first moment of the day. */
  readonly from: string
  readonly day: string
}

/** Which days of the bank begin within a UTC date, the one under way at its first moment before them; in time order. */
const known = new Map<string, readonly DayBeginning[]>()
const MOST_KNOWN = 1_000
const DATE_LENGTH = '2026-07-10'.length

/**
 * The calendar day of the bank's zone in which a statement line was posted, `2026-07-10`. Statements are counted by
 * hundreds of thousands, so the zone is asked once for each UTC date, and within it text order is time order. It is never
 * this computer's zone. Source: docs/domain.md §0 Time.
 */
export function bankDayOf(postedAt: string): string {
  const date = postedAt.slice(0, DATE_LENGTH)
  const beginnings = known.get(date) ?? beginningsIn(date)
  // A date such as the 30th of February, which the contract's pattern lets through, is the day that follows from it.
  if (beginnings === null) return bankDayOf(instantFromEpochMs(Date.parse(postedAt)))
  let day = date
  for (const beginning of beginnings) {
    if (beginning.from > postedAt) break
    day = beginning.day
  }
  return day
}

/** Null for a date that does not exist. */
function beginningsIn(date: string): readonly DayBeginning[] | null {
  if (!isLocalDate(date)) return null
  const made = readBeginnings(date)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(date, made)
  return made
}

/** None at the ends of the calendar, where a zone has no neighbouring day: nothing real is posted there. */
function readBeginnings(date: string): DayBeginning[] {
  const first = `${date}T00:00:00.000Z`
  if (!isInstant(first)) return []
  try {
    const underWay = localDateIn(BANK_ZONE, first)
    const beginnings: DayBeginning[] = [{ from: first, day: underWay }]
    for (let day = addDays(underWay, 1); ; day = addDays(day, 1)) {
      const from = startOfDay(day, BANK_ZONE)
      if (from.slice(0, DATE_LENGTH) > date) return beginnings
      beginnings.push({ from, day })
    }
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}
