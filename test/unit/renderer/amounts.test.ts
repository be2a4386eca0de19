import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatAmount } from '../../../renderer/components/format/amount'
import { isAmount, readAmount } from '../../../renderer/components/format/typed-amount'

const LANGUAGES = ['en', 'id'] as const

describe('formatting amounts', () => {
  it('groups by language and shows decimals only where there are any', () => {
    expect(formatAmount('1309688.00', 'en')).toBe('1,309,688')
    expect(formatAmount('1309688.00', 'id')).toBe('1.309.688')
    expect(formatAmount('1309688.50', 'en')).toBe('1,309,688.50')
    expect(formatAmount('1309688.50', 'id')).toBe('1.309.688,50')
    expect(formatAmount('0.00', 'en')).toBe('0')
  })

  it('marks the sign with a true minus, and a plus where asked', () => {
    expect(formatAmount('-2500000.00', 'en')).toBe('\u22122,500,000')
    expect(formatAmount('30000000.00', 'en', { signed: true })).toBe('+30,000,000')
    expect(formatAmount('0.00', 'en', { signed: true })).toBe('0')
  })

  it('keeps every digit that a float would round', () => {
    expect(formatAmount('9999999999999999.99', 'en')).toBe('9,999,999,999,999,999.99')
    expect(formatAmount('9007199254740993.00', 'id')).toBe('9.007.199.254.740.993')
  })

  it('leaves text that is no amount alone', () => {
    expect(formatAmount('soon', 'en')).toBe('soon')
  })
})

describe('reading what was typed', () => {
  it.each([
    ['1.000.000', 'id', '1000000.00'],
    ['1.000.000,50', 'id', '1000000.50'],
    ['1.000', 'id', '1000.00'],
    ['1,5', 'id', '1.50'],
    ['1.50', 'id', '1.50'],
    ['Rp 1.000.000', 'id', '1000000.00'],
    ['1,000,000.50', 'en', '1000000.50'],
    ['1,000', 'en', '1000.00'],
    ['1.000.000', 'en', '1000000.00'],
    ['IDR 2,500', 'en', '2500.00'],
    ['0012', 'en', '12.00'],
    ['0', 'en', '0.00'],
    [' 75 000 000 ', 'en', '75000000.00'],
  ] as const)('%s in %s is %s', (typed, language, wire) => {
    expect(readAmount(typed, language, 'IDR')).toBe(wire)
  })

  it.each([
    ['1.000', 'en'],
    ['0,500', 'en'],
    ['0.500', 'id'],
    ['0,001', 'en'],
    ['00,100', 'en'],
    ['1.505', 'en'],
    ['1,505,5', 'id'],
    ['1.00.000', 'id'],
    ['12,34,567', 'en'],
    ['-5', 'en'],
    ['5e3', 'en'],
    ['USD 5', 'en'],
    ['', 'en'],
    ['1234567890123456789', 'en'],
  ] as const)('%s in %s is not clearly an amount', (typed, language) => {
    expect(readAmount(typed, language, 'IDR')).toBeNull()
  })

  it('reads back exactly what was written, for any amount in either language', () => {
    const minor = fc.bigInt({ min: 0n, max: 10n ** 18n - 1n })
    fc.assert(
      fc.property(minor, fc.constantFrom(...LANGUAGES), (sen, language) => {
        const digits = sen.toString().padStart(3, '0')
        const wire = `${digits.slice(0, -2)}.${digits.slice(-2)}`
        expect(readAmount(formatAmount(wire, language), language, 'IDR')).toBe(wire)
        expect(isAmount(wire, 'IDR')).toBe(true)
      }),
    )
  })

  it('takes any wire amount for itself, so a field may show one while it is typed', () => {
    const minor = fc.bigInt({ min: 0n, max: 10n ** 18n - 1n })
    fc.assert(
      fc.property(minor, fc.constantFrom(...LANGUAGES), (sen, language) => {
        const digits = sen.toString().padStart(3, '0')
        const wire = `${digits.slice(0, -2)}.${digits.slice(-2)}`
        expect(readAmount(wire, language, 'IDR')).toBe(wire)
      }),
    )
  })
})
