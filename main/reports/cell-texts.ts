import { BANK_ZONE } from '#shared/kernel/time'
import { printable } from './cells'
import type { ReportCell, ReportColumn, ReportLanguage } from './table-shape'

const LOCALES = { en: 'en-GB', id: 'id-ID' } as const
const MINUS = '\u2212'

/** Text of one cell as people of a language write it. */
export type CellTexts = (column: ReportColumn, cell: ReportCell) => string

export function cellTexts(language: ReportLanguage): CellTexts {
  const locale = LOCALES[language]
  const moments = new Intl.DateTimeFormat(locale, {
    timeZone: BANK_ZONE,
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const dates = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: '2-digit', month: 'short', year: 'numeric' })
  const amounts = amountsIn(locale)
  const counts = new Intl.NumberFormat(locale)
  return ({ kind }, cell) => {
    if (cell === null) return ''
    if (typeof cell === 'number') return counts.format(cell)
    if (kind === 'amount') return amounts(cell) ?? paper(cell)
    if (kind === 'instant') return written(moments, cell) ?? paper(cell)
    if (kind === 'date') return written(dates, `${cell}T00:00:00.000Z`) ?? paper(cell)
    return paper(cell)
  }
}

/** Text as it can stand on paper: marks that turn the direction of writing around would make it lie about its neighbours. */
export function paper(text: string): string {
  return printable(text)
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
}

function written(format: Intl.DateTimeFormat, instant: string): string | undefined {
  const ms = Date.parse(instant)
  return Number.isNaN(ms) ? undefined : format.format(ms)
}

/** Always with all decimals of the wire, so that the points of a column stand below each other. Exact at any size. */
function amountsIn(locale: string): (wire: string) => string | undefined {
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1_234_567.5)
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? ''
  const group = part('group')
  const point = part('decimal')
  return (wire) => {
    const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(wire)
    if (match === null) return undefined
    const [, sign, whole = '', fraction] = match
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group)
    return `${sign === '' ? '' : MINUS}${grouped}${fraction === undefined ? '' : point + fraction}`
  }
}
