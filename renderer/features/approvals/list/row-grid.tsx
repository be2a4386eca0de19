// biome-ignore-all lint/a11y/useSemanticElements: rows stand at their place by transform, which table elements do not take; ARIA says the rest
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells of a grid are reached through aria-activedescendant
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { contextMenuPoint, type MenuPoint } from '../../../components'
import { targetOf, useActiveRow } from '../../../components/row-grid/use-active-row'
import type { Rows } from '../../../components/row-grid/use-rows'

export interface Column<Row> {
  /** Names the cell's class, `approvals-cell-<key>`. */
  readonly key: string
  readonly head: string
  cell(row: Row): ReactNode
}

interface RowGridProps<Row extends { readonly id: string }> {
  readonly label: string
  /** Names how the columns share the width. */
  readonly layout: string
  readonly rows: Rows<Row>
  readonly columns: readonly Column<Row>[]
  readonly rowPx: number
  /** The row in the drawer. */
  readonly selectedId: string | null
  readonly onOpen: (row: Row) => void
  readonly onMenu: (row: Row, at: MenuPoint) => void
  /** A letter pressed on the active row. */
  readonly onLetter?: (letter: string, row: Row) => void
  /** Closes the drawer; asked for by Esc, also where the list has the focus. */
  readonly onDismiss: () => void
}

const HEADER_PX = 32
const OVERSCAN = 8

/** A list of any length as a grid: only the rows in sight exist; one row is active and takes the keys. */
export function RowGrid<Row extends { readonly id: string }>(props: RowGridProps<Row>) {
  'use no memo' // The virtualizer's methods read live state, which the compiler would take for constants.
  const { t } = useTranslation('common')
  const { rows, columns, rowPx, selectedId, onOpen, onMenu } = props
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
    if (event.key === 'Escape' && selectedId !== null) {
      event.preventDefault()
      props.onDismiss()
      return
    }
    const pageRows = Math.max(1, Math.floor((event.currentTarget.clientHeight - HEADER_PX) / rowPx) - 1)
    const target = targetOf(event.key, active, rows.total, pageRows)
    const row = rows.at(active)
    if (target !== undefined) {
      event.preventDefault()
      goTo(target)
    } else if (row && event.key === 'Enter') {
      event.preventDefault()
      onOpen(row)
    } else if (row && (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))) {
      event.preventDefault()
      menuAt(active, placeOf(rowId(gridId, active)) ?? contextMenuPoint(event))
    } else if (row && props.onLetter && /^[a-z]$/i.test(event.key)) {
      event.preventDefault()
      props.onLetter(event.key.toLowerCase(), row)
    }
  }

  return (
    <div
      ref={scroller}
      className="approvals-grid"
      data-layout={props.layout}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.total + 1}
      aria-activedescendant={rowId(gridId, active)}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="approvals-head">
        <div role="row" aria-rowindex={1} className="approvals-columns">
          {columns.map(({ key, head }) => (
            <div key={key} role="columnheader" className={`approvals-cell approvals-cell-${key}`}>
              {head}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="approvals-rows" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows.at(index)
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its rows
            <div
              key={index}
              id={rowId(gridId, index)}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={row !== undefined && row.id === selectedId}
              aria-busy={row === undefined}
              className="approvals-row approvals-columns"
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
                <div key={key} role="gridcell" className={`approvals-cell approvals-cell-${key}`}>
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
