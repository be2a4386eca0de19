import { describe, expect, it } from 'vitest'
import { changesBetween, factsOfCommand, factsOfDocument } from '../../../../renderer/features/accounts/facts'

const document = {
  id: 'x',
  name: 'Kemang',
  scheme: 'petty_cash',
  block: 'none',
  tags: ['a', 'b'],
  limits: { debit: { perTransaction: null, daily: '50000000.00' }, credit: { perTransaction: null, daily: null } },
}

describe('facts of an account', () => {
  it('says what a command changes, from what the bank has', () => {
    const wanted = factsOfCommand('subAccount.setLimits', { id: 'x', debit: { daily: '75000000.00' } })
    expect(changesBetween(factsOfDocument(document), wanted, false)).toEqual([
      { fact: 'limits.debit.daily', from: '50000000.00', to: '75000000.00' },
    ])
  })

  it('tells a removed limit from a limit not spoken of', () => {
    const wanted = factsOfCommand('subAccount.setLimits', { id: 'x', debit: { daily: null, perTransaction: null } })
    expect(changesBetween(factsOfDocument(document), wanted, false)).toEqual([
      { fact: 'limits.debit.daily', from: '50000000.00', to: null },
    ])
  })

  it('says only what is wanted where the bank version is not known', () => {
    const wanted = factsOfCommand('subAccount.setBlock', { id: 'x', block: 'debit', reason: 'audit' })
    expect(changesBetween({}, wanted, false)).toEqual([
      { fact: 'block', from: undefined, to: 'debit' },
      { fact: 'blockReason', from: undefined, to: 'audit' },
    ])
  })

  it('sees what went away between two whole documents', () => {
    const { tags: _, ...after } = { ...document, name: 'Kemang Raya' }
    expect(changesBetween(factsOfDocument(document), factsOfDocument(after), true)).toEqual([
      { fact: 'name', from: 'Kemang', to: 'Kemang Raya' },
      { fact: 'tags', from: 'a, b', to: null },
    ])
  })

  it('reads nothing out of what is no document', () => {
    for (const junk of [null, undefined, 5, 'x', [], { limits: 'x', name: 7 }])
      expect(factsOfDocument(junk)).toEqual({})
  })
})
