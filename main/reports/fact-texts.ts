import { cellTexts } from './cell-texts'
import { ZONE_WORD } from './cells'
import type { ReportLanguage } from './table-shape'

/** Figures of a report's facts as people of a language write them. */
export interface FactTexts {
  /** With the zone: `10 Jul 2026, 14:02 WIB`. */
  moment(instant: string): string
  date(date: string): string
  count(count: number): string
  /** With the currency: `IDR 1.309.688,00`. */
  amount(wire: string, currency: string): string
}

export function factTexts(language: ReportLanguage): FactTexts {
  const write = cellTexts(language)
  return {
    moment: (instant) => `${write({ kind: 'instant', label: '' }, instant)} ${ZONE_WORD}`,
    date: (date) => write({ kind: 'date', label: '' }, date),
    count: (count) => write({ kind: 'integer', label: '' }, count),
    amount: (wire, currency) => `${currency} ${write({ kind: 'amount', label: '' }, wire)}`,
  }
}
