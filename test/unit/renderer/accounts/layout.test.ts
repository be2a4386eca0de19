import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layOut, type ParentKey, type TreeShape } from '../../../../renderer/features/accounts/tree/layout'

interface Node {
  readonly id: string
  readonly open: boolean
  readonly children: readonly Node[]
}

/** A tree held whole, against which the layout, which holds none of it, is judged. */
function shapeOf(top: readonly Node[]): TreeShape {
  const lists = new Map<ParentKey, readonly Node[]>([[null, top]])
  const visit = (nodes: readonly Node[]) => {
    for (const node of nodes) {
      lists.set(node.id, node.children)
      visit(node.children)
    }
  }
  visit(top)
  return {
    childCount: (parent) => lists.get(parent)?.length ?? 0,
    openAmong: (parent) =>
      (lists.get(parent) ?? []).flatMap((node, index) => (node.open ? [{ id: node.id, index }] : [])),
  }
}

interface Flat {
  readonly parent: ParentKey
  readonly index: number
  readonly level: number
  readonly parentRow: number
}

/** The obvious way: walk the tree and write every row down. */
function walk(nodes: readonly Node[], parent: ParentKey, level: number, parentRow: number, into: Flat[]): Flat[] {
  nodes.forEach((node, index) => {
    into.push({ parent, index, level, parentRow })
    if (node.open) walk(node.children, node.id, level + 1, into.length - 1, into)
  })
  return into
}

const leaf = (id: string): Node => ({ id, open: false, children: [] })
const node = (id: string, open: boolean, children: readonly Node[]): Node => ({ id, open, children })

let made = 0
const tree = fc.letrec<{ list: Node[]; node: Node }>((tie) => ({
  list: fc.array(tie('node'), { maxLength: 6 }),
  node: fc
    .record({ open: fc.boolean(), children: fc.oneof({ depthSize: 'small' }, fc.constant([]), tie('list')) })
    .map(({ open, children }) => {
      made += 1
      return node(`n${made}`, open, children)
    }),
})).list

describe('tree layout', () => {
  it('gives a row to every child of every open node', () => {
    const layout = layOut(
      shapeOf([node('a', true, [leaf('a1'), node('a2', true, [leaf('x')]), leaf('a3')]), leaf('b')]),
    )
    expect(layout.size).toBe(6)
    expect(layout.slotAt(0)).toEqual({ parent: null, index: 0, level: 1, siblings: 2, parentRow: -1 })
    expect(layout.slotAt(3)).toEqual({ parent: 'a2', index: 0, level: 3, siblings: 1, parentRow: 2 })
    expect(layout.slotAt(4)).toEqual({ parent: 'a', index: 2, level: 2, siblings: 3, parentRow: 0 })
    expect(layout.slotAt(5)).toEqual({ parent: null, index: 1, level: 1, siblings: 2, parentRow: -1 })
    expect(layout.rowOf('a', 2)).toBe(4)
  })

  it('knows no row outside the tree, nor below a closed node', () => {
    const layout = layOut(shapeOf([node('a', false, [leaf('a1')])]))
    expect([layout.slotAt(-1), layout.slotAt(1), layout.slotAt(0.5)]).toEqual([undefined, undefined, undefined])
    expect([layout.rowOf('a', 0), layout.rowOf(null, 1), layout.rowOf(null, -1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('does not follow a node that is its own ancestor', () => {
    const layout = layOut({
      childCount: () => 2,
      openAmong: (parent) => [{ id: parent === 'loop' ? 'loop' : 'loop', index: 1 }],
    })
    expect(layout.size).toBe(4)
  })

  it('leaves an open node out whose place is past the end, as between two answers', () => {
    const layout = layOut({ childCount: (p) => (p === null ? 1 : 5), openAmong: () => [{ id: 'gone', index: 7 }] })
    expect(layout.size).toBe(1)
  })

  it('stands 100,000 closed children at their own rows without holding them', () => {
    const layout = layOut({
      childCount: (p) => (p === null ? 1 : 100_000),
      openAmong: (p) => (p === null ? [{ id: 'root', index: 0 }] : []),
    })
    expect(layout.size).toBe(100_001)
    expect(layout.slotAt(77_778)).toMatchObject({ parent: 'root', index: 77_777, level: 2 })
  })

  it('agrees with a plain walk of any tree, row to node and back', () => {
    fc.assert(
      fc.property(tree, (top) => {
        const rows = walk(top, null, 1, -1, [])
        const layout = layOut(shapeOf(top))
        expect(layout.size).toBe(rows.length)
        rows.forEach((expected, row) => {
          expect(layout.slotAt(row)).toMatchObject(expected)
          expect(layout.rowOf(expected.parent, expected.index)).toBe(row)
        })
      }),
      { numRuns: 500 },
    )
  })

  it('opening or closing one node only adds or removes the rows below it', () => {
    fc.assert(
      fc.property(tree, fc.nat(), (top, pick) => {
        const rows = walk(top, null, 1, -1, [])
        fc.pre(rows.length > 0 && top.length > 0)
        const first = top[pick % top.length]
        fc.pre(first !== undefined && first.children.length > 0)
        const toggled = top.map((n) => (n === first ? { ...n, open: !n.open } : n))
        const at = layOut(shapeOf(top)).rowOf(null, top.indexOf(first as Node)) ?? -1
        const before = layOut(shapeOf(top))
        const after = layOut(shapeOf(toggled))
        for (let row = 0; row <= at; row += 1) expect(after.slotAt(row)).toEqual(before.slotAt(row))
        const shift = after.size - before.size
        const end = (first?.open ? before : after).size
        const below = Math.abs(shift)
        for (let row = at + 1 + below; row < end; row += 1) {
          const long = first?.open ? before : after
          const short = first?.open ? after : before
          expect(long.slotAt(row)).toMatchObject({ ...pickPlace(short.slotAt(row - below)) })
        }
      }),
    )
  })
})

function pickPlace(slot: { parent: ParentKey; index: number; level: number } | undefined) {
  return slot === undefined ? {} : { parent: slot.parent, index: slot.index, level: slot.level }
}
