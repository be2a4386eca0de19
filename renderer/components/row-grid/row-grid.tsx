// biome-ignore-all lint/a11y/useSemanticElements: rows stand at their place by transform, which table elements do not take; ARIA says the rest
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells of a grid are reached through aria-activedescendant
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, memo, useEffect, useId, useMemo, useRef } from 'react'
import { contextMenuPoint, type MenuPoint } from '../context-menu'
import type { Column, Sorting } from './column'
import { GridHead } from './grid-head'
import { GridRow, useRowActions } from './grid-row'
import './row-grid.css'
import { rowMove } from './row-keys'
import { useActiveRow } from './use-active-row'
import type { Rows } from './use-rows'

interface Ticking<Row> {
  readonly ticked: ReadonlySet<string>
  /** Space on the active row. */
  readonly onTick: (row: Row) => void
}

interface RowGridProps<Row extends { readonly id: string }, Sort extends string> {
  readonly label: string
  /** How the columns share the width is for the screen to say, as `--columns` of this class. */
  readonly className: string
  readonly rows: Rows<Row>
  /** The same array while the columns are the same: rows are drawn anew for another. */
  readonly columns: readonly Column<Row, Sort>[]
  readonly rowPx: number
  /** The row in the drawer. */
  readonly selectedId: string | null
  readonly onOpen: (row: Row) => void
  readonly onMenu: (row: Row, at: MenuPoint) => void
  /** Where heads sort. */
  readonly sorting?: Sorting<Sort>
  /** Where rows are ticked, to act on several. */
  readonly ticking?: Ticking<Row>
  /** A letter pressed on the active row. */
  readonly onLetter?: (letter: string, row: Row) => void
  /** Closes the drawer; asked for by Esc, also where the list has the focus. */
  readonly onDismiss: () => void
}

const HEADER_PX = 32
const OVERSCAN = 8

/** A list of any length as a grid: only the rows in sight exist; one row is active and takes the keys. */
export function RowGrid<Row extends { readonly id: string }, Sort extends string = never>(
  props: RowGridProps<Row, Sort>,
) {
  'use no memo' // The virtualizer's methods read live state, which the compiler would take for constants.
  const { rows, columns, rowPx, selectedId, ticking } = props
  const { setRange } = rows
  const gridId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useActiveRow(rows, selectedId)
  const virtualizer = useVirtualizer({
    count: rows.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
    scrollMargin: HEADER_PX,
    scrollPaddingStart: HEADER_PX,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row height is the reason to measure anew
  useEffect(() => virtualizer.measure(), [virtualizer, rowPx])
  const items = virtualizer.getVirtualItems()
  const first = items.at(0)?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => setRange(first, last), [setRange, first, last])
  // Another list begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the reason
  useEffect(() => virtualizer.scrollToOffset(0), [rows.key])

  const goTo = (index: number) => {
    const at = Math.max(0, Math.min(rows.total - 1, index))
    setActive(at)
    virtualizer.scrollToIndex(at)
    const row = rows.at(at)
    // Beside an open drawer, walking the list walks through the details.
    if (row && selectedId !== null) props.onOpen(row)
  }
  // Drawn anew only when something about that very row changes.
  const Drawn = useMemo(() => memo(GridRow<Row, Sort>), [])
  const actions = useRowActions({
    choose(index) {
      setActive(index)
      const row = rows.at(index)
      if (row) props.onOpen(row)
    },
    openMenu(index, at) {
      setActive(index)
      const row = rows.at(index)
      if (row) props.onMenu(row, at)
    },
  })
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return
    if (event.key === 'Escape') {
      if (selectedId === null) return
      event.preventDefault()
      props.onDismiss()
      return
    }
    const pageRows = Math.max(1, Math.floor((event.currentTarget.clientHeight - HEADER_PX) / rowPx) - 1)
    const key = event.shiftKey && event.key === 'F10' ? 'ContextMenu' : event.key
    const move = rowMove(key, active, rows.total, pageRows)
    if (move === undefined) return
    const row = rows.at(active)
    if (move.kind === 'go') goTo(move.index)
    else if (move.kind === 'open') actions.choose(active)
    else if (move.kind === 'menu') actions.openMenu(active, placeOf(rowId(gridId, active)) ?? contextMenuPoint(event))
    else if (move.kind === 'tick' && row && ticking) ticking.onTick(row)
    else if (move.kind === 'letter' && row && props.onLetter) props.onLetter(move.letter, row)
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      className={`grid ${props.className}`}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.total + 1}
      aria-multiselectable={ticking && true}
      aria-activedescendant={rows.total > 0 ? rowId(gridId, active) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <GridHead columns={columns} sorting={props.sorting} />
      <div role="rowgroup" className="grid-rows" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows.at(index)
          return (
            <Drawn
              key={index}
              id={rowId(gridId, index)}
              index={index}
              top={start - HEADER_PX}
              height={rowPx}
              row={row}
              columns={columns}
              isActive={index === active}
              isOpen={row !== undefined && row.id === selectedId}
              isTicked={ticking && row !== undefined && ticking.ticked.has(row.id)}
              actions={actions}
            />
          )
        })}
      </div>
    </div>
  )
}

function rowId(gridId: string, index: number): string {
  return `${gridId}row${index}`
}

/** Under the row, where the menu was asked for by a key; the event alone knows only the whole grid. */
function placeOf(id: string): MenuPoint | undefined {
  const box = document.getElementById(id)?.getBoundingClientRect()
  return box && { x: box.left + 24, y: box.bottom }
}
