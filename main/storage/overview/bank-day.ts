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

/**
 * The calendar day of the bank's zone in which a statement line was posted, `2026-07-10`. Statements are counted by
 * hundreds of thousands, so the zone is asked once for each UTC date; it is never this computer's zone.
 * Source: docs/domain.md §0 Time.
 */
export function bankDayOf(postedAt: string): string {
  const instant = isInstant(postedAt) ? postedAt : instantFromEpochMs(Date.parse(postedAt))
  const date = instant.slice(0, 10)
  let day = date
  for (const beginning of beginningsIn(date)) {
    if (beginning.from > instant) break
    day = beginning.day
  }
  return day
}

function beginningsIn(date: string): readonly DayBeginning[] {
  const held = known.get(date)
  if (held) return held
  const made = readBeginnings(date)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(date, made)
  return made
}

/** None at the ends of the calendar, where a zone has no neighbouring day: nothing real is posted there. */
function readBeginnings(date: string): DayBeginning[] {
  const first = `${date}T00:00:00.000Z`
  if (!isInstant(first) || !isLocalDate(date)) return []
  try {
    const underWay = localDateIn(BANK_ZONE, first)
    const beginnings: DayBeginning[] = [{ from: first, day: underWay }]
    for (let day = addDays(underWay, 1); ; day = addDays(day, 1)) {
      const from = startOfDay(day, BANK_ZONE)
      if (from.slice(0, 10) > date) return beginnings
      beginnings.push({ from, day })
    }
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}
