import type { AccountRow } from '#shared/contract/views'
import type { TreeLayout, TreeSlot } from './layout'

/** What a key does in the tree: go to a row, open or close the row's node, show its details, or nothing of ours. */
export type Move =
  | { readonly kind: 'go'; readonly row: number }
  | { readonly kind: 'open' | 'close' | 'details' | 'menu' }

export interface Position {
  readonly layout: TreeLayout
  readonly row: number
  readonly slot: TreeSlot | undefined
  readonly account: AccountRow | undefined
  readonly isOpen: boolean
  /** Rows that fit the window, for a page's jump. */
  readonly pageRows: number
}

/** What a key does to the selection: everything, this row, or all up to this one. */
export type SelectionKey = 'all' | 'toggle' | 'extend'

interface Keys {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

/** The keys of a list of which many rows can be selected. Undefined: it has nothing to do with the selection. */
export function selectionKey({ key, ctrlKey, metaKey, shiftKey }: Keys): SelectionKey | undefined {
  const isCommand = ctrlKey || metaKey
  if (key === ' ') return shiftKey ? 'extend' : 'toggle'
  return isCommand && !shiftKey && key.toLowerCase() === 'a' ? 'all' : undefined
}

/** The keys of a tree grid (WAI-ARIA treegrid pattern, rows first). Undefined: leave the key alone. */
export function moveFor(key: string, at: Position): Move | undefined {
  const go = (row: number): Move => ({ kind: 'go', row: Math.max(0, Math.min(at.layout.size - 1, row)) })
  switch (key) {
    case 'ArrowDown':
      return go(at.row + 1)
    case 'ArrowUp':
      return go(at.row - 1)
    case 'Home':
      return go(0)
    case 'End':
      return go(at.layout.size - 1)
    case 'PageDown':
      return go(at.row + at.pageRows)
    case 'PageUp':
      return go(at.row - at.pageRows)
    case 'ArrowRight':
      return right(at, go)
    case 'ArrowLeft':
      return left(at, go)
    case 'Enter':
      return { kind: 'details' }
    case 'ContextMenu':
      return { kind: 'menu' }
    default:
      return undefined
  }
}

function right(at: Position, go: (row: number) => Move): Move | undefined {
  if (!at.account || at.account.childCount === 0) return undefined
  return at.isOpen ? go(at.row + 1) : { kind: 'open' }
}

function left(at: Position, go: (row: number) => Move): Move | undefined {
  if (at.isOpen) return { kind: 'close' }
  return at.slot && at.slot.parentRow >= 0 ? go(at.slot.parentRow) : undefined
}
