// biome-ignore-all lint/a11y/useSemanticElements: rows stand at their place by transform, which table elements do not take; ARIA says the rest
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells of a grid are reached through aria-activedescendant
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, memo, type ReactNode, useEffect, useId, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { contextMenuPoint, type MenuPoint } from '../context-menu'
import './row-grid.css'
import { targetOf, useActiveRow } from './use-active-row'
import type { Rows } from './use-rows'

export interface Column<Row> {
  /** Names the cell's class, `grid-cell-<key>`. */
  readonly key: string
  readonly head: string
  cell(row: Row): ReactNode
}

interface RowGridProps<Row extends { readonly id: string }> {
  readonly label: string
  /** How the columns share the width is for the screen to say, as `--columns` of this class. */
  readonly className: string
  readonly rows: Rows<Row>
  /** The same array while the columns are the same: rows are drawn anew for another. */
  readonly columns: readonly Column<Row>[]
  readonly rowPx: number
  /** The row in the drawer. */
  readonly selectedId: string | null
  readonly onOpen: (row: Row) => void
  readonly onMenu: (row: Row, at: MenuPoint) => void
  /** Closes the drawer; asked for by Esc, also where the list has the focus. */
  readonly onDismiss: () => void
}

const HEADER_PX = 32
const OVERSCAN = 8

/** A list of any length as a grid: only the rows in sight exist; one row is active and takes the keys. */
export function RowGrid<Row extends { readonly id: string }>(props: RowGridProps<Row>) {
  'use no memo' // The virtualizer's methods read live state, which the compiler would take for constants.
  const { rows, columns, rowPx, selectedId } = props
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
  const GridRow = useMemo(() => memo(DrawnRow<Row>), [])
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
    const pageRows = Math.max(1, Math.floor((event.currentTarget.clientHeight - HEADER_PX) / rowPx) - 1)
    const target = targetOf(event.key, active, rows.total, pageRows)
    if (event.key === 'Escape' && selectedId !== null) props.onDismiss()
    else if (target !== undefined) goTo(target)
    else if (event.key === 'Enter') actions.choose(active)
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))
      actions.openMenu(active, placeOf(rowId(gridId, active)) ?? contextMenuPoint(event))
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
      aria-activedescendant={rows.total > 0 ? rowId(gridId, active) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="grid-head">
        <div role="row" aria-rowindex={1} className="grid-columns">
          {columns.map(({ key, head }) => (
            <div key={key} role="columnheader" className={`grid-cell grid-cell-${key}`}>
              {head}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="grid-rows" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => (
          <GridRow
            key={index}
            id={rowId(gridId, index)}
            index={index}
            top={start - HEADER_PX}
            height={rowPx}
            row={rows.at(index)}
            columns={columns}
            isActive={index === active}
            isSelected={selectedId !== null && rows.at(index)?.id === selectedId}
            actions={actions}
          />
        ))}
      </div>
    </div>
  )
}

interface RowActions {
  choose(index: number): void
  openMenu(index: number, at: MenuPoint): void
}

/** The same object always, so that rows are not drawn anew for it. */
function useRowActions(actions: RowActions): RowActions {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  return useMemo(
    () => ({
      choose: (index) => latest.current.choose(index),
      openMenu: (index, at) => latest.current.openMenu(index, at),
    }),
    [],
  )
}

interface GridRowProps<Row> {
  readonly id: string
  readonly index: number
  /** Pixels. */
  readonly top: number
  readonly height: number
  /** Undefined while its page is on its way. */
  readonly row: Row | undefined
  readonly columns: readonly Column<Row>[]
  readonly isActive: boolean
  readonly isSelected: boolean
  readonly actions: RowActions
}

function DrawnRow<Row>({ index, row, columns, isActive, isSelected, actions, ...props }: GridRowProps<Row>) {
  const { t } = useTranslation('common')
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its rows
    <div
      id={props.id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-busy={row === undefined}
      className="grid-row grid-columns"
      data-active={isActive || undefined}
      data-selected={isSelected || undefined}
      style={{ height: props.height, transform: `translateY(${props.top}px)` }}
      onClick={() => actions.choose(index)}
      onContextMenu={(event) => {
        event.preventDefault()
        actions.openMenu(index, contextMenuPoint(event))
      }}
    >
      {columns.map(({ key, cell }, at) => (
        <div key={key} role="gridcell" className={`grid-cell grid-cell-${key}`}>
          {row ? cell(row) : at === 0 && <span className="dim">{t('loading')}</span>}
        </div>
      ))}
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
