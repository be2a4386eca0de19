import { BANK_ZONE } from '#shared/kernel/time'
import { type FormatLanguage, LOCALES } from '../../../components/format/amount'
import { formatInstant } from '../../../components/format/instant'
import { zoneName } from '../../../components/format/zone'

/** A moment to the second in the bank's zone, `10 Jul 2026 14:02:07 WIB`; text that is no moment as it is. */
export function exactTime(instant: string, language: FormatLanguage): string {
  const moment = new Date(instant)
  if (Number.isNaN(moment.getTime())) return instant
  const time = new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: BANK_ZONE,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(moment)
  return `${formatInstant(instant, language, { style: 'date' })} ${time} ${zoneName(BANK_ZONE, moment)}`
}
