import { describe, expect, it } from 'vitest'
import { FIRST_VIEW } from '../../../../renderer/features/accounts/accounts-view'
import {
  choosable,
  chosenColumns,
  FIRST_CHOICE,
  knownChoice,
  shifted,
  toggled,
} from '../../../../renderer/features/accounts/column-choice'
import { COLUMN_IDS } from '../../../../renderer/features/accounts/column-fit'
import { limitShare } from '../../../../renderer/features/accounts/limit-share'
import { asJson, readSaved, savedPart } from '../../../../renderer/features/accounts/saved-view'

describe('the choice of columns', () => {
  it('shows at first what fits a usual window', () => {
    expect(chosenColumns(FIRST_CHOICE)).toEqual(['name', 'number', 'scheme', 'balance', 'rollup', 'state'])
  })

  it('shows and hides one, in its own place', () => {
    const more = toggled(FIRST_CHOICE, 'available')
    expect(chosenColumns(more)).toEqual(['name', 'number', 'scheme', 'balance', 'available', 'rollup', 'state'])
    expect(chosenColumns(toggled(more, 'available'))).toEqual(chosenColumns(FIRST_CHOICE))
  })

  it('moves one by one place, stops at both ends, and leaves the name first', () => {
    const line = choosable(FIRST_CHOICE)
    expect(choosable(shifted(FIRST_CHOICE, 'scheme', -1)).slice(0, 2)).toEqual(['scheme', 'number'])
    expect(shifted(FIRST_CHOICE, 'number', -1)).toBe(FIRST_CHOICE)
    expect(shifted(FIRST_CHOICE, 'state', 1)).toBe(FIRST_CHOICE)
    expect(choosable(shifted(shifted(FIRST_CHOICE, 'held', 1), 'held', -1))).toEqual(line)
    expect(chosenColumns(shifted(FIRST_CHOICE, 'number', 1))[0]).toBe('name')
  })

  it('that an older build saved gains the new columns at the end, hidden, and loses unknown ones', () => {
    const choice = knownChoice(['name', 'state', 'colour', 'number'], ['number', 'colour'])
    expect([...choice.order].sort()).toEqual([...COLUMN_IDS].sort())
    expect(chosenColumns(choice)).toEqual(['name', 'state'])
  })
})

describe('the saved view', () => {
  it('comes back as it was, without what belongs to the day', () => {
    const view = {
      ...FIRST_VIEW,
      text: 'kas',
      sort: { key: 'limitUse', direction: 'desc' } as const,
      filter: { limitUse: 'nearly', status: 'open' } as const,
      widths: { number: 210 },
      columns: toggled(FIRST_CHOICE, 'held'),
    }
    const saved = asJson(savedPart(view))
    expect(JSON.stringify(saved)).not.toContain('kas')
    const { sort, filter, widths, columns } = view
    expect(readSaved(saved)).toEqual({ sort, filter, widths, columns })
  })

  it.each([null, undefined, 7, 'x', [], { sort: 'name', widths: { number: -4 }, columns: [] }])(
    'is the first one where nothing readable was saved: %j',
    (saved) => {
      expect(readSaved(saved)).toEqual({ columns: FIRST_CHOICE })
    },
  )

  it('keeps what is understood beside what is not', () => {
    const saved = { sort: { key: 'held', direction: 'asc' }, filter: { scheme: 'moon' } }
    expect(readSaved(saved)).toEqual({ sort: saved.sort, columns: FIRST_CHOICE })
  })
})

describe('the share of the daily limits', () => {
  const use = { date: '2026-07-10', debit: 820, credit: 300, isNothing: false }

  it('is that of the direction that is used more, on its own day only', () => {
    expect(limitShare(use, '2026-07-10')).toEqual({ direction: 'debit', share: 0.82 })
    expect(limitShare({ ...use, debit: null }, '2026-07-10')).toEqual({ direction: 'credit', share: 0.3 })
    expect(limitShare(use, '2026-07-11')).toEqual({ direction: 'debit', share: 0 })
  })

  it('is whole on every day where a limit allows nothing, and none without a limit', () => {
    expect(limitShare({ ...use, isNothing: true }, '2027-01-01')?.share).toBe(1)
    expect(limitShare(null, '2026-07-10')).toBeNull()
  })
})
