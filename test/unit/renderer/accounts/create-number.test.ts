import { describe, expect, it } from 'vitest'
import { bodyArgument, readNumber } from '../../../../renderer/features/accounts/dialogs/create-number'

const PREFIX = '88123'
const BODY = '0000001204'
const WHOLE = '8812300000012042'

describe('a number typed by hand', () => {
  it('is ten digits, completed with prefix and check digit', () => {
    expect(readNumber(BODY, PREFIX)).toEqual({ kind: 'number', body: BODY, whole: WHOLE })
    expect(readNumber(BODY, null)).toEqual({ kind: 'number', body: BODY, whole: null })
  })

  it('may be pasted whole', () => {
    expect(readNumber(WHOLE, PREFIX)).toEqual({ kind: 'number', body: BODY, whole: WHOLE })
    expect(readNumber(WHOLE, null)).toEqual({ kind: 'number', body: BODY, whole: WHOLE })
    expect(bodyArgument(WHOLE, PREFIX)).toBe(BODY)
  })

  it('says which check digit would be right', () => {
    expect(readNumber('8812300000012045', PREFIX)).toEqual({ kind: 'check_digit', given: '5', right: '2' })
    expect(readNumber('881230000001204', PREFIX)).toEqual({ kind: 'check_digit', given: null, right: '2' })
  })

  it('tells a number of another company from a body with too many digits', () => {
    expect(readNumber('9912300000012042', PREFIX)).toEqual({ kind: 'other_prefix', prefix: PREFIX })
    expect(readNumber('99123000000', PREFIX)).toEqual({ kind: 'too_long' })
    expect(readNumber(`${WHOLE}1`, PREFIX)).toEqual({ kind: 'too_long' })
  })

  it('counts what is missing, of ten or of sixteen', () => {
    expect(readNumber('12', PREFIX)).toEqual({ kind: 'short', missing: 8 })
    expect(readNumber('88123000000', PREFIX)).toEqual({ kind: 'short', missing: 5 })
  })

  it.each(['12o4', '１２３４５６７８９０', '-1'])('takes nothing but digits: %s', (typed) => {
    expect(readNumber(typed, PREFIX)).toEqual({ kind: 'not_digits' })
  })

  it('goes to the command as it was typed where it cannot be read, for its schema to name it', () => {
    for (const typed of ['123', '8812300000012045', 'x']) expect(bodyArgument(typed, PREFIX)).toBe(typed)
    expect(readNumber('', PREFIX)).toEqual({ kind: 'none' })
  })
})
