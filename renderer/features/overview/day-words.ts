import { type FormatLanguage, LOCALES } from '../../components/format/amount'
import { BANK_ZONE_NAME } from '../../components/format/zone'

export type DayStyle = 'axis' | 'short' | 'long'

const STYLES: Readonly<Record<DayStyle, Intl.DateTimeFormatOptions>> = {
  axis: { day: 'numeric', month: 'short' },
  short: { weekday: 'short', day: 'numeric', month: 'short' },
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** A calendar day, `2026-07-10`, in words. It has no zone, so none is asked for: not this computer's either. */
export function dayWords(day: string, language: FormatLanguage, style: DayStyle): string {
  const key = `${language} ${style}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat(LOCALES[language], { timeZone: 'UTC', ...STYLES[style] })
  formats.set(key, format)
  const moment = new Date(`${day}T00:00:00.000Z`)
  return Number.isNaN(moment.getTime()) ? day : format.format(moment)
}

const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: BANK_ZONE_NAME })

/** The calendar day of the bank's zone at a moment, `2026-07-10`. */
export function bankDay(instant: string): string {
  return calendar.format(new Date(instant))
}
