import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { possibleServices } from '#shared/domain/cash/cutoffs'
import { checkDenominations, denominationsTotal } from '#shared/domain/cash/denominations'
import { cashFee, type Tariff } from '#shared/domain/cash/fee'
import { becomesOrderAt, MAX_SERIES_DAYS, occurrences } from '#shared/domain/cash/occurrences'
import { pickup } from '#shared/domain/cash/pickup'
import { type DecimalText, isDecimalText } from '#shared/kernel/decimal'
import { add, formatWire, IDR, type Money, money, sum } from '#shared/kernel/money'
import { addDays, addMs, atLocalTime, isLocalDate, type LocalDate, WEEKDAYS, weekdayOf } from '#shared/kernel/time'

const rupiah = (whole: number): Money => money(BigInt(whole) * 100n, IDR)
const decimal = (text: string): DecimalText => {
  if (!isDecimalText(text)) throw new Error(text)
  return text
}
const date = (text: string): LocalDate => {
  if (!isLocalDate(text)) throw new Error(text)
  return text
}

const tariff: Tariff = {
  tripBase: rupiah(350_000),
  tripPerKm: rupiah(7_500),
  serviceMultiplier: { immediate: decimal('1.25'), standing: decimal('1'), recurring: decimal('1') },
  handover: { count_on_site: rupiah(150_000), said_to_contain: rupiah(0) },
  insuranceRate: decimal('0.0005'),
  provision: rupiah(50_000),
  taxRate: decimal('0.10'),
}

describe('fee', () => {
  it('18.4 km, 750 million, immediate, counted on site', () => {
    const fee = cashFee({
      tariff,
      distanceKm: decimal('18.4'),
      amount: rupiah(750_000_000),
      serviceType: 'immediate',
      handover: 'count_on_site',
    })
    expect(Object.fromEntries(Object.entries(fee).map(([name, amount]) => [name, formatWire(amount)]))).toEqual({
      trip: '615625.00',
      handover: '150000.00',
      insurance: '375000.00',
      provision: '50000.00',
      taxable: '1190625.00',
      tax: '119063.00',
      total: '1309688.00',
    })
  })

  it('a kilometre started is a kilometre charged, a whole one is not two', () => {
    const trip = (distanceKm: string) =>
      cashFee({
        tariff,
        distanceKm: decimal(distanceKm),
        amount: rupiah(0),
        serviceType: 'standing',
        handover: 'said_to_contain',
      }).trip
    expect(trip('18.00')).toEqual(rupiah(485_000))
    expect(trip('18.01')).toEqual(rupiah(492_500))
    expect(trip('0')).toEqual(rupiah(350_000))
  })

  it('adds up and is whole rupiah', () => {
    fc.assert(
      fc.property(
        fc.nat(50_000),
        fc.nat(2_000_000_000),
        fc.constantFrom('1.333', '1.25', '1'),
        (hundredths, amount, multiplier) => {
          const fee = cashFee({
            tariff: { ...tariff, serviceMultiplier: { ...tariff.serviceMultiplier, immediate: decimal(multiplier) } },
            distanceKm: decimal((hundredths / 100).toFixed(2)),
            amount: rupiah(amount),
            serviceType: 'immediate',
            handover: 'count_on_site',
          })
          expect(sum([fee.trip, fee.handover, fee.insurance, fee.provision], IDR)).toEqual(fee.taxable)
          expect(add(fee.taxable, fee.tax)).toEqual(fee.total)
          for (const part of Object.values(fee)) expect(part.minor % 100n).toBe(0n)
        },
      ),
    )
  })
})

