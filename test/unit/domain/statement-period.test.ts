import { describe, expect, it } from 'vitest'
import { boundsOf } from '#shared/domain/accounts/statement'
import { parseLocalDate } from '#shared/kernel/time'

function bounds(from: string, to: string) {
  const [first, last] = [parseLocalDate(from), parseLocalDate(to)]
  if (!first.ok || !last.ok) throw new Error('not a day')
  return boundsOf({ from: first.value, to: last.value })
}

describe('the moments of a statement', () => {
  it('are whole days of the bank', () => {
    expect(bounds('2026-07-01', '2026-07-10')).toEqual({
      start: '2026-06-30T17:00:00.000Z',
      end: '2026-07-10T17:00:00.000Z',
    })
  })

  it('end somewhere also on the last day that can be written', () => {
    expect(bounds('2026-07-01', '9999-12-31').end).toBe('9999-12-31T17:00:00.000Z')
  })
})
