import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OVERVIEW_SCHEMES } from '#shared/contract/overview-views'
import { dayAfterKey, dayAtPoint } from '../../../../renderer/features/overview/cash/day-steps'
import { bankDay, dayWords } from '../../../../renderer/features/overview/day-words'
import { focusAfterKey } from '../../../../renderer/features/overview/drawer/row-keys'
import { coordinate, isNothing, isSame, percentOf } from '../../../../renderer/features/overview/exact-share'
import { addressOf, openedAt } from '../../../../renderer/features/overview/opened'

describe('shares of sums', () => {
  it.each([
    ['89.00', '100.00', 89],
    ['1.00', '3.00', 33],
    ['9007199254740992.99', '9007199254740993.00', 99],
    ['100.00', '100.00', 100],
    ['1.00', '0.00', null],
    ['-1.00', '5.00', null],
    ['1.00', '-5.00', null],
  ])('%s of %s is %s percent, rounded down', (part, whole, percent) => {
    expect(percentOf(part, whole)).toBe(percent)
  })

  it('are compared exactly where numbers would be the same', () => {
    expect(Number('9007199254740992.00')).toBe(Number('9007199254740993.00'))
    expect(isSame('9007199254740992.00', '9007199254740993.00')).toBe(false)
    expect(isNothing('0.00')).toBe(true)
    expect(isNothing('-0.01')).toBe(false)
    expect(coordinate('-1250.50')).toBe(-1250.5)
  })
})

describe('the day under the pointer', () => {
  it('is always one of the days, and the one whose column is there', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 0, max: 89 }),
        fc.integer({ min: 1, max: 4000 }),
        (days, at, width) => {
          const place = at % days
          expect(dayAtPoint(((place + 0.5) / days) * width, width, days)).toBe(place)
        },
      ),
    )
    expect(dayAtPoint(-5, 600, 30)).toBe(0)
    expect(dayAtPoint(600, 600, 30)).toBe(29)
    expect(dayAtPoint(10, 0, 30)).toBe(0)
  })

  it.each([
    ['ArrowRight', 5, 6],
    ['ArrowLeft', 0, 0],
    ['PageUp', 27, 29],
    ['PageDown', 9, 2],
    ['Home', 9, 0],
    ['End', 9, 29],
    ['a', 9, null],
  ])('%s from %d leads to %s', (key, from, to) => {
    expect(dayAfterKey(key, from, 29)).toBe(to)
  })
})

describe('the row that a key leads to', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 9, 9],
    ['End', 3, 9],
    ['PageUp', 3, 0],
    ['Enter', 3, null],
    ['ArrowDown', -1, null],
  ])('%s from %d is %s', (key, from, to) => {
    expect(focusAfterKey(key, from, 10)).toBe(to)
  })
})

describe('days in words', () => {
  it('do not depend on the zone of this computer', () => {
    const before = process.env.TZ
    try {
      for (const zone of ['America/Los_Angeles', 'Pacific/Kiritimati']) {
        process.env.TZ = zone
        expect(dayWords('2026-07-10', 'en', 'long')).toMatch(/^Friday,? 10 July 2026$/)
        expect(dayWords('2026-07-10', 'id', 'long')).toBe('Jumat, 10 Juli 2026')
        expect(bankDay('2026-07-10T16:59:59.999Z')).toBe('2026-07-10')
        expect(bankDay('2026-07-10T17:00:00.000Z')).toBe('2026-07-11')
      }
    } finally {
      if (before === undefined) delete process.env.TZ
      else process.env.TZ = before
    }
  })

  it('that are no day stay as they are', () => {
    expect(dayWords('soon', 'en', 'long')).toBe('soon')
  })
})

describe('what is open in the drawer', () => {
  it('is found again at its own address', () => {
    const all = [
      { kind: 'day', day: '2026-07-10' },
      { kind: 'account', id: '0190a000-0000-7000-8000-000000000001' },
      ...OVERVIEW_SCHEMES.map((scheme) => ({ kind: 'scheme', scheme }) as const),
    ] as const
    for (const opened of all) {
      const [, , part, key] = addressOf(opened).split('/')
      expect(openedAt(part, key)).toEqual(opened)
    }
  })

  it.each([
    [undefined, undefined],
    ['day', 'tomorrow'],
    ['scheme', 'of another kind'],
    ['moon', '1'],
    ['day', undefined],
  ])('is nothing at %s/%s', (part, key) => {
    expect(openedAt(part, key)).toBeNull()
  })
})
