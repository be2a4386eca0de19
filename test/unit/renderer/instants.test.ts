import { describe, expect, it } from 'vitest'
import { formatInstant } from '../../../renderer/components/format/instant'

const now = new Date('2026-07-10T08:00:00.000Z')

describe('moments', () => {
  it('carry their zone and leave out what is the same as now', () => {
    expect(formatInstant('2026-07-10T07:02:00.000Z', 'en', { now })).toBe('14:02 WIB')
    expect(formatInstant('2026-07-10T07:02:00.000Z', 'id', { now })).toBe('14.02 WIB')
    expect(formatInstant('2026-07-09T07:02:00.000Z', 'en', { now })).toBe('9 Jul 14:02 WIB')
    expect(formatInstant('2025-12-31T07:02:00.000Z', 'en', { now })).toBe('31 Dec 2025 14:02 WIB')
  })

  it('know the other zones of Indonesia', () => {
    expect(formatInstant('2026-07-10T07:02:00.000Z', 'en', { now, zone: 'Asia/Makassar' })).toBe('15:02 WITA')
    expect(formatInstant('2026-07-10T07:02:00.000Z', 'en', { now, zone: 'Asia/Jayapura' })).toBe('16:02 WIT')
  })

  it('count the day in the zone, not in UTC', () => {
    expect(formatInstant('2026-07-09T17:30:00.000Z', 'en', { now })).toBe('00:30 WIB')
  })

  it('leave unreadable text as it is', () => {
    expect(formatInstant('soon', 'en', { now })).toBe('soon')
  })
})
