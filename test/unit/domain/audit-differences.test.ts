import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compareDocuments,
  differencesBetween,
  type Leaf,
  type LeafValue,
  leavesOf,
} from '#shared/domain/audit/differences'

const plain = fc.oneof(fc.string({ maxLength: 3 }), fc.integer({ min: 0, max: 3 }), fc.boolean(), fc.constant(null))
/** Few keys, so that both sides often have the same; with such as a prototype has, and such as hold a path's separators. */
const key = fc.constantFrom('a', 'b', 'c', '0', 'a.b', '["a"]', '__proto__', 'constructor', 'toString', '')
const { document } = fc.letrec<{ document: unknown; inner: unknown }>((tie) => ({
  document: fc.oneof({ maxDepth: 4, withCrossShrink: true }, plain, fc.array(plain, { maxLength: 3 }), tie('inner')),
  inner: fc.oneof(
    // As a feed has them: `__proto__` in JSON is a field like any other.
    fc.array(fc.tuple(key, tie('document')), { maxLength: 4 }).map((pairs) => JSON.parse(jsonOf(pairs)) as unknown),
    fc.array(tie('document'), { maxLength: 3 }),
  ),
}))

function jsonOf(pairs: readonly (readonly [string, unknown])[]): string {
  const fields = new Map(pairs.map(([name, value]) => [name, JSON.stringify(value)]))
  return `{${[...fields].map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`
}

const at = (path: readonly string[]) => JSON.stringify(path)
const text = (value: LeafValue | undefined) => (value === undefined ? 'nothing' : JSON.stringify(value))
const byPath = (leaves: readonly Leaf[]) => new Map(leaves.map((leaf) => [at(leaf.path), text(leaf.value)]))

/** Puts the leaves back where they stood: what was read is all there was. */
function rebuilt(leaves: readonly Leaf[]): unknown {
  const [only] = leaves
  if (only && only.path.length === 0) return only.value
  const groups = new Map<string, Leaf[]>()
  for (const { path, value } of leaves) {
    const [first = '', ...rest] = path
    groups.set(first, [...(groups.get(first) ?? []), { path: rest, value }])
  }
  return new Map([...groups].map(([name, inner]) => [name, rebuilt(inner)]))
}

function asMaps(value: unknown): unknown {
  const isLeaf = leavesOf(value).every(({ path }) => path.length === 0)
  if (typeof value !== 'object' || value === null || isLeaf) return value
  return new Map(Object.entries(value).map(([name, inner]) => [name, asMaps(inner)]))
}

describe('the values of a document', () => {
  it('are each read once, and are all there is', () => {
    fc.assert(
      fc.property(document, (value) => {
        const leaves = leavesOf(value)
        expect(byPath(leaves).size).toBe(leaves.length)
        expect(rebuilt(leaves)).toEqual(asMaps(value))
      }),
    )
  })

  it('are none where there is no document', () => {
    expect(leavesOf(undefined)).toEqual([])
  })

  it('are whole lists of plain values, and what stands below others', () => {
    expect(leavesOf({ tags: ['x', 'y'], none: [], nothing: {}, rows: [{ n: 1 }, 2] })).toEqual([
      { path: ['tags'], value: ['x', 'y'] },
      { path: ['none'], value: [] },
      { path: ['nothing'], value: {} },
      { path: ['rows', '0', 'n'], value: 1 },
      { path: ['rows', '1'], value: 2 },
    ])
  })

  it('end somewhere, however deep a foreign bank nests them', () => {
    let deep: unknown = 'bottom'
    for (let level = 0; level < 500; level += 1) deep = [deep, {}]
    const leaves = leavesOf({ deep })
    expect(Math.max(...leaves.map(({ path }) => path.length))).toBe(16)
    expect(leaves.some(({ value }) => typeof value === 'string' && value.includes('bottom'))).toBe(true)
  })
})

describe('before and after', () => {
  it('show every value that differs once, with both sides, and nothing else among what changed', () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        const from = byPath(leavesOf(before))
        const to = byPath(leavesOf(after))
        const differs = [...new Set([...from.keys(), ...to.keys()])].filter((path) => from.get(path) !== to.get(path))
        const { different, same } = compareDocuments(before, after)
        expect(different.map(({ path }) => at(path)).sort()).toEqual(differs.sort())
        for (const one of different) {
          expect(text(one.from)).toBe(from.get(at(one.path)) ?? 'nothing')
          expect(text(one.to)).toBe(to.get(at(one.path)) ?? 'nothing')
        }
        expect(byPath(same)).toEqual(new Map([...to].filter(([path, value]) => from.get(path) === value)))
        expect(same).toHaveLength(to.size - [...to].filter(([path, value]) => from.get(path) !== value).length)
        expect(differencesBetween(before, after)).toEqual(different)
      }),
    )
  })

  it('are the same document where nothing changed, and all new where there was none', () => {
    fc.assert(
      fc.property(document, (value) => {
        const copy: unknown = JSON.parse(JSON.stringify(value))
        expect(compareDocuments(value, copy)).toEqual({ different: [], same: leavesOf(value) })
        expect(compareDocuments(undefined, value)).toEqual({
          different: leavesOf(value).map(({ path, value: to }) => ({ path, to })),
          same: [],
        })
      }),
    )
  })

  it('tell a list from what was a value, and a missing field from one that is null', () => {
    expect(differencesBetween({ a: 1, b: null, c: [1] }, { a: { x: 1 }, c: [{ y: 1 }] })).toEqual([
      { path: ['a', 'x'], to: 1 },
      { path: ['a'], from: 1 },
      { path: ['c', '0', 'y'], to: 1 },
      { path: ['c'], from: [1] },
      { path: ['b'], from: null },
    ])
  })
})
