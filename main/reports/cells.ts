import { BANK_ZONE } from '#shared/kernel/time'
import type { ReportColumn } from './table-shape'

/** What people call the bank's zone. */
export const ZONE_WORD = 'WIB'

/** The head of a column, with its unit: `Balance (IDR)`, `Posted (WIB)`. */
export function columnHead(column: ReportColumn): string {
  const unit = column.kind === 'instant' ? ZONE_WORD : column.kind === 'amount' ? column.currency : undefined
  return unit === undefined ? column.label : `${column.label} (${unit})`
}

const clock = new Intl.DateTimeFormat('en-CA', {
  timeZone: BANK_ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** What the clock in the bank's zone shows then, `2026-07-10 14:02:05`; undefined for text that is no moment. */
export function wallClock(instant: string): string | undefined {
  const ms = Date.parse(instant)
  return Number.isNaN(ms) ? undefined : clock.format(ms).replace(', ', ' ')
}

/** Lone surrogates and characters that neither XML nor a font knows are left out; line ends become blanks. */
export function printable(text: string): string {
  return (
    text
      .replace(/[\r\n\t]+/g, ' ')
      .replace(/\p{Surrogate}/gu, '')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are meant
      .replace(/[\u0000-\u001f\u007f\ufffe\uffff]/g, '')
  )
}
