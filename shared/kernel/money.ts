import * as dineroBigint from 'dinero.js/bigint'
import * as isoCurrencies from 'dinero.js/bigint/currencies'
import { type DecimalText, decimalOf } from './decimal'
import { type DomainError, ok, type Result, refuse } from './result'

declare const currencyBrand: unique symbol

/** An ISO 4217 currency code that the product knows. */
export type Currency = string & { readonly [currencyBrand]: true }

/** An exact amount: whole minor units (sen for IDR, cents for USD) of one currency. Plain data, safe to clone. */
export type Money = { readonly minor: bigint; readonly currency: Currency }

/** An amount's text on the wire never has more digits than this, so it fits a signed 64-bit column in minor units. */
export const MAX_MONEY_DIGITS = 18

// MGA and MRU are divided by five, but ISO 4217 writes them with two decimals; dinero.js gives their exponent in base 5.
const MINOR_DIGITS: ReadonlyMap<string, number> = new Map(
  Object.values(isoCurrencies).map((iso) => [iso.code, iso.base === 10n ? Number(iso.exponent) : 2]),
)

/** Whether `text` is a known ISO 4217 code, in capitals. */
export function isCurrency(text: string): text is Currency {
  return MINOR_DIGITS.has(text)
}

/** Reads a currency code. Errors: `currency.unknown`. */
export function parseCurrency(text: string): Result<Currency, DomainError> {
  return isCurrency(text) ? ok(text) : refuse('currency.unknown', { currency: text.slice(0, 8) })
}

/** The rupiah, the currency of every fee (docs/domain.md §0 Money). */
export const IDR: Currency = knownCurrency('IDR')

function knownCurrency(code: string): Currency {
  if (!isCurrency(code)) throw new Error(`${code} is not in the ISO 4217 table`)
  return code
}

/** How many decimals ISO 4217 gives the currency: IDR 2, USD 2, JPY 0, KWD 3. */
export function minorDigits(currency: Currency): number {
  const digits = MINOR_DIGITS.get(currency)
  if (digits === undefined) throw new Error(`no minor digits for ${currency}`)
  return digits
}

/** An amount of `minor` whole minor units. */
export function money(minor: bigint, currency: Currency): Money {
  return { minor, currency }
}

/** Nothing, in the given currency. */
export function zero(currency: Currency): Money {
  return money(0n, currency)
}

/**
 * Whether `text` is a wire amount with exactly `digits` decimals: optional `-`, no exponent, no leading zeros, no
 * negative zero, at most 18 digits in all. Source: docs/domain.md §0 Money.
 */
export function isMoneyText(text: string, digits: number): boolean {
  if (text.length > MAX_MONEY_DIGITS + 2) return false
  const match = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text)
  if (match === null) return false
  const [, sign = '', whole = '', fraction = ''] = match
  if (fraction.length !== digits || whole.length + fraction.length > MAX_MONEY_DIGITS) return false
  return sign === '' || /[1-9]/.test(text)
}

/**
 * Reads a wire amount such as `"1309688.00"`. Errors: `money.invalid` with the currency and its number of decimals.
 * Source: docs/domain.md §0 Money.
 */
export function parseMoney(text: string, currency: Currency): Result<Money, DomainError> {
  const digits = minorDigits(currency)
  if (!isMoneyText(text, digits)) return refuse('money.invalid', { currency, digits })
  return ok(money(BigInt(text.replace('.', '')), currency))
}

/** Writes an amount as the wire and documents carry it, with exactly the currency's decimals. */
export function formatWire({ minor, currency }: Money): string {
  const digits = minorDigits(currency)
  const sign = minor < 0n ? '-' : ''
  const all = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0')
  return digits === 0 ? sign + all : `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`
}

// Amounts travel as plain { minor, currency } because dinero objects hold closures that neither IPC nor the database can
// carry; arithmetic goes through dinero so that mixing currencies and scales is refused in one place.
function toDinero({ minor, currency }: Money): dineroBigint.Dinero<bigint, string> {
  const exponent = BigInt(minorDigits(currency))
  return dineroBigint.dinero<string>({ amount: minor, currency: { code: currency, base: 10n, exponent } })
}

function minorOf(value: dineroBigint.Dinero<bigint, string>): bigint {
  return dineroBigint.toSnapshot(value).amount
}

/** `a + b`. Throws when the currencies differ: that is a bug, not an answer. */
export function add(a: Money, b: Money): Money {
  return money(minorOf(dineroBigint.add(toDinero(a), toDinero(b))), a.currency)
}

/** `a − b`; may be negative. Throws when the currencies differ. */
export function subtract(a: Money, b: Money): Money {
  return money(minorOf(dineroBigint.subtract(toDinero(a), toDinero(b))), a.currency)
}

/** −1, 0 or 1 as `a` is below, equal to or above `b`. Throws when the currencies differ. */
export function compare(a: Money, b: Money): -1 | 0 | 1 {
  const order = dineroBigint.compare(toDinero(a), toDinero(b))
  return order < 0 ? -1 : order > 0 ? 1 : 0
}

/** The sum of all amounts; zero of `currency` for none. Throws when an amount is in another currency. */
export function sum(amounts: Iterable<Money>, currency: Currency): Money {
  let total = zero(currency)
  for (const amount of amounts) total = add(total, amount)
  return total
}

/** The same amount with the other sign. */
export function negate(m: Money): Money {
  return money(-m.minor, m.currency)
}

/** The lower of the two. Throws when the currencies differ. */
export function least(a: Money, b: Money): Money {
  return compare(a, b) <= 0 ? a : b
}

/** `m` a whole number of times. */
export function times(m: Money, count: bigint): Money {
  return money(minorOf(dineroBigint.multiply(toDinero(m), count)), m.currency)
}

/** Whether the amount is exactly zero. */
export function isZero(m: Money): boolean {
  return m.minor === 0n
}

/** Whether the amount is below zero. */
export function isNegative(m: Money): boolean {
  return m.minor < 0n
}

/** Whether the amount is above zero. */
export function isPositive(m: Money): boolean {
  return m.minor > 0n
}

function toWholeMajor(value: dineroBigint.Dinero<bigint, string>, currency: Currency): Money {
  const whole = dineroBigint.transformScale(value, 0n, dineroBigint.halfUp)
  return money(minorOf(dineroBigint.transformScale(whole, BigInt(minorDigits(currency)))), currency)
}

/** `m` to the whole major unit (rupiah), half-up. Source: docs/domain.md §0 Money. */
export function roundHalfUpToWhole(m: Money): Money {
  return toWholeMajor(toDinero(m), m.currency)
}

/**
 * `m × rate`, computed exactly and then rounded once, half-up, to the whole major unit (rupiah) as every fee component
 * is. Source: docs/domain.md §0 Money, §4 Fee.
 */
export function multiplyRate(m: Money, rate: DecimalText): Money {
  const { coefficient, scale } = decimalOf(rate)
  return toWholeMajor(dineroBigint.multiply(toDinero(m), { amount: coefficient, scale }), m.currency)
}
