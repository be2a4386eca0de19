import { describe, expect, it } from 'vitest'
import { parseLocalDate } from '#shared/kernel/time'
import { spanOf } from '../../../../renderer/features/audit/period-filter'
import { isTooShort, searchTerms } from '../../../../renderer/features/audit/words/search-terms'

const vocabulary = {
  types: [
    { id: 'subAccount.setLimits', words: 'subAccount.setLimits Change limits' },
    { id: 'subAccount.create', words: 'subAccount.create New sub-account' },
  ],
  persons: [
    { id: '01973d9a-2a38-7a6d-81d1-57083cc1db60', words: 'Siti Rahmawati' },
    { id: 'bank', words: 'bank' },
  ],
}
const terms = (typed: string) => searchTerms(typed, vocabulary)
const texts = (typed: string) => terms(typed).map(({ text }) => text)

describe('a search of the trail', () => {
  it.each([
    ['Kas Kecil BEKASI', ['kas', 'kecil', 'bekasi']],
    ['  élan   café ', ['elan', 'cafe']],
    ['kas kecil bekasi 03', ['kas', 'kecil', 'bekasi 03']],
    ['a b limits', ['a b', 'limits']],
    ['a limits', ['a limits']],
    ['8812 3000 0001 2042', ['8812 3000 0001 2042']],
    ['75.000.000', ['75.000.000']],
    ['INV/2026/7', ['inv/2026/7']],
    ['01973d9a-2a38-7a6d-81d1-57083cc1db60', ['57083cc1db60']],
    ['', []],
    ['ab', []],
    [' a ', []],
  ])('reads %j', (typed, expected) => {
    expect(texts(typed)).toEqual(expected)
  })

  it('knows what kinds and persons are called on the screen', () => {
    expect(terms('limits siti')).toEqual([
      { text: 'limits', types: ['subAccount.setLimits'], personIds: [] },
      { text: 'siti', types: [], personIds: ['01973d9a-2a38-7a6d-81d1-57083cc1db60'] },
    ])
    expect(terms('SUB-ACC')[0]?.types).toEqual(['subAccount.create'])
    expect(terms('subaccount')[0]?.types).toEqual(['subAccount.setLimits', 'subAccount.create'])
    expect(terms('c1db60')[0]?.personIds).toEqual(['01973d9a-2a38-7a6d-81d1-57083cc1db60'])
    expect(terms('bank')[0]?.personIds).toEqual(['bank'])
  })

  it('says when there is too little to look for', () => {
    expect(['a', 'ab', ' é '].map(isTooShort)).toEqual([true, true, true])
    expect(['', '  ', 'abc'].map(isTooShort)).toEqual([false, false, false])
  })

  it('never has more words than main takes', () => {
    expect(terms('word '.repeat(60))).toHaveLength(20)
  })
})

describe('a period by name', () => {
  it('ends with today', () => {
    const today = parseLocalDate('2026-03-01')
    if (!today.ok) throw new Error('no date')
    expect(spanOf('today', today.value)).toEqual({ from: '2026-03-01', to: '2026-03-01' })
    expect(spanOf('week', today.value)).toEqual({ from: '2026-02-23', to: '2026-03-01' })
    expect(spanOf('month', today.value)).toEqual({ from: '2026-01-31', to: '2026-03-01' })
  })
})
