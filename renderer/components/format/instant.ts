import { type FormatLanguage, LOCALES } from './amount'
import { BANK_ZONE_NAME, zoneName } from './zone'

/** `auto` leaves out the date on the same day and the year in the same year. */
export type InstantStyle = 'auto' | 'time' | 'date' | 'dateTime'

export interface InstantOptions {
  /** IANA zone; the bank's own by default. */
  readonly zone?: string
  readonly style?: InstantStyle
  /** What "today" is measured from; injected by tests. */
  readonly now?: Date
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(language: FormatLanguage, zone: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}|${zone}|${JSON.stringify(parts)}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(LOCALES[language], { timeZone: zone, ...parts })
  formats.set(key, made)
  return made
}

const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const DAY = { day: 'numeric', month: 'short' } as const
const DAY_OF_YEAR = { ...DAY, year: 'numeric' } as const

/** A moment with its zone: `14:02 WIB` today, `10 Jul 14:02 WIB` on another day. Unreadable text comes back as it is. */
export function formatInstant(
  instant: string,
  language: FormatLanguage,
  { zone = BANK_ZONE_NAME, style = 'auto', now = new Date() }: InstantOptions = {},
): string {
  const moment = new Date(instant)
  if (Number.isNaN(moment.getTime())) return instant
  const write = (parts: Intl.DateTimeFormatOptions, at = moment) => formatOf(language, zone, parts).format(at)

  const time = `${write(TIME)} ${zoneName(zone, moment)}`
  if (style === 'time') return time
  const sameYear = write({ year: 'numeric' }) === write({ year: 'numeric' }, now)
  const date = write(sameYear && style === 'auto' ? DAY : DAY_OF_YEAR)
  if (style === 'date') return date
  const sameDay = write(DAY_OF_YEAR) === write(DAY_OF_YEAR, now)
  return style === 'auto' && sameDay ? time : `${date} ${time}`
}
