import { formatWire, minorDigits, parseCurrency, parseMoney } from '#shared/kernel/money'
import { err, ok, type Result } from '#shared/kernel/result'

export type AmountFault = 'amount_unreadable' | 'amount_negative' | 'amount_decimals' | 'amount_too_long'

/** Digits before the point that the wire can carry. */
const MAX_WHOLE_DIGITS = 15

/**
 * Reads an amount as people type or paste it: `75000000`, `75,000,000`, `75.000.000`, `Rp 75.000.000,50`. Empty is null.
 *
 * A separator followed by groups of exactly three digits separates thousands, whichever sign it is: no currency kept here
 * has three decimals unless `decimalSign` says so. Errors: what is wrong, for words beside the field.
 */
export function readTypedAmount(
  typed: string,
  currency: string,
  decimalSign: '.' | ',',
): Result<string | null, AmountFault> {
  const text = typed.replace(/^\s*(?:rp\.?|[a-z]{3})\s*/i, '').replace(/[\s\u00a0\u202f]/g, '')
  if (text === '') return typed.trim() === '' ? ok(null) : err('amount_unreadable')
  if (/^[-−]/.test(text)) return err('amount_negative')
  const known = parseCurrency(currency)
  if (!known.ok) return err('amount_unreadable')
  const digits = minorDigits(known.value)
  const parts = splitAmount(text, digits, decimalSign)
  if (parts === undefined) return err('amount_unreadable')
  const whole = parts.whole.replace(/^0+(?=\d)/, '')
  if (whole.length > MAX_WHOLE_DIGITS) return err('amount_too_long')
  if (parts.fraction.length > digits) return err('amount_decimals')
  const wire = digits === 0 ? whole : `${whole}.${parts.fraction.padEnd(digits, '0')}`
  const parsed = parseMoney(wire, known.value)
  return parsed.ok ? ok(formatWire(parsed.value)) : err('amount_too_long')
}

interface AmountParts {
  readonly whole: string
  readonly fraction: string
}

function splitAmount(text: string, digits: number, decimalSign: '.' | ','): AmountParts | undefined {
  const other = decimalSign === '.' ? ',' : '.'
  // The user's own way of writing first; the other country's only where it cannot be meant as decimals.
  return splitBy(text, other, decimalSign, digits) ?? splitBy(text, decimalSign, other, digits)
}

function splitBy(text: string, group: string, decimal: string, digits: number): AmountParts | undefined {
  const [whole = '', fraction = '', ...rest] = text.split(decimal)
  if (rest.length > 0 || !/^\d*$/.test(fraction)) return undefined
  const hasDecimal = text.includes(decimal)
  if (hasDecimal && fraction.length === 3 && digits < 3 && !whole.includes(group)) return undefined
  const groups = whole.split(group)
  const grouped = groups.length === 1 || (/^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((g) => /^\d{3}$/.test(g)))
  const plain = groups.join('')
  return grouped && /^\d+$/.test(plain) ? { whole: plain, fraction } : undefined
}
