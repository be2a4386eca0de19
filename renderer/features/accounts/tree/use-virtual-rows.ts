import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef } from 'react'
import type { TreeRows } from './use-tree-rows'

/** The header sticks to the top of the scrolled box, over the rows. */
export const HEADER_PX = 32

/** Rows kept ready outside the window, so that a wheel's turn finds them drawn. */
const OVERSCAN = 14

interface VirtualRowsProps {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly rows: TreeRows
  readonly rowPx: number
  /** Where the tree stood, in pixels. */
  readonly recallScroll: () => number
}

export interface VirtualRows {
  readonly items: readonly { readonly index: number; readonly start: number }[]
  scrollTo(row: number): void
}

/** Which rows exist for where the list stands. The active row always does, as the grid's focus points at it. */
export function useVirtualRows({ scroller, rows, rowPx, recallScroll }: VirtualRowsProps): VirtualRows {
  'use no memo' // The virtualizer's methods read live state, which the compiler would take for constants.
  const { layout, activeRow, setRange } = rows
  const virtualizer = useVirtualizer({
    count: layout.size,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
    scrollMargin: HEADER_PX,
    scrollPaddingStart: HEADER_PX,
    rangeExtractor: (range) => withActive(range, activeRow),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row height is the reason to measure anew
  useEffect(() => virtualizer.measure(), [virtualizer, rowPx])

  const first = virtualizer.range?.startIndex ?? 0
  const last = virtualizer.range?.endIndex ?? 0
  useEffect(() => setRange(first, last), [setRange, first, last])
  usePlace(scroller, rows, recallScroll)
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

/** The tree is found where it was left; another order or another search starts at the top. */
function usePlace(scroller: RefObject<HTMLDivElement | null>, rows: TreeRows, recallScroll: () => number): void {
  const { listKey, flat } = rows
  const before = useRef<{ readonly listKey: string; readonly flat: boolean } | undefined>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another list moves the place
  useEffect(() => {
    const box = scroller.current
    const cameBack = !flat && before.current?.flat !== false
    before.current = { listKey, flat }
    if (box) box.scrollTop = cameBack ? recallScroll() : 0
  }, [listKey])
}

function useRevealed(rows: TreeRows, scrollTo: (row: number) => void): void {
  const { revealed, onRevealed } = rows
  useEffect(() => {
    if (revealed === undefined) return
    scrollTo(revealed)
    onRevealed()
  })
}
