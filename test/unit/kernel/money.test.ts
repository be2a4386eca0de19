import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ceilDecimal, decimalOf, isDecimalText } from '#shared/kernel/decimal'
import {
  add,
  type Currency,
  compare,
  formatWire,
  IDR,
  isCurrency,
  isMoneyText,
  isNegative,
  isPositive,
  isZero,
  least,
  minorDigits,
  money,
  multiplyRate,
  negate,
  parseCurrency,
  parseMoney,
  roundHalfUpToWhole,
  subtract,
  sum,
  times,
  zero,
} from '#shared/kernel/money'

const currency = (code: string): Currency => {
  if (!isCurrency(code)) throw new Error(code)
  return code
}
const anyCurrency = fc.constantFrom('IDR', 'USD', 'JPY', 'KWD', 'CLF', 'MGA').map(currency)
const minor = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n })

describe('wire text', () => {
  it.each([
    ['IDR', '1309688.00', 130968800n],
    ['IDR', '0.00', 0n],
    ['IDR', '-0.01', -1n],
    ['JPY', '500', 500n],
    ['KWD', '1.005', 1005n],
    ['IDR', '9999999999999999.99', 999999999999999999n],
  ])('%s %s', (code, text, expected) => {
    const parsed = parseMoney(text, currency(code))
    expect(parsed).toEqual({ ok: true, value: money(expected, currency(code)) })
    expect(formatWire(money(expected, currency(code)))).toBe(text)
  })

  it.each([
    '',
    '1',
    '1.0',
    '1.000',
    '01.00',
    '.50',
    '1.',
    '+1.00',
    '-0.00',
    '1e3',
    '1,000.00',
    ' 1.00',
    '1.00\n',
    '٣.00',
    '10000000000000000.00',
    'NaN',
  ])('refuses %j as rupiah', (text) => {
    expect(parseMoney(text, IDR)).toEqual({
      ok: false,
      error: { code: 'money.invalid', params: { currency: 'IDR', digits: 2 } },
    })
    expect(isMoneyText(text, 2)).toBe(false)
  })

  it('refuses decimals of a currency without any', () => {
    expect(parseMoney('500.00', currency('JPY')).ok).toBe(false)
    expect(parseMoney('500.', currency('JPY')).ok).toBe(false)
  })

  it('comes back unchanged for every currency and amount', () => {
    fc.assert(
      fc.property(minor, anyCurrency, (amount, code) => {
        const text = formatWire(money(amount, code))
        expect(isMoneyText(text, minorDigits(code))).toBe(true)
        expect(parseMoney(text, code)).toEqual({ ok: true, value: money(amount, code) })
      }),
    )
  })
})

describe('currencies', () => {
  it.each([
    ['IDR', 2],
    ['USD', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLF', 4],
    ['MGA', 2],
    ['MRU', 2],
  ])('%s has %i decimals', (code, digits) => {
    expect(minorDigits(currency(code))).toBe(digits)
  })

  it('an unknown code is refused', () => {
    expect(parseCurrency('IDR')).toEqual({ ok: true, value: 'IDR' })
    for (const code of ['XXY', 'idr', '', 'default']) expect(parseCurrency(code).ok).toBe(false)
  })
})

describe('arithmetic', () => {
  it('adds in any grouping and order, and subtracts back', () => {
    fc.assert(
      fc.property(minor, minor, minor, anyCurrency, (x, y, z, code) => {
        const [a, b, c] = [money(x, code), money(y, code), money(z, code)]
        expect(add(add(a, b), c)).toEqual(add(a, add(b, c)))
        expect(add(a, b)).toEqual(add(b, a))
        expect(subtract(add(a, b), b)).toEqual(a)
        expect(sum([a, b, c], code)).toEqual(money(x + y + z, code))
        expect(add(a, negate(a))).toEqual(zero(code))
        expect(compare(a, b)).toBe(x < y ? -1 : x > y ? 1 : 0)
        expect(least(a, b).minor).toBe(x < y ? x : y)
        expect(times(a, 3n)).toEqual(add(a, add(a, a)))
      }),
    )
  })

  it('knows its sign', () => {
    const signs = [-1n, 0n, 1n].map((amount) => money(amount, IDR))
    expect(signs.map(isNegative)).toEqual([true, false, false])
    expect(signs.map(isZero)).toEqual([false, true, false])
    expect(signs.map(isPositive)).toEqual([false, false, true])
  })

  it('refuses to mix currencies', () => {
    const [rupiah, dollar] = [money(1n, IDR), money(1n, currency('USD'))]
    for (const mix of [add, subtract, compare, least]) expect(() => mix(rupiah, dollar)).toThrow()
    expect(() => sum([dollar], IDR)).toThrow()
  })
})

describe('rounding', () => {
  it.each([
    [49n, 0n],
    [50n, 100n],
    [149n, 100n],
    [150n, 200n],
    [119062_50n, 119063_00n],
  ])('%i sen → %i', (from, to) => {
    expect(roundHalfUpToWhole(money(from, IDR))).toEqual(money(to, IDR))
  })

  it('multiplies exactly before it rounds once', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.nat(10 ** 6), (amount, millionths) => {
        const rate = `${Math.floor(millionths / 10 ** 6)}.${String(millionths % 10 ** 6).padStart(6, '0')}`
        if (!isDecimalText(rate)) throw new Error(rate)
        const exact = amount * BigInt(millionths)
        const unit = 100n * 10n ** 6n
        expect(multiplyRate(money(amount, IDR), rate).minor).toBe(((exact + unit / 2n) / unit) * 100n)
      }),
    )
  })
})

describe('decimals', () => {
  it.each([
    ['18.4', 19n],
    ['18.00', 18n],
    ['0', 0n],
    ['0.01', 1n],
    ['103', 103n],
  ])('⌈%s⌉ = %i', (text, expected) => {
    if (!isDecimalText(text)) throw new Error(text)
    expect(ceilDecimal(decimalOf(text))).toBe(expected)
  })

  it.each(['', '-1', '01', '1.', '.5', '1e2', '1,5', '1.1234567890123456789'])('refuses %j', (text) => {
    expect(isDecimalText(text)).toBe(false)
  })
})
