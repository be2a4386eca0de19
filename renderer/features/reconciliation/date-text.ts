import { type FormatLanguage, LOCALES } from '../../components/format/amount'

export type Language = FormatLanguage

const formats = new Map<string, Intl.DateTimeFormat>()
const DAY = { timeZone: 'UTC', day: 'numeric', month: 'short' } as const

function formatOf(language: Language, hasYear: boolean): Intl.DateTimeFormat {
  const key = `${language} ${hasYear}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(LOCALES[language], hasYear ? { ...DAY, year: 'numeric' } : DAY)
  formats.set(key, made)
  return made
}

/**
 * A calendar day, `2026-07-10`, as people write it; without its year where that is the year of `near`, another day. It has
 * no zone, so none is asked for: not this computer's either.
 */
export function dateText(day: string, language: Language, near = ''): string {
  const moment = new Date(`${day}T00:00:00.000Z`)
  if (Number.isNaN(moment.getTime())) return day
  return formatOf(language, day.slice(0, 4) !== near.slice(0, 4)).format(moment)
}
