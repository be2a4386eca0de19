// biome-ignore-all lint/a11y/useSemanticElements: rows stand at their place by transform, which table elements do not take; ARIA says the rest
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells of a grid are reached through aria-activedescendant
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { contextMenuPoint, type MenuPoint } from '../context-menu'
import { useActiveRow } from '../row-grid/use-active-row'
import type { Rows } from '../row-grid/use-rows'
import type { RowColumn, RowSort } from './row-column'
import { RowGridHead } from './row-grid-head'
import { rowMove } from './row-keys'
import './row-list.css'

interface RowGridProps<Row extends { readonly id: string }, Sort extends string> {
  readonly label: string
  readonly rows: Rows<Row>
  readonly columns: readonly RowColumn<Row, Sort>[]
  readonly rowPx: number
  readonly sort: RowSort<Sort>
  readonly onSort: (sort: RowSort<Sort>) => void
  /** The row in the drawer. */
  readonly selectedId: string | null
  /** Rows that are ticked. */
  readonly ticked: ReadonlySet<string>
  /** Space on the active row. */
  readonly onTick: (row: Row) => void
  readonly onOpen: (row: Row) => void
  readonly onMenu: (row: Row, at: MenuPoint) => void
  /** A letter pressed on the active row. */
  readonly onLetter: (letter: string, row: Row) => void
  /** Closes the drawer; asked for by Esc, also where the list has the focus. */
  readonly onDismiss: () => void
}

const HEADER_PX = 32
const OVERSCAN = 8

/** A list of any length as a grid: only the rows in sight exist; one row is active and takes the keys. */
export function RowGrid<Row extends { readonly id: string }, Sort extends string>(props: RowGridProps<Row, Sort>) {
  'use no memo' // The virtualizer's methods read live state, which the compiler would take for constants.
  const { t } = useTranslation('common')
  const { rows, columns, rowPx, selectedId, ticked, onOpen, onMenu } = props
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
    if (row && selectedId !== null) onOpen(row)
  }
  const menuAt = (index: number, at: MenuPoint) => {
    setActive(index)
    const row = rows.at(index)
    if (row) onMenu(row, at)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return
    if (event.key === 'Escape') {
      if (selectedId !== null) {
        event.preventDefault()
        props.onDismiss()
      }
      return
    }
    const pageRows = Math.max(1, Math.floor((event.currentTarget.clientHeight - HEADER_PX) / rowPx) - 1)
    const key = event.shiftKey && event.key === 'F10' ? 'ContextMenu' : event.key
    const move = rowMove(key, active, rows.total, pageRows)
    const row = rows.at(active)
    if (move === undefined || (move.kind !== 'go' && !row)) return
    event.preventDefault()
    if (move.kind === 'go') goTo(move.index)
    else if (row) {
      if (move.kind === 'open') onOpen(row)
      else if (move.kind === 'tick') props.onTick(row)
      else if (move.kind === 'letter') props.onLetter(move.letter, row)
      else menuAt(active, placeOf(rowId(gridId, active)) ?? contextMenuPoint(event))
    }
  }

  return (
    <div
      ref={scroller}
      className="row-grid"
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.total + 1}
      aria-multiselectable
      aria-activedescendant={rows.total > 0 ? rowId(gridId, active) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <RowGridHead columns={columns} sort={props.sort} onSort={props.onSort} />
      <div role="rowgroup" className="row-grid-rows" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows.at(index)
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its rows
            <div
              key={index}
              id={rowId(gridId, index)}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={row !== undefined && ticked.has(row.id)}
              aria-current={row !== undefined && row.id === selectedId ? 'true' : undefined}
              aria-busy={row === undefined}
              className="row-grid-row row-grid-columns"
              data-active={index === active || undefined}
              data-selected={(row !== undefined && row.id === selectedId) || undefined}
              style={{ height: rowPx, transform: `translateY(${start - HEADER_PX}px)` }}
              onClick={() => {
                setActive(index)
                if (row) onOpen(row)
              }}
              onContextMenu={(event) => {
                event.preventDefault()
                menuAt(index, contextMenuPoint(event))
              }}
            >
              {columns.map(({ key, cell }, at) => (
                <div key={key} role="gridcell" className={`row-cell row-cell-${key}`}>
                  {row ? cell(row) : at === 0 && <span className="dim">{t('loading')}</span>}
                </div>
              ))}
            </div>
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
