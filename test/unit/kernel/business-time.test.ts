import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BusinessDeadline,
  type BusinessSchedule,
  businessDeadline,
  MAX_BUSINESS_DAYS,
  MAX_CLOSED_DAYS,
} from '#shared/kernel/business-time'
import {
  addDays,
  addMs,
  atLocalTime,
  epochMs,
  type Instant,
  instantFromEpochMs,
  isLocalDate,
  type LocalDate,
  WEEKDAYS,
} from '#shared/kernel/time'

const date = (text: string): LocalDate => {
  if (!isLocalDate(text)) throw new Error(text)
  return text
}
const jakarta = (day: string, time: string) => atLocalTime(date(day), time, 'Asia/Jakarta')
const solve = (schedule: BusinessSchedule, startedAt: Instant, days: number): BusinessDeadline => {
  const result = businessDeadline(schedule, startedAt, days)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const weekdays: BusinessSchedule = {
  timeZone: 'Asia/Jakarta',
  hours: { mon: ['08:00', '17:00'], tue: ['08:00', '17:00'] },
  closedDates: [],
}

describe('business deadline', () => {
  it('opens at the opening and is closed at the closing', () => {
    expect(solve(weekdays, jakarta('2026-07-13', '08:00'), 1).deadline).toBe(jakarta('2026-07-13', '17:00'))
    expect(solve(weekdays, jakarta('2026-07-13', '07:59'), 1).deadline).toBe(jakarta('2026-07-13', '17:00'))
    expect(solve(weekdays, jakarta('2026-07-13', '17:00'), 1).deadline).toBe(jakarta('2026-07-14', '17:00'))
  })

  it('a start exactly at closing has the next day’s budget, not the closed day’s', () => {
    const schedule = { ...weekdays, hours: { fri: ['08:00', '17:00'], sat: ['08:00', '12:00'] } } as const
    const { deadline, trace } = solve(schedule, jakarta('2026-07-10', '17:00'), 1)
    expect(deadline).toBe(jakarta('2026-07-11', '12:00'))
    expect(trace.map((step) => step.date)).toEqual(['2026-07-11'])
  })

  it('keeps seconds and milliseconds', () => {
    const startedAt = addMs(jakarta('2026-07-13', '09:00'), 12_345)
    expect(solve(weekdays, startedAt, 1).deadline).toBe(addMs(jakarta('2026-07-14', '09:00'), 12_345))
    expect(solve(weekdays, addMs(jakarta('2026-07-13', '17:00'), -1), 1).deadline).toBe(
      addMs(jakarta('2026-07-14', '17:00'), -1),
    )
  })

  it('measures a day that a clock change shortens', () => {
    // 29 March 2026 in Berlin has 23 hours: 00:00–24:00 is 23 open hours, then one day of 24.
    const hours = Object.fromEntries(WEEKDAYS.map((day) => [day, ['00:00', '24:00'] as const]))
    const schedule = { timeZone: 'Europe/Berlin', hours, closedDates: [] }
    const noonBefore = atLocalTime(date('2026-03-28'), '12:00', 'Europe/Berlin')
    expect(solve(schedule, noonBefore, 2).budgetMs).toBe(47 * 3_600_000)
    expect(solve(schedule, noonBefore, 2).deadline).toBe(addMs(noonBefore, 47 * 3_600_000))
  })

  it('says so when no day is ever open', () => {
    const never = { ok: false, error: { code: 'businessTime.no_operational_day' } }
    expect(businessDeadline({ ...weekdays, hours: {} }, jakarta('2026-07-13', '08:00'), 1)).toMatchObject(never)
    const closedDates = Array.from({ length: MAX_CLOSED_DAYS + 8 }, (_, n) => addDays(date('2026-07-13'), n))
    expect(businessDeadline({ ...weekdays, closedDates }, jakarta('2026-07-13', '08:00'), 1)).toMatchObject(never)
  })

  it.each([
    ['timeZone', { ...weekdays, timeZone: 'Asia/Bandung' }, 1],
    ['mon', { ...weekdays, hours: { mon: ['17:00', '08:00'] } }, 1],
    ['tue', { ...weekdays, hours: { tue: ['08:00', '08:00'] } }, 1],
    ['sun', { ...weekdays, hours: { sun: ['8:00', '17:00'] } }, 1],
    ['businessDays', weekdays, 0],
    ['businessDays', weekdays, 1.5],
    ['businessDays', weekdays, MAX_BUSINESS_DAYS + 1],
  ] as const)('refuses a faulty %s', (field, schedule, days) => {
    expect(businessDeadline(schedule, jakarta('2026-07-13', '08:00'), days)).toEqual({
      ok: false,
      error: { code: 'businessTime.invalid', params: { field } },
    })
  })
})

describe('properties of business deadlines', () => {
  const hours = fc
    .constantFrom(['08:00', '17:00'], ['06:00', '23:30'], ['08:15', '12:00'])
    .map(([open = '', close = '']) => [open, close] as const)
  const anySchedule: fc.Arbitrary<BusinessSchedule> = fc.record({
    timeZone: fc.constantFrom('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'Europe/Berlin'),
    hours: fc.dictionary(fc.constantFrom(...WEEKDAYS), hours, { minKeys: 1, noNullPrototype: true }),
    closedDates: fc.array(
      fc.nat(40).map((n) => addDays(date('2026-03-20'), n)),
      { maxLength: 8 },
    ),
  })
  const anyStart = fc.integer({ min: Date.UTC(2026, 2, 15), max: Date.UTC(2026, 3, 30) }).map(instantFromEpochMs)

  it('the burned time is exactly the budget, inside opening hours, after the start, in order', () => {
    fc.assert(
      fc.property(anySchedule, anyStart, fc.integer({ min: 1, max: 6 }), (schedule, start, days) => {
        const { deadline, budgetMs, trace } = solve(schedule, start, days)
        expect(trace.reduce((total, step) => total + step.burnedMs, 0)).toBe(budgetMs)
        expect(trace.at(-1)?.until).toBe(deadline)
        for (const [index, step] of trace.entries()) {
          expect(epochMs(step.until) - epochMs(step.from)).toBe(step.burnedMs)
          expect(step.burnedMs).toBeGreaterThan(0)
          expect(step.burnedMs).toBeLessThanOrEqual(step.openMs)
          expect(schedule.closedDates).not.toContain(step.date)
          expect(step.from >= start && step.from >= (trace[index - 1]?.until ?? start)).toBe(true)
        }
      }),
    )
  })

  it('more days never end earlier', () => {
    fc.assert(
      fc.property(anySchedule, anyStart, fc.integer({ min: 1, max: 6 }), (schedule, start, days) => {
        expect(solve(schedule, start, days).deadline < solve(schedule, start, days + 1).deadline).toBe(true)
      }),
    )
  })

  it('with equal days, a later start never ends earlier', () => {
    const allEqual = fc.record({ schedule: anySchedule, open: hours }).map(({ schedule, open }) => ({
      ...schedule,
      timeZone: 'Asia/Makassar',
      hours: Object.fromEntries(Object.keys(schedule.hours).map((day) => [day, open])),
    }))
    fc.assert(
      fc.property(
        allEqual,
        anyStart,
        fc.nat(5 * 86_400_000),
        fc.integer({ min: 1, max: 4 }),
        (schedule, start, later, days) => {
          expect(solve(schedule, start, days).deadline <= solve(schedule, addMs(start, later), days).deadline).toBe(
            true,
          )
        },
      ),
    )
  })
})
