import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountWidth, COLUMN_IDS, fitColumns, MIN_NAME } from '../../../../renderer/features/accounts/column-fit'

const wanted = { name: 260, number: 168, scheme: 104, balance: 140, rollup: 140, state: 150 }
const shown = (width: number) => [...fitColumns(width, wanted).keys()]

describe('columns by width', () => {
  it('shows all where there is room, and gives the rest to the name', () => {
    expect(shown(1100)).toEqual([...COLUMN_IDS])
    expect(fitColumns(1100, wanted).get('name')).toBe(1100 - 702)
  })

  it('hides scheme first, then the sums, but never name, number and state', () => {
    expect(shown(850)).toEqual(['name', 'number', 'balance', 'rollup', 'state'])
    expect(shown(690)).toEqual(['name', 'number', 'rollup', 'state'])
    expect(shown(300)).toEqual(['name', 'number', 'state'])
  })

  it('lets the name grow only so far where told, and gives the rest to the states', () => {
    const wide = fitColumns(1700, wanted, 560)
    expect(wide.get('name')).toBe(560)
    expect(wide.get('state')).toBe(1700 - 560 - (702 - wanted.state))
    expect(wide.get('number')).toBe(wanted.number)
  })

  it('has room for a head that is longer than every amount', () => {
    expect(amountWidth(5, 20)).toBeGreaterThan(amountWidth(5, 12))
    expect(amountWidth(18, 12)).toBeGreaterThan(amountWidth(5, 12))
  })

  it('fills the width exactly unless even the least does not fit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 2500 }), (width) => {
        const total = [...fitColumns(width, wanted).values()].reduce((a, b) => a + b, 0)
        expect(total).toBe(Math.max(width, MIN_NAME + wanted.number + wanted.state))
      }),
    )
  })
})
