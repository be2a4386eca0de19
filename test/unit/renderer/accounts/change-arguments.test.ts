import { describe, expect, it } from 'vitest'
import { changedDescription, changedLimitArguments } from '../../../../renderer/features/accounts/change-arguments'

const limits = (debit: string | null, credit: string | null) => ({
  debit: { perTransaction: null, daily: debit },
  credit: { perTransaction: '5.00', daily: credit },
})

describe('what a change carries', () => {
  it('names only the limits that differ; an emptied one is removed', () => {
    expect(changedLimitArguments(limits('50.00', '9.00'), limits('75.00', '9.00'))).toEqual({
      debit: { daily: '75.00' },
    })
    expect(changedLimitArguments(limits('50.00', '9.00'), limits('50.00', null))).toEqual({ credit: { daily: null } })
    expect(changedLimitArguments(limits('50.00', null), limits('50.00', null))).toBeUndefined()
  })

  it('names only the parts of the description that differ', () => {
    const present = { name: 'Kemang', externalRef: 'K-1', tags: ['a', 'b'] }
    expect(changedDescription(present, { ...present, name: ' Kemang Raya ' })).toEqual({ name: 'Kemang Raya' })
    expect(changedDescription(present, { ...present, externalRef: ' ' })).toEqual({ externalRef: null })
    expect(changedDescription(present, { ...present, tags: ['b', 'a'] })).toEqual({ tags: ['b', 'a'] })
    expect(changedDescription(present, { ...present, name: 'Kemang ' })).toBeUndefined()
  })
})
