import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mt940 } from '#main/reports/statement/mt940'
import { swiftLines, swiftReference, swiftText } from '#main/reports/statement/swift-text'
import type { Statement } from '#shared/domain/accounts/statement'
import { readMt940 } from './mt940-reader'
import { anyStatement, date, type Posting, signed, statement } from './statements'

const IN: Posting = { direction: 'credit', amount: 12_500_000n, channel: 'other_bank' }
const OUT: Posting = { direction: 'debit', amount: 1n, channel: 'internal' }

function written(made: Statement): string {
  const message = mt940(made)
  if (!message.ok) throw new Error(message.error.code)
  return message.value
}

describe('MT940', () => {
  it('is written field by field as the format asks', () => {
    const made = statement({
      opening: 5_000_000_00n,
      available: '5124999.99',
      lines: [
        { ...IN, reference: 'INV-2026/0001', counterparty: 'PT Süd & Co', description: 'Termin 1' },
        { ...OUT, at: '2026-07-02T03:04:05.006Z' },
      ],
    })
    expect(written(made).split('\r\n')).toEqual([
      ':20:BDH2607310012042',
      ':25:8812300000012042',
      ':28C:26212/1',
      ':60F:C260701IDR5000000,00',
      ':61:2607010701C125000,00NMSCINV-2026/0001//8000000000000064',
      ':86:/EREF/INV-2026/0001/ORDP//NAME/PT Sud + Co/REMI/Termin 1/CHNL/oth',
      'er-bank',
      ':61:2607020702D0,01NTRFNONREF//8000000000000065',
      ':86:/CHNL/internal',
      ':62F:C260731IDR5124999,99',
      ':64:C260731IDR5124999,99',
      '-',
      '',
    ])
  })

  it('names an overdraft by D, and closes on the day that it is made', () => {
    const made = statement({ opening: -100n, lines: [] })
    const read = readMt940(written({ ...made, lastDay: date('2026-07-15') }))
    expect([read.opening, read.closing]).toEqual([
      { minor: -100n, date: '260701', currency: 'IDR' },
      { minor: -100n, date: '260715', currency: 'IDR' },
    ])
  })

  it('has 15 places for an amount: zero decimals give way, others are refused', () => {
    const large = statement({ lines: [{ direction: 'credit', amount: 99_999_999_999_999_00n }] })
    expect(readMt940(written(large)).lines[0]?.minor).toBe(99_999_999_999_999_00n)
    const tooLarge = statement({ lines: [{ direction: 'credit', amount: 99_999_999_999_999_01n }] })
    expect(mt940(tooLarge)).toEqual({ ok: false, error: { code: 'statement.too_large_for_mt940' } })
  })

  it('reads back with every amount and both balances, whatever the texts are', () => {
    fc.assert(
      fc.property(anyStatement, (made) => {
        const read = readMt940(written(made))
        expect(read.opening.minor).toBe(made.opening.minor)
        expect(read.closing.minor).toBe(made.closing.minor)
        expect(read.available?.minor).toBe(made.closingAvailable?.minor)
        expect(read.lines.map(({ minor }) => minor)).toEqual(
          made.lines.map(({ direction, amount }) => signed(direction, amount.minor)),
        )
        const moved = read.lines.reduce((sum, { minor }) => sum + minor, 0n)
        expect(read.opening.minor + moved).toBe(read.closing.minor)
      }),
    )
  })

  it('has only characters of set x, lines of at most 65 and six of narrative', () => {
    fc.assert(
      fc.property(anyStatement, (made) => {
        const text = written(made)
        expect(text).toMatch(/^[A-Za-z0-9/\-?:().,'+ \r\n]*$/)
        for (const { tag, lines } of readMt940(text).fields) {
          expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(65)
          expect(lines.length).toBeLessThanOrEqual(tag === '86' ? 6 : 1)
        }
      }),
    )
  })
})

describe('SWIFT text', () => {
  it('keeps what people can read', () => {
    expect(swiftText('  Café “Ünïted” & Söns\u0000 [x]_y@z  ')).toBe("Cafe 'United' + Sons (x)-y(at)z")
    expect(swiftText('株式会社')).toBe('')
  })

  it('keeps references whole where they fit, and never with slashes at an end or in a pair', () => {
    expect(swiftReference('//A//B//', 16)).toBe('A/B')
    expect(swiftReference('0123456789ABCDE/FG', 16)).toBe('0123456789ABCDE')
    expect(swiftReference('///', 16)).toBe('')
  })

  it('lets no line begin as a field or the end does, and joins to the same text again', () => {
    expect(swiftLines(`${'a'.repeat(65)}:62F:C`, 65, 6)).toEqual(['a'.repeat(65), ' :62F:C'])
    expect(swiftLines(`${'a'.repeat(65)}-`, 65, 6)).toEqual(['a'.repeat(65), ' -'])
    expect(swiftLines(`${'a'.repeat(64)} b`, 65, 6)).toEqual(['a'.repeat(64), ' b'])
    expect(swiftLines('x'.repeat(500), 65, 6)).toHaveLength(6)
  })
})