describe('occurrences', () => {
  it('skips a holiday and never moves it', () => {
    const series = {
      start: date('2026-08-10'),
      until: date('2026-08-24'),
      weekdays: ['mon'],
      closedDates: [date('2026-08-17')],
    } as const
    expect(occurrences({ ...series, onHolidays: false })).toEqual({ ok: true, value: ['2026-08-10', '2026-08-24'] })
    expect(occurrences({ ...series, onHolidays: true })).toEqual({
      ok: true,
      value: ['2026-08-10', '2026-08-17', '2026-08-24'],
    })
  })

  it('becomes an order the day before at 00:00', () => {
    expect(becomesOrderAt(date('2026-08-17'), 'Asia/Jayapura')).toBe('2026-08-15T15:00:00.000Z')
  })

  it('is bounded', () => {
    const start = date('2026-01-01')
    const series = (until: LocalDate) => occurrences({ start, until, weekdays: [], closedDates: [], onHolidays: true })
    expect(series(addDays(start, MAX_SERIES_DAYS - 1))).toEqual({ ok: true, value: [] })
    expect(series(addDays(start, MAX_SERIES_DAYS))).toMatchObject({
      ok: false,
      error: { code: 'cash.series_too_long' },
    })
  })

  it('holds exactly the dates of the range on those weekdays that are not skipped', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 120 }),
        fc.subarray([...WEEKDAYS]),
        fc.array(fc.nat(120)),
        fc.boolean(),
        (length, weekdays, closedOffsets, onHolidays) => {
          const start = date('2026-02-20')
          const closedDates = closedOffsets.map((offset) => addDays(start, offset))
          const result = occurrences({ start, until: addDays(start, length), weekdays, closedDates, onHolidays })
          const wanted = Array.from({ length: Math.max(0, length + 1) }, (_, offset) => addDays(start, offset)).filter(
            (day) => weekdays.includes(weekdayOf(day)) && (onHolidays || !closedDates.includes(day)),
          )
          expect(result).toEqual({ ok: true, value: wanted })
        },
      ),
    )
  })
})

describe('cut-offs', () => {
  const serviceDate = date('2026-07-14')
  const services = (now: ReturnType<typeof addMs>) =>
    possibleServices({ now, serviceDate, timeZone: 'Asia/Makassar', standingCutoff: '15:00', immediateCutoff: '11:00' })
  const at = (day: string, time: string) => atLocalTime(date(day), time, 'Asia/Makassar')

  it.each([
    ['standing only until the day before begins', at('2026-07-12', '23:59'), ['standing']],
    ['both from 00:00 of the day before', at('2026-07-13', '00:00'), ['standing', 'immediate']],
    ['standing exactly at its cut-off', at('2026-07-13', '15:00'), ['standing', 'immediate']],
    ['immediate only just after', addMs(at('2026-07-13', '15:00'), 1), ['immediate']],
    ['immediate exactly at its cut-off', at('2026-07-14', '11:00'), ['immediate']],
    ['nothing just after', addMs(at('2026-07-14', '11:00'), 1), []],
  ])('%s', (_name, now, expected) => {
    expect(services(now)).toEqual(expected)
  })
})

describe('pick-up money', () => {
  const count = { shortage: rupiah(100_000), overage: rupiah(0), counterfeit: rupiah(200_000), mutilated: rupiah(0) }
  const input = { balance: rupiah(1_000_000_000), declared: rupiah(320_000_000), count }

  it.each([
    ['count_on_site', 1_319_800_000, 200_000, 100_000],
    ['said_to_contain', 1_319_700_000, 300_000, 0],
  ] as const)('%s', (handover, after, customer, carrier) => {
    const result = pickup({ ...input, handover })
    expect(result).toEqual({
      ok: true,
      value: {
        afterHandover: { balance: rupiah(1_320_000_000), held: rupiah(320_000_000), available: rupiah(1_000_000_000) },
        afterCount: { balance: rupiah(after), held: rupiah(0), available: rupiah(after) },
        liability: { customer: rupiah(customer), carrier: rupiah(carrier) },
      },
    })
  })

  it('refuses a count that lacks more than was declared, or is negative', () => {
    const refused = { ok: false, error: { code: 'cash.count_invalid' } }
    const handover = 'said_to_contain'
    expect(pickup({ ...input, handover, declared: rupiah(299_999) })).toMatchObject(refused)
    expect(pickup({ ...input, handover, count: { ...count, overage: rupiah(-1) } })).toMatchObject(refused)
  })
})

describe('denominations', () => {
  it('sum exactly', () => {
    const pieces = { '100000': 7_499, '50000': 1, '1000': 50 }
    expect(denominationsTotal(pieces)).toEqual({ ok: true, value: rupiah(750_000_000) })
    expect(checkDenominations(pieces, rupiah(750_000_000))).toMatchObject({ ok: true })
    expect(checkDenominations(pieces, money(75_000_000_001n, IDR))).toMatchObject({
      ok: false,
      error: { code: 'cash.denominations_mismatch' },
    })
  })

  it.each<Record<string, number>>([{ '75000': 1 }, { '100': -1 }, { '100': 0.5 }, { toString: 1 }])(
    'refuses %j',
    (pieces) => {
      expect(denominationsTotal(pieces)).toMatchObject({ ok: false, error: { code: 'cash.denomination_invalid' } })
    },
  )
})
