import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMs,
  atLocalTime,
  epochMs,
  type Instant,
  instantFromEpochMs,
  isDue,
  isInTime,
  isLocalDate,
  isLocalTime,
  isTimeZone,
  type LocalDate,
  localDateIn,
  parseInstant,
  parseLocalDate,
  startOfDay,
  WEEKDAYS,
  weekdayOf,
} from '#shared/kernel/time'

const at = (text: string): Instant => instantFromEpochMs(Date.parse(text))
const date = (text: string): LocalDate => {
  if (!isLocalDate(text)) throw new Error(text)
  return text
}
const someMs = fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2100, 0, 1) })

describe('instants', () => {
  it.each([
    '2026-07-10',
    '2026-07-10T08:30:00Z',
    '2026-07-10T08:30:00.000+07:00',
    '2026-02-30T00:00:00.000Z',
    '2026-07-10T24:00:00.000Z',
    '2026-07-10T08:30:60.000Z',
    ' 2026-07-10T08:30:00.000Z',
  ])('refuses %j', (text) => expect(parseInstant(text)).toEqual({ ok: false, error: { code: 'time.invalid_instant' } }))

  it('come back unchanged, and their text order is time order', () => {
    fc.assert(
      fc.property(someMs, someMs, (a, b) => {
        expect(parseInstant(instantFromEpochMs(a))).toEqual({ ok: true, value: instantFromEpochMs(a) })
        expect(epochMs(instantFromEpochMs(a))).toBe(a)
        expect(instantFromEpochMs(a) < instantFromEpochMs(b)).toBe(a < b)
      }),
    )
  })

  it('leave their range with an exception', () => {
    expect(() => instantFromEpochMs(Date.UTC(10_000, 0, 1))).toThrow(RangeError)
    expect(() => instantFromEpochMs(Number.NaN)).toThrow(RangeError)
  })

  it('exactly at a deadline is in time; exactly at a set moment it happens', () => {
    const moment = at('2026-07-13T04:30:00Z')
    expect([-1, 0, 1].map((ms) => isInTime(addMs(moment, ms), moment))).toEqual([true, true, false])
    expect([-1, 0, 1].map((ms) => isDue(addMs(moment, ms), moment))).toEqual([false, true, true])
  })
})

describe('dates', () => {
  it.each(['2026-02-29', '2026-13-01', '2026-7-1', '2026-07-10T00:00:00.000Z', ''])('refuses %j', (text) => {
    expect(parseLocalDate(text).ok).toBe(false)
  })

  it('know their weekday and neighbours', () => {
    expect(WEEKDAYS.map((_, n) => weekdayOf(addDays(date('2026-07-06'), n)))).toEqual(WEEKDAYS)
    expect(addDays(date('2028-02-28'), 1)).toBe('2028-02-29')
    expect(addDays(date('2026-01-01'), -1)).toBe('2025-12-31')
  })
})

describe('zones', () => {
  it.each([
    ['Asia/Jakarta', '2026-07-10T16:59:59.999Z', '2026-07-10'],
    ['Asia/Jakarta', '2026-07-10T17:00:00.000Z', '2026-07-11'],
    ['Asia/Makassar', '2026-07-10T16:00:00.000Z', '2026-07-11'],
    ['Asia/Jayapura', '2026-07-10T15:00:00.000Z', '2026-07-11'],
  ])('%s at %s is %s', (zone, instant, expected) => expect(localDateIn(zone, at(instant))).toBe(expected))

  it('an IANA name, not an offset', () => {
    expect(['Asia/Jakarta', 'UTC', 'America/New_York'].every(isTimeZone)).toBe(true)
    expect(['', '+07:00', 'Asia/Bandung', 'WIB Jakarta', 'constructor'].some(isTimeZone)).toBe(false)
  })

  it('midnight and wall-clock times become moments', () => {
    expect(startOfDay(date('2026-07-14'), 'Asia/Jakarta')).toBe('2026-07-13T17:00:00.000Z')
    expect(atLocalTime(date('2026-07-14'), '11:30', 'Asia/Jayapura')).toBe('2026-07-14T02:30:00.000Z')
    expect(atLocalTime(date('2026-07-14'), '24:00', 'Asia/Jakarta')).toBe('2026-07-14T17:00:00.000Z')
    expect(() => atLocalTime(date('2026-07-14'), '25:00', 'Asia/Jakarta')).toThrow(RangeError)
    expect(['24:00', '8:00', '08:60', '08:00:00'].some(isLocalTime)).toBe(false)
  })

  it('clock changes move them as the place itself does', () => {
    // New York loses 02:00–03:00 on 8 March 2026; São Paulo lost midnight on 4 November 2018.
    expect(atLocalTime(date('2026-03-08'), '02:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z')
    expect(startOfDay(date('2018-11-04'), 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z')
    expect(atLocalTime(date('2026-11-01'), '01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z')
  })

  it('a day holds exactly the moments from its start to the next', () => {
    fc.assert(
      fc.property(someMs, fc.constantFrom('Asia/Jakarta', 'Asia/Jayapura', 'America/New_York'), (ms, zone) => {
        const moment = instantFromEpochMs(ms)
        const day = localDateIn(zone, moment)
        expect(startOfDay(day, zone) <= moment).toBe(true)
        expect(moment < startOfDay(addDays(day, 1), zone)).toBe(true)
      }),
    )
  })
})
