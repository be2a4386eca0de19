import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  amountWidth,
  COLUMN_IDS,
  type ColumnId,
  fitColumns,
  MIN_NAME,
} from '../../../../renderer/features/accounts/column-fit'

const wanted = {
  name: 260,
  number: 168,
  scheme: 104,
  reference: 130,
  balance: 140,
  held: 120,
  available: 140,
  rollup: 140,
  limitUse: 128,
  state: 150,
}
const USUAL = ['name', 'number', 'scheme', 'balance', 'rollup', 'state'] as const
const shown = (width: number, chosen: readonly ColumnId[] = USUAL) => [...fitColumns(width, wanted, chosen).keys()]

describe('columns by width', () => {
  it('shows all where there is room, and gives the rest to the name', () => {
    expect(shown(1100)).toEqual([...USUAL])
    expect(fitColumns(1100, wanted, USUAL).get('name')).toBe(1100 - 702)
  })

  it('hides scheme first, then the sums, but never name, number and state', () => {
    expect(shown(850)).toEqual(['name', 'number', 'balance', 'rollup', 'state'])
    expect(shown(690)).toEqual(['name', 'number', 'rollup', 'state'])
    expect(shown(300)).toEqual(['name', 'number', 'state'])
  })

  it('keeps the order that was chosen, and shows what was chosen where there is room', () => {
    const all: ColumnId[] = ['name', ...COLUMN_IDS.filter((id) => id !== 'name').toReversed()]
    expect(shown(2000, all)).toEqual(all)
    expect(shown(1040, all)).toEqual(['name', 'state', 'limitUse', 'rollup', 'available', 'balance', 'number'])
    expect(shown(300, all)).toEqual(['name', 'state', 'number'])
    expect(shown(330, ['name', 'rollup'])).toEqual(['name', 'rollup'])
  })

  it('lets the name grow only so far where told, and gives the rest to the states', () => {
    const wide = fitColumns(1700, wanted, USUAL, 560)
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
        const total = [...fitColumns(width, wanted, USUAL).values()].reduce((a, b) => a + b, 0)
        expect(total).toBe(Math.max(width, MIN_NAME + wanted.number + wanted.state))
      }),
    )
  })
})
