import { describe, expect, it } from 'vitest'
import { confirmBy, packBy, releaseAt, respondBy } from '#shared/domain/partnership/deadlines'
import { buyerMayCancelFrom, deliverBy } from '#shared/domain/partnership/delivery'
import type { BusinessSchedule } from '#shared/kernel/business-time'
import { atLocalTime, instantFromEpochMs, isLocalDate, type LocalDate } from '#shared/kernel/time'

const date = (text: string): LocalDate => {
  if (!isLocalDate(text)) throw new Error(text)
  return text
}
const jakarta = (day: string, time: string) => atLocalTime(date(day), time, 'Asia/Jakarta')
const week = ['08:00', '17:00'] as const
const warehouse: BusinessSchedule = {
  timeZone: 'Asia/Jakarta',
  hours: { mon: week, tue: week, wed: week, thu: week, fri: week, sat: ['08:00', '12:00'] },
  closedDates: [date('2026-05-14'), date('2026-05-15')],
}

describe('confirm', () => {
  it.each([
    ['2026-07-10', '15:30', '2026-07-13', '11:30'],
    ['2026-07-09', '20:00', '2026-07-10', '17:00'],
    ['2026-05-13', '16:00', '2026-05-18', '12:00'],
  ])('placed %s %s → %s %s', (day, time, dueDay, dueTime) => {
    const result = confirmBy(warehouse, jakarta(day, time))
    expect(result).toMatchObject({ ok: true, value: { deadline: jakarta(dueDay, dueTime) } })
  })

  it('shows 90 + 240 + 210 minutes for Friday 15:30', () => {
    const result = confirmBy(warehouse, jakarta('2026-07-10', '15:30'))
    const minutes = result.ok ? result.value.trace.map((step) => [step.date, step.burnedMs / 60_000]) : []
    expect(minutes).toEqual([
      ['2026-07-10', 90],
      ['2026-07-11', 240],
      ['2026-07-13', 210],
    ])
  })
})

describe('pack', () => {
  it('accepted Friday 15:30 → Monday 15:30', () => {
    const result = packBy(warehouse, jakarta('2026-07-10', '15:30'))
    expect(result).toMatchObject({ ok: true, value: { deadline: jakarta('2026-07-13', '15:30') } })
  })

  it('takes at most two processing days', () => {
    const refused = { ok: false, error: { code: 'businessTime.invalid' } }
    expect(packBy(warehouse, jakarta('2026-07-10', '15:30'), 3)).toMatchObject(refused)
    expect(packBy(warehouse, jakarta('2026-07-10', '15:30'), 0)).toMatchObject(refused)
  })
})

describe('deliver', () => {
  const shipment = { shippedAt: jakarta('2026-07-10', '16:00'), timeZone: 'Asia/Jakarta', days: 3 }

  it('three courier days: due Monday, cancellable from Tuesday 00:00', () => {
    expect(deliverBy(shipment)).toBe('2026-07-13')
    expect(buyerMayCancelFrom(shipment)).toBe(jakarta('2026-07-14', '00:00'))
  })

  it('counts the date of the warehouse, not of UTC', () => {
    const late = { ...shipment, shippedAt: instantFromEpochMs(Date.UTC(2026, 6, 10, 15)), timeZone: 'Asia/Jayapura' }
    expect(deliverBy(late)).toBe('2026-07-14')
  })

  it('takes whole days only', () => {
    expect(() => deliverBy({ ...shipment, days: -1 })).toThrow(RangeError)
    expect(() => deliverBy({ ...shipment, days: 0.5 })).toThrow(RangeError)
  })
})

describe('complaint and pay-out', () => {
  it('are exactly 48 hours', () => {
    expect(respondBy(jakarta('2026-07-12', '20:00'))).toBe(jakarta('2026-07-14', '20:00'))
    expect(releaseAt(jakarta('2026-07-11', '14:20'))).toBe(jakarta('2026-07-13', '14:20'))
  })
})
