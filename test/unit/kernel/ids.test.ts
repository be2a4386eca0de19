import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deriveId, type Id, isId, newId } from '#shared/kernel/ids'

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const anyId: fc.Arbitrary<Id> = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.uint8Array({ minLength: 10, maxLength: 10 }))
  .map(([nowMs, bytes]) => newId({ nowMs, randomBytes: () => bytes }))

describe('ids', () => {
  it('lay out time, version, variant and random bits as RFC 9562 says', () => {
    // The example of RFC 9562 appendix A.6.
    const bytes = Uint8Array.of(0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f)
    expect(newId({ nowMs: 0x017f22e279b0, randomBytes: () => bytes })).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
  })

  it('are always version 7 and sort by time', () => {
    fc.assert(
      fc.property(anyId, (id) => {
        expect(id).toMatch(UUID_V7)
      }),
    )
    const at = (nowMs: number, fill: number) => newId({ nowMs, randomBytes: (n) => new Uint8Array(n).fill(fill) })
    expect(at(1_000, 255) < at(1_001, 0)).toBe(true)
  })

  it('refuse a time that does not fit and too few random bytes', () => {
    const randomBytes = (n: number) => new Uint8Array(n)
    for (const nowMs of [-1, 2 ** 48, 0.5, Number.NaN]) expect(() => newId({ nowMs, randomBytes })).toThrow(RangeError)
    expect(() => newId({ nowMs: 1, randomBytes: () => new Uint8Array(4) })).toThrow()
  })

  it('are UUIDs in lower case', () => {
    expect(isId('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')).toBe(true)
    for (const text of [
      '017F22E2-79B0-7CC3-98C4-DC0C0C07398F',
      '017f22e279b07cc398c4dc0c0c07398f',
      '',
      '017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n',
    ]) {
      expect(isId(text)).toBe(false)
    }
  })
})

describe('derived ids', () => {
  const command: Id = newId({ nowMs: 0x017f22e279b0, randomBytes: (n) => new Uint8Array(n).fill(0xab) })

  // Expected values computed apart from this code: SHA-256 of "<command id>:<n>", first ten bytes, version and variant set.
  it('are a fixed format that both sides and later versions must agree on', () => {
    expect(command).toBe('017f22e2-79b0-7bab-abab-abababababab')
    expect([0, 1].map((n) => deriveId(command, n))).toEqual([
      '017f22e2-79b0-7b7c-923e-42c4c0ba4f3a',
      '017f22e2-79b0-74e3-8e1d-fb82034818e3',
    ])
  })

  it('repeat exactly, differ by command and index, keep the command’s time', () => {
    fc.assert(
      fc.property(anyId, anyId, fc.nat(2_000), fc.nat(2_000), (a, b, m, n) => {
        expect(deriveId(a, n)).toBe(deriveId(a, n))
        expect(deriveId(a, n)).toMatch(UUID_V7)
        expect(deriveId(a, n).slice(0, 13)).toBe(a.slice(0, 13))
        expect(deriveId(a, m) === deriveId(a, n)).toBe(m === n)
        expect(deriveId(a, n) === deriveId(b, n)).toBe(a === b)
      }),
    )
  })

  it('need a whole index', () => {
    for (const n of [-1, 0.5, Number.NaN]) expect(() => deriveId(command, n)).toThrow(RangeError)
  })
})
