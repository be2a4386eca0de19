import { describe, expect, it } from 'vitest'
import { layOut } from '../../../../renderer/features/accounts/tree/layout'
import { moveFor, type Position } from '../../../../renderer/features/accounts/tree/moves'
import { accountRow } from './account-row'

// root (open) → a, b; last
const layout = layOut({
  childCount: (parent) => (parent === null || parent === 'root' ? 2 : 0),
  openAmong: (parent) => (parent === null ? [{ id: 'root', index: 0 }] : []),
})
const at = (row: number, part: Partial<Position> = {}): Position => ({
  layout,
  row,
  slot: layout.slotAt(row),
  account: accountRow({ id: 'x' }),
  isOpen: false,
  pageRows: 10,
  ...part,
})
const parent = accountRow({ id: 'p', childCount: 2 })

describe('keys of the tree', () => {
  it('walks the rows and stops at both ends', () => {
    expect(moveFor('ArrowDown', at(0))).toEqual({ kind: 'go', row: 1 })
    expect(moveFor('ArrowDown', at(3))).toEqual({ kind: 'go', row: 3 })
    expect(moveFor('ArrowUp', at(0))).toEqual({ kind: 'go', row: 0 })
    expect(moveFor('PageDown', at(1))).toEqual({ kind: 'go', row: 3 })
    expect(moveFor('PageUp', at(3))).toEqual({ kind: 'go', row: 0 })
    expect(moveFor('End', at(0))).toEqual({ kind: 'go', row: 3 })
    expect(moveFor('Home', at(3))).toEqual({ kind: 'go', row: 0 })
  })

  it('opens with Right, then goes inside; closes with Left, then goes to the parent', () => {
    expect(moveFor('ArrowRight', at(0, { account: parent }))).toEqual({ kind: 'open' })
    expect(moveFor('ArrowRight', at(0, { account: parent, isOpen: true }))).toEqual({ kind: 'go', row: 1 })
    expect(moveFor('ArrowRight', at(1))).toBeUndefined()
    expect(moveFor('ArrowLeft', at(0, { account: parent, isOpen: true }))).toEqual({ kind: 'close' })
    expect(moveFor('ArrowLeft', at(2))).toEqual({ kind: 'go', row: 0 })
    expect(moveFor('ArrowLeft', at(0))).toBeUndefined()
  })

  it('leaves other keys alone', () => {
    expect(moveFor('Enter', at(0))).toEqual({ kind: 'details' })
    expect(moveFor('a', at(0))).toBeUndefined()
  })
})
