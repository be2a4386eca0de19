import { type Currency, isCurrency, minorDigits } from '#shared/kernel/money'
import type { FormatLanguage } from './amount'
import { isWireAmount } from './amount'

/** How many decimals amounts of the currency have; 2 for a code this build does not know. */
export function digitsOf(currency: string): number {
  return isCurrency(currency) ? minorDigits(currency satisfies Currency) : 2
}

/** Whether `text` is an amount as the wire carries it for that currency, not below zero. */
export function isAmount(text: string, currency: string): boolean {
  return isWireAmount(text, digitsOf(currency))
}

const DECIMAL_MARK = { en: '.', id: ',' } as const
/** Nobody groups what begins with a nought: `0,500` is half, or a mistake. */
const GROUPS = /^[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*$/

/** Whole and decimal digits of what was typed, null where it can be read in two ways or none. */
function partsOf(text: string, language: FormatLanguage): { whole: string; fraction: string } | null {
  const decimal = DECIMAL_MARK[language]
  const group = decimal === '.' ? ',' : '.'
  if (/^\d+$/.test(text)) return { whole: text, fraction: '' }

  const grouped = GROUPS.exec(text)
  const mark = grouped?.[1]
  // Several marks of one kind can only be groups, whatever the language; a single one is a group only where it is the language's own.
  const isGroups = mark !== undefined && (mark === group || text.split(mark).length > 2)
  if (isGroups) return { whole: text.replaceAll(mark, ''), fraction: '' }

  const split = /^(.*)([.,])(\d+)$/.exec(text)
  if (!split) return null
  const [, before = '', point = '', fraction = ''] = split
  // "1.50" where dots group thousands: two digits cannot be a group, so it is a decimal; "1.000" stays a group above.
  const isDecimal = point === decimal || fraction.length !== 3
  if (!isDecimal) return null
  const other = point === '.' ? ',' : '.'
  if (/^\d+$/.test(before)) return { whole: before, fraction }
  return GROUPS.exec(before)?.[1] === other ? { whole: before.replaceAll(other, ''), fraction } : null
}

/**
 * Reads an amount as people of that language type it, `1.000.000` or `1,000,000.50`, with or without `Rp` or the code, and
 * gives its wire text. Null where it is not clearly one amount: nothing is guessed, rounded or cut.
 */
export function readAmount(typed: string, language: FormatLanguage, currency: string): string | null {
  const bare = typed
    .trim()
    .replace(/^(rp\.?|[a-z]{3})\s*/i, (mark) => (isMark(mark, currency) ? '' : mark))
    .replace(/[\s\u00a0\u202f]/g, '')
  const parts = partsOf(bare, language)
  if (!parts) return null
  const digits = digitsOf(currency)
  const whole = parts.whole.replace(/^0+(?=\d)/, '')
  const wire = digits === 0 ? whole : `${whole}.${parts.fraction.padEnd(digits, '0')}`
  // Too many decimals or digits are no wire amount either; nothing is cut to fit.
  return isWireAmount(wire, digits) ? wire : null
}

function isMark(mark: string, currency: string): boolean {
  const text = mark.trim().toUpperCase().replace('.', '')
  return text === currency || (text === 'RP' && currency === 'IDR')
}
