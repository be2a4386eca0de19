import { describe, expect, it } from 'vitest'
import { calculateVector, VECTOR_KINDS } from '#shared/domain/vectors'
import rules from '../../fixtures/rules.json' with { type: 'json' }

const cases = rules.map(({ kind, input, expected }, index) => ({ name: `${kind} #${index}`, kind, input, expected }))

describe('worked cases', () => {
  it.each(cases)('$name', ({ kind, input, expected }) => {
    expect(calculateVector(kind, input)).toEqual({ ok: true, value: expected })
  })

  it('cover every calculation', () => {
    expect(new Set(cases.map((each) => each.kind))).toEqual(new Set(VECTOR_KINDS))
  })
})

describe('what cannot be calculated', () => {
  it('an unknown kind', () => {
    expect(calculateVector('cash.magic', {})).toMatchObject({ ok: false, error: { code: 'vectors.unknown_kind' } })
    expect(calculateVector('toString', {})).toMatchObject({ ok: false, error: { code: 'vectors.unknown_kind' } })
  })

  it.each([
    ['account.number', { prefix: 88123, body: '0000001204' }],
    ['cash.services', { now: '2026-07-10', serviceDate: '2026-07-10', timeZone: 'Asia/Jakarta' }],
    ['delivery.cancelRightFrom', { shippedAt: '2026-07-10T09:00:00.000Z', timeZone: '+07:00', days: 3 }],
    ['delivery.cancelRightFrom', { shippedAt: '9999-12-31T09:00:00.000Z', timeZone: 'Asia/Jakarta', days: 3 }],
  ])('%s with a faulty input', (kind, input) => {
    expect(calculateVector(kind, input)).toMatchObject({ ok: false, error: { code: 'vectors.bad_input' } })
  })

  it('a rule that refuses keeps its own code', () => {
    expect(calculateVector('account.number', { prefix: '8812', body: '0000001204' })).toEqual({
      ok: false,
      error: { code: 'account.number_invalid', params: { part: 'prefix', digits: 5 } },
    })
  })
})
