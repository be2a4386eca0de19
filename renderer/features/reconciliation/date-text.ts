import { type FormatLanguage, LOCALES } from '../../components/format/amount'

export type Language = FormatLanguage

const formats = new Map<string, Intl.DateTimeFormat>()

/** A calendar day, `2026-07-10`, as people write it. It has no zone, so none is asked for: not this computer's either. */
export function dateText(day: string, language: Language): string {
  const format =
    formats.get(language) ??
    new Intl.DateTimeFormat(LOCALES[language], { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })
  formats.set(language, format)
  const moment = new Date(`${day}T00:00:00.000Z`)
  return Number.isNaN(moment.getTime()) ? day : format.format(moment)
}
