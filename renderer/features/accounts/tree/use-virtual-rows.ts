import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useMemo, useRef } from 'react'
import type { TreeRows } from './use-tree-rows'

/** The header sticks to the top of the scrolled box, over the rows. */
export const HEADER_PX = 32

/** Rows kept ready outside the window, so that a wheel's turn finds them drawn. */
const OVERSCAN = 8

/** The range is told in steps of rows, so that only now and then something else than the rows is drawn anew. */
const RANGE_STEP = 50
const down = (row: number) => Math.floor(row / RANGE_STEP) * RANGE_STEP

interface VirtualRowsProps {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly rows: TreeRows
  readonly rowPx: number
  /** Where the tree stood, in pixels. */
  readonly recallScroll: () => number
}

/** What the tree around the rows may ask of them. */
export interface RowsHandle extends Place {
  scrollTo(row: number): void
}

export interface VirtualRows {
  readonly items: readonly { readonly index: number; readonly start: number }[]
  readonly handle: RowsHandle
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

  const first = down(virtualizer.range?.startIndex ?? 0)
  const last = down(virtualizer.range?.endIndex ?? 0) + RANGE_STEP
  useEffect(() => setRange(first, last), [setRange, first, last])
  const place = usePlace(scroller, rows, recallScroll)
  useRevealed(rows, (row) => {
    place.letGo()
    virtualizer.scrollToIndex(row, { align: 'center' })
  })
  const handle = useMemo(
    () => ({
      ...place,
      scrollTo(row: number) {
        place.letGo()
        virtualizer.scrollToIndex(row)
      },
    }),
    [place, virtualizer],
  )
  return { items: virtualizer.getVirtualItems(), handle }
}

function withActive(range: Range, activeRow: number): number[] {
  const inSight = defaultRangeExtractor(range)
  if (activeRow < 0 || activeRow >= range.count || inSight.includes(activeRow)) return inSight
  return activeRow < range.startIndex ? [activeRow, ...inSight] : [...inSight, activeRow]
}

interface Place {
  /** False while the remembered place cannot be taken yet: what the box reports then is not where the user is. */
  isTaken(): boolean
  /** The user or a row to be shown decides from now on. */
  letGo(): void
}

/**
 * The tree is found where it was left; another order or another search starts at the top. The place is tried again as
 * rows come, because a box scrolls only as far as it has rows.
 */
function usePlace(scroller: RefObject<HTMLDivElement | null>, rows: TreeRows, recallScroll: () => number): Place {
  const { listKey, flat, layout } = rows
  const before = useRef<{ readonly flat: boolean } | undefined>(undefined)
  const target = useRef<number | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another list moves the place
  useEffect(() => {
    const cameBack = !flat && before.current?.flat !== false
    before.current = { flat }
    target.current = cameBack ? recallScroll() : 0
  }, [listKey])
  // biome-ignore lint/correctness/useExhaustiveDependencies: more rows are the reason to try again
  useEffect(() => {
    const box = scroller.current
    if (!box || target.current === null) return
    box.scrollTop = target.current
    if (Math.abs(box.scrollTop - target.current) < 2) target.current = null
  }, [listKey, layout.size])
  return useMemo(
    () => ({
      isTaken: () => target.current === null,
      letGo() {
        target.current = null
      },
    }),
    [],
  )
}

function useRevealed(rows: TreeRows, scrollTo: (row: number) => void): void {
  const { revealed, onRevealed } = rows
  useEffect(() => {
    if (revealed === undefined) return
    scrollTo(revealed)
    onRevealed()
  })
}
