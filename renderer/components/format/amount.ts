import { isMoneyText } from '#shared/kernel/money'

/** The locale whose way of writing numbers and dates goes with a language of the product. */
export const LOCALES = { en: 'en-GB', id: 'id-ID' } as const
export type FormatLanguage = keyof typeof LOCALES

/** Whether Intl may take the text as a number: then it formats every digit, where a float would round. */
function isNumeric(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text)
}

const formats = new Map<string, Intl.NumberFormat>()

function formatOf(language: FormatLanguage, digits: number): Intl.NumberFormat {
  const key = `${language}:${digits}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(LOCALES[language], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  formats.set(key, made)
  return made
}

export interface AmountStyle {
  /** Writes `+` before an amount above zero. */
  readonly signed?: boolean
}

/**
 * A wire amount as people write it: `"1309688.00"` is 1,309,688 in English and 1.309.688 in Indonesian. Decimals show
 * only where there are any. Exact at any size. Text that is no amount comes back as it is.
 * Source: docs/domain.md §0 Money.
 */
export function formatAmount(wire: string, language: FormatLanguage, { signed = false }: AmountStyle = {}): string {
  if (!isNumeric(wire)) return wire
  const fraction = wire.split('.')[1] ?? ''
  const digits = /[1-9]/.test(fraction) ? fraction.length : 0
  const negative = wire.startsWith('-')
  const size = negative ? wire.slice(1) : wire
  if (!isNumeric(size)) return wire
  const sign = negative ? '\u2212' : signed && /[1-9]/.test(size) ? '+' : ''
  return sign + formatOf(language, digits).format(size)
}

/** Whether the wire amount is below zero. */
export function isBelowZero(wire: string): boolean {
  return wire.startsWith('-')
}

/** Whether the text is a wire amount not below zero, with the given number of decimals. */
export function isWireAmount(text: string, digits: number): boolean {
  return isMoneyText(text, digits) && !isBelowZero(text)
}

const shares = {
  en: new Intl.NumberFormat(LOCALES.en, { style: 'percent' }),
  id: new Intl.NumberFormat(LOCALES.id, { style: 'percent' }),
}

/** A share of one as a whole percentage. */
export function formatShare(share: number, language: FormatLanguage): string {
  return shares[language].format(share)
}

/** A whole number with the language's grouping. */
export function formatCount(count: number, language: FormatLanguage): string {
  return formatOf(language, 0).format(count)
}
