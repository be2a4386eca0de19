import { type FormatLanguage, LOCALES } from './amount'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Each unit is used from two of it on, so that "90 minutes" is not rounded to "2 hours". */
const UNITS = [
  { unit: 'day', ms: DAY_MS },
  { unit: 'hour', ms: HOUR_MS },
  { unit: 'minute', ms: MINUTE_MS },
] as const

/** A length of time in the unit people would use for it, "3 minutes", "135 days". `ms` is at least half a minute. */
export function formatSpan(ms: number, language: FormatLanguage): string {
  const { unit, ms: size } = UNITS.find((known) => ms >= 2 * known.ms) ?? { unit: 'minute', ms: MINUTE_MS }
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 0,
  }).format(ms / size)
}
