import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reserve, settleQuota } from '#shared/domain/reminders/quota'

const none = { delivered: 0, undelivered: 0, not_registered: 0, failed: 0, stopped: 0 }

describe('quota', () => {
  it('1,000 + 500; 600 reserved, 35 not registered, 5 failed, 560 consumed → 940 remain', () => {
    const outcomes = { ...none, delivered: 540, undelivered: 20, not_registered: 35, failed: 5 }
    const input = { initial: 1_000, purchased: 500, used: 0, rows: 600, onShortQuota: 'reject', outcomes } as const
    expect(settleQuota(input)).toEqual({
      ok: true,
      value: { accepted: 600, refused: 0, short: 0, consumed: 560, released: 40, remaining: 940 },
    })
  })

  it('too little quota refuses the file or takes the first rows', () => {
    expect(reserve(100, 130, 'reject')).toEqual({ accepted: 0, refused: 130, short: 30 })
    expect(reserve(100, 130, 'take_first')).toEqual({ accepted: 100, refused: 30, short: 30 })
    expect(reserve(100, 100, 'reject')).toEqual({ accepted: 100, refused: 0, short: 0 })
  })

  it.each([
    ['outcomes are not the accepted rows', { rows: 2, outcomes: { ...none, delivered: 1 } }],
    ['more was used than there was', { used: 11 }],
    ['a count is negative', { rows: -1 }],
    ['a count is not whole', { initial: 0.5 }],
  ])('refuses when %s', (_name, change) => {
    const base = { initial: 10, purchased: 0, used: 0, rows: 0, onShortQuota: 'reject', outcomes: none } as const
    expect(settleQuota({ ...base, ...change })).toMatchObject({ ok: false, error: { code: 'quota.invalid' } })
  })

  it('is conserved', () => {
    const part = fc.nat(400)
    fc.assert(
      fc.property(
        fc.tuple(part, part, part, part, part),
        part,
        fc.nat(1_000),
        fc.nat(50),
        (ends, initial, spare, over) => {
          const [delivered, undelivered, not_registered, failed, stopped] = ends
          const accepted = delivered + undelivered + not_registered + failed + stopped
          // Rows beyond what fits are only possible when the quota is exactly used up.
          const rows = spare === 0 ? accepted + over : accepted
          const used = initial
          const purchased = accepted + spare
          const outcomes = { delivered, undelivered, not_registered, failed, stopped }
          const result = settleQuota({ initial, purchased, used, rows, onShortQuota: 'take_first', outcomes })
          if (!result.ok) throw new Error(result.error.code)
          const { consumed, released, remaining, refused } = result.value
          expect(remaining).toBe(initial + purchased - used - consumed)
          expect(consumed + released + refused).toBe(rows)
          expect(remaining).toBe(spare + released)
        },
      ),
    )
  })
})
