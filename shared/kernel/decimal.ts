declare const decimalTextBrand: unique symbol

/** A non-negative exact decimal in writing, such as `"18.4"` or `"0.00035"`: a rate, a multiplier or a distance. */
export type DecimalText = string & { readonly [decimalTextBrand]: true }

/** `coefficient` / 10^`scale`, exactly. */
export type Decimal = { readonly coefficient: bigint; readonly scale: bigint }

// The length bound keeps a hostile document from making us multiply enormous integers.
const DECIMAL = /^(?:0|[1-9]\d{0,17})(?:\.\d{1,18})?$/

/** Whether `text` is a plain non-negative decimal: no sign, exponent, leading zeros or blanks. */
export function isDecimalText(text: string): text is DecimalText {
  return DECIMAL.test(text)
}

/** The exact value of a decimal text. */
export function decimalOf(text: DecimalText): Decimal {
  const [whole = '', fraction = ''] = text.split('.')
  return { coefficient: BigInt(whole + fraction), scale: BigInt(fraction.length) }
}

/** The smallest whole number not below the decimal, used for started kilometres (docs/domain.md §4 Fee). */
export function ceilDecimal({ coefficient, scale }: Decimal): bigint {
  const unit = 10n ** scale
  return (coefficient + unit - 1n) / unit
}
