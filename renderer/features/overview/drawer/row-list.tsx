import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { focusAfterKey } from './row-keys'

interface RowListProps<Row> {
  readonly rows: readonly Row[]
  readonly label: string
  readonly rowPx: number
  /** How many rows there are in all, also those not read yet; for screen readers. */
  readonly total: number
  readonly keyOf: (row: Row) => string
  readonly children: (row: Row) => ReactNode
  /** Asked for when the end of what is read comes near. */
  readonly onMore: (() => void) | null
}

const OVERSCAN = 6

/** Rows of which only those in sight exist, in the drawer's own scrolled box. Arrows walk from row to row. */
export function RowList<Row>({ rows, label, rowPx, total, keyOf, children, onMore }: RowListProps<Row>) {
  'use no memo' // The virtualizer's methods read live state, which the compiler would take for constants.
  const list = useRef<HTMLUListElement>(null)
  const [margin, setMargin] = useState(0)
  useEffect(() => setMargin(list.current?.offsetTop ?? 0), [])
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current?.closest<HTMLElement>('.drawer-body') ?? null,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
    scrollMargin: margin,
  })
  const items = virtualizer.getVirtualItems()
  const isNearEnd = (items.at(-1)?.index ?? -1) >= rows.length - OVERSCAN - 1
  useEffect(() => {
    if (isNearEnd) onMore?.()
  }, [isNearEnd, onMore])

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = Number((event.target as HTMLElement).closest('li')?.dataset.index ?? -1)
    const next = focusAfterKey(event.key, at, rows.length)
    if (next === null) return
    event.preventDefault()
    virtualizer.scrollToIndex(next)
    // The row exists once the list has been drawn at its new place.
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`li[data-index="${next}"] :is(a, button)`)?.focus(),
    )
  }
  return (
    <ul
      ref={list}
      className="row-list"
      aria-label={label}
      style={{ height: rows.length * rowPx }}
      onKeyDown={onKeyDown}
    >
      {items.map(({ index, start }) => {
        const row = rows[index]
        if (row === undefined) return null
        return (
          <li
            key={keyOf(row)}
            data-index={index}
            aria-setsize={total}
            aria-posinset={index + 1}
            style={{ height: rowPx, transform: `translateY(${start - margin}px)` }}
          >
            {children(row)}
          </li>
        )
      })}
    </ul>
  )
}
