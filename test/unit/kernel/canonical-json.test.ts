import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, payloadHash, sha256Hex } from '#shared/kernel/canonical-json'
import type { JsonValue } from '#shared/kernel/json'

/** The same value with the keys of every object in the opposite order. */
function reordered(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reordered(each)]),
  )
}
// fast-check may generate a "__proto__" key, which is not an own property once copied, hence the text round trip.
const anyJson = fc.json().map((text): JsonValue => JSON.parse(text))

describe('canonical JSON', () => {
  it('is RFC 8785: the example of its section 3.2.2', () => {
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('sorts keys by UTF-16 code unit, as section 3.2.3 has it', () => {
    // Escaped, because editors may normalise the Hebrew letter into two characters.
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6']
    const value = Object.fromEntries(keys.map((key, index) => [key, index + 1]))
    expect([...canonicalJson(value).matchAll(/:(\d)/g)].map((match) => match[1])).toEqual([
      '2',
      '4',
      '6',
      '7',
      '1',
      '5',
      '3',
    ])
  })

  it('does not depend on key order and loses nothing', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(canonicalJson(reordered(value))).toBe(canonicalJson(value))
        expect(JSON.stringify(JSON.parse(canonicalJson(value)))).toBe(
          JSON.stringify(JSON.parse(canonicalJson(reordered(value)))),
        )
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value))
      }),
    )
  })

  it('refuses numbers JSON does not have', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) expect(() => canonicalJson({ value })).toThrow()
  })
})

describe('hashes', () => {
  it('of text are SHA-256 over UTF-8', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(sha256Hex('é')).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c')
  })

  it('of a payload cover type, version and args and nothing else', () => {
    const payload = { type: 'subAccount.update', version: 1, args: { id: 'x', name: 'Kas' } }
    expect(payloadHash(payload)).toBe(
      sha256Hex('{"args":{"id":"x","name":"Kas"},"type":"subAccount.update","version":1}'),
    )
    const withEnvelope = { ...payload, deviceId: 'd', createdAt: 'now' }
    expect(payloadHash(withEnvelope)).toBe(payloadHash(payload))
    const others = [
      { ...payload, type: 'x' },
      { ...payload, version: 2 },
      { ...payload, args: { id: 'x', name: 'kas' } },
    ]
    expect(new Set([payload, ...others].map(payloadHash)).size).toBe(4)
  })
})
