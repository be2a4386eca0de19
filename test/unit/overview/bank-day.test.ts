import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bankDayOf } from '#main/storage/overview/bank-day'
import { BANK_ZONE, instantFromEpochMs, localDateIn } from '#shared/kernel/time'

describe('the day of a statement line', () => {
  it.each([
    ['2026-07-10T16:59:59.999Z', '2026-07-10'],
    ['2026-07-10T17:00:00.000Z', '2026-07-11'],
    ['2026-07-10T00:00:00.000Z', '2026-07-10'],
    ['2026-12-31T17:00:00.000Z', '2027-01-01'],
    ['2024-02-28T17:30:00.000Z', '2024-02-29'],
  ])('%s is %s: the calendar of Jakarta, where a day begins at 17:00 UTC', (instant, day) => {
    expect(bankDayOf(instant)).toBe(day)
  })

  it('is what the zone itself says at any moment, also before 1964 when its offset was another', () => {
    const instant = fc
      .integer({ min: Date.parse('1920-01-01'), max: Date.parse('2090-01-01') })
      .map((ms) => instantFromEpochMs(ms))
    fc.assert(
      fc.property(instant, (at) => {
        expect(bankDayOf(at)).toBe(localDateIn(BANK_ZONE, at))
      }),
      { numRuns: 2_000 },
    )
  })

  it.each(['America/Los_Angeles', 'Pacific/Kiritimati', 'UTC'])(
    'does not ask the zone of this computer: %s',
    (zone) => {
      const before = process.env.TZ
      process.env.TZ = zone
      try {
        expect(bankDayOf('2026-07-14T16:59:59.999Z')).toBe('2026-07-14')
        expect(bankDayOf('2026-07-14T17:00:00.000Z')).toBe('2026-07-15')
      } finally {
        if (before === undefined) delete process.env.TZ
        else process.env.TZ = before
      }
    },
  )

  it.each([
    ['9999-12-31T23:59:59.999Z', '9999-12-31'],
    ['0000-01-01T00:00:00.000Z', '0000-01-01'],
    ['2026-02-30T01:00:00.000Z', '2026-03-02'],
  ])('is some day even for what no bank posts: %s', (instant, day) => {
    expect(bankDayOf(instant)).toBe(day)
  })
})
