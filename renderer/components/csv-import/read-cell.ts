import type { CsvFieldKind, CsvFormat, DateOrder, DecimalMark } from './csv-types'

/** Reads a cell as its field wants it; what cannot be read comes back as it was typed, trimmed. */
export function readCell(cell: string, kind: CsvFieldKind, format: CsvFormat): string {
  const text = asTyped(cell)
  switch (kind) {
    case 'text':
      return text
    case 'digits':
      return readDigits(text) ?? text
    case 'amount':
      return readPlainAmount(text, format.decimal) ?? text
    case 'date':
      return readDate(text, format.dateOrder) ?? text
  }
}

/** Without what spreadsheets and our own export put around text so that it is not taken for a number or a formula. */
function asTyped(cell: string): string {
  const text = cell.trim()
  const quoted = /^="(.*)"$/.exec(text)
  if (quoted?.[1] !== undefined) return quoted[1].trim()
  return /^'[=+\-@\t\r\d]/.test(text) ? text.slice(1) : text
}

function readDigits(text: string): string | null {
  const digits = text.replace(/[\s\u00a0.-]/g, '')
  return /^\d+$/.test(digits) ? digits : null
}

/**
 * An amount as `1250000.5`, without groups and with a point: nothing is rounded, and how many decimals there may be is for
 * the rule to say. Null where it is no amount with that decimal mark.
 */
export function readPlainAmount(typed: string, decimal: DecimalMark): string | null {
  const bare = typed.replace(/^(?:rp\.?|[a-z]{3})\s*(?=[-\d])/i, '').replace(/[\s\u00a0\u202f']/g, '')
  const group = decimal === '.' ? ',' : '.'
  const match = decimal === '.' ? /^(-?)([\d,]+)(?:\.(\d+))?$/.exec(bare) : /^(-?)([\d.]+)(?:,(\d+))?$/.exec(bare)
  const [, sign = '', whole = '', fraction] = match ?? []
  if (!match || !(/^\d+$/.test(whole) || isGrouped(whole, group))) return null
  const integer = whole.replaceAll(group, '').replace(/^0+(?=\d)/, '')
  return fraction === undefined ? sign + integer : `${sign}${integer}.${fraction}`
}

function isGrouped(whole: string, group: string): boolean {
  const [first = '', ...others] = whole.split(group)
  return /^\d{1,3}$/.test(first) && others.every((digits) => /^\d{3}$/.test(digits))
}

/** Three letters tell the months apart in English and Indonesian alike. */
const MONTHS: ReadonlyMap<string, number> = new Map(
  ['jan', 'feb', 'mar', 'apr', 'may mei', 'jun', 'jul', 'aug agu ags', 'sep', 'oct okt', 'nov nop', 'dec des'].flatMap(
    (names, index) => names.split(' ').map((name) => [name, index + 1] as const),
  ),
)

const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/
const WITH_WORD = /^(\d{1,2})[-\s]([a-z]{3})[a-z]*[-\s](\d{4})$/i

/** A date as `2026-07-10`; null where it is none, or only with a century to be guessed. */
export function readDate(typed: string, order: DateOrder): string | null {
  // A spreadsheet's date often carries a midnight that means nothing.
  const text = typed.replace(/[T\s]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '')
  const iso = YEAR_FIRST.exec(text)
  if (iso) return dateOf(iso[1], iso[2], iso[3])
  const words = WITH_WORD.exec(text)
  if (words) return dateOf(words[3], MONTHS.get(words[2]?.toLowerCase() ?? ''), words[1])
  const local = YEAR_LAST.exec(text)
  if (!local) return null
  const [, first, second, year] = local
  return order === 'day' ? dateOf(year, second, first) : dateOf(year, first, second)
}

function dateOf(year: unknown, month: unknown, day: unknown): string | null {
  const two = (part: unknown) => String(part).padStart(2, '0')
  const text = `${String(year)}-${two(month)}-${two(day)}`
  const ms = Date.parse(`${text}T00:00:00.000Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text) ? text : null
}
