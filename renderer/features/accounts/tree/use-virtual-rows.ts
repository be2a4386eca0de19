import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef } from 'react'
import type { AccountsView } from '../view-memory'
import type { TreeRows } from './use-tree-rows'

/** The header sticks to the top of the scrolled box, over the rows. */
export const HEADER_PX = 32

/** Rows kept ready outside the window, so that a wheel's turn finds them drawn. */
const OVERSCAN = 14

interface VirtualRowsProps {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly rows: TreeRows
  readonly view: Pick<AccountsView, 'scrollTop'>
  readonly rowPx: number
}

export interface VirtualRows {
  readonly items: readonly { readonly index: number; readonly start: number }[]
  scrollTo(row: number): void
}

/** Which rows exist for where the list stands. The active row always does, as the grid's focus points at it. */
export function useVirtualRows({ scroller, rows, view, rowPx }: VirtualRowsProps): VirtualRows {
  'use no memo' // The virtualizer's methods read live state, which the compiler would take for constants.
  const { layout, activeRow, setRange } = rows
  const virtualizer = useVirtualizer({
    count: layout.size,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
    scrollMargin: HEADER_PX,
    scrollPaddingStart: HEADER_PX,
    initialOffset: view.scrollTop,
    rangeExtractor: (range) => withActive(range, activeRow),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row height is the reason to measure anew
  useEffect(() => virtualizer.measure(), [virtualizer, rowPx])

  const first = virtualizer.range?.startIndex ?? 0
  const last = virtualizer.range?.endIndex ?? 0
  useEffect(() => setRange(first, last), [setRange, first, last])
  useKeepPlace(scroller, view.scrollTop, layout.size > 0)
  useRevealed(rows, (row) => virtualizer.scrollToIndex(row, { align: 'center' }))
  return {
    items: virtualizer.getVirtualItems(),
    scrollTo: (row) => virtualizer.scrollToIndex(row),
  }
}

function withActive(range: Range, activeRow: number): number[] {
  const inSight = defaultRangeExtractor(range)
  if (activeRow < 0 || activeRow >= range.count || inSight.includes(activeRow)) return inSight
  return activeRow < range.startIndex ? [activeRow, ...inSight] : [...inSight, activeRow]
}

/** On coming back the remembered place cannot be taken before the rows have come: an empty box does not scroll. */
function useKeepPlace(scroller: RefObject<HTMLDivElement | null>, scrollTop: number, hasRows: boolean): void {
  const placed = useRef(false)
  useEffect(() => {
    const box = scroller.current
    if (placed.current || !hasRows || !box) return
    box.scrollTop = scrollTop
    placed.current = Math.abs(box.scrollTop - scrollTop) < 2
  }, [scroller, scrollTop, hasRows])
}

function useRevealed(rows: TreeRows, scrollTo: (row: number) => void): void {
  const { revealed, onRevealed } = rows
  useEffect(() => {
    if (revealed === undefined) return
    scrollTo(revealed)
    onRevealed()
  })
}
