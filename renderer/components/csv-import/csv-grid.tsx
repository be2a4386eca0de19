// biome-ignore-all lint/a11y/useSemanticElements: rows stand at their place by transform, which table elements do not take; ARIA says the rest
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and points at its active cell
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cellStyle } from './cell-style'
import type { CsvDraft } from './csv-draft'
import './csv-grid.css'
import { CsvGridRow, cellId } from './csv-grid-row'
import type { CsvField } from './csv-types'
import { type GridPlace, gridMove } from './grid-keys'

const ROW_PX = 34
const HEADER_PX = 32
const OVERSCAN = 6

/** A cell that is being typed into; `text` is what it starts with. */
interface Editing extends GridPlace {
  readonly text: string
}

interface CsvGridProps<Key extends string, Item> {
  readonly label: string
  readonly fields: readonly CsvField<Key>[]
  readonly draft: CsvDraft<Key, Item>
  /** Rows of the file that are shown, null for all. */
  readonly shown: readonly number[] | null
  /** Left out: nothing can be typed. */
  readonly onType?: (index: number, key: Key, text: string) => void
  /** The row on which the keys act. */
  readonly onActive?: (index: number | null) => void
}

/** The rows of the file with what the rule says of each. Cells are corrected in place; keys as in a spreadsheet. */
export function CsvGrid<Key extends string, Item>(props: CsvGridProps<Key, Item>) {
  'use no memo' // The virtualizer's methods read live state, which the compiler would take for constants.
  const { t } = useTranslation('csvImport')
  const { fields, draft, shown, onType, onActive } = props
  const gridId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<GridPlace>({ row: 0, column: 0 })
  const [editing, setEditing] = useState<Editing | null>(null)
  const rowCount = shown?.length ?? draft.sheet.rows.length
  const indexAt = (row: number) => (shown === null ? row : shown[row])
  // A shorter list, as when a fault was corrected, takes the active cell with it.
  const place = { ...active, row: Math.max(0, Math.min(active.row, rowCount - 1)) }
  const activeIndex = rowCount === 0 ? null : (indexAt(place.row) ?? null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when another row is active, not when the listener is another
  useEffect(() => onActive?.(activeIndex), [activeIndex])

  const virtualizer = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: HEADER_PX,
    scrollPaddingStart: HEADER_PX,
  })
  const goTo = (next: GridPlace) => {
    setActive(next)
    virtualizer.scrollToIndex(next.row)
  }
  const startEdit = (at: GridPlace, text?: string) => {
    const index = indexAt(at.row)
    const field = fields[at.column]
    if (index === undefined || !field || !onType) return
    setEditing({ ...at, text: text ?? draft.typedAt(index, field.key) })
  }
  const endEdit = (text: string | null, go: { readonly rows: number; readonly columns: number } | null) => {
    if (!editing) return
    const index = indexAt(editing.row)
    const field = fields[editing.column]
    setEditing(null)
    if (text !== null && index !== undefined && field) onType?.(index, field.key, text)
    if (go === null) return
    scroller.current?.focus()
    const column = Math.max(0, Math.min(fields.length - 1, editing.column + go.columns))
    goTo({ row: Math.max(0, Math.min(rowCount - 1, editing.row + go.rows)), column })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return
    const pageRows = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEADER_PX) / ROW_PX) - 1)
    const move = gridMove(event.key, place, { rows: rowCount, columns: fields.length, pageRows }, onType !== undefined)
    if (!move) return
    event.preventDefault()
    if (move.kind === 'go') goTo(move.place)
    else startEdit(place, move.text)
  }

  return (
    <div
      ref={scroller}
      className="csv-grid"
      role="grid"
      aria-label={props.label}
      aria-rowcount={rowCount + 1}
      aria-colcount={fields.length + 2}
      aria-readonly={onType === undefined}
      aria-activedescendant={rowCount > 0 ? cellId(gridId, place.row, place.column) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className="csv-grid-head" role="rowgroup">
        <div role="row" aria-rowindex={1} className="csv-grid-row">
          <span role="columnheader" className="csv-cell csv-cell-line">
            {t('line')}
          </span>
          {fields.map(({ key, label, kind, width }) => (
            <span key={key} role="columnheader" className="csv-cell" data-kind={kind} style={cellStyle(kind, width)}>
              {label}
            </span>
          ))}
          <span role="columnheader" className="csv-cell csv-cell-verdict">
            {t('verdict')}
          </span>
        </div>
      </div>
      <div role="rowgroup" className="csv-grid-rows" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index: row, start }) => {
          const index = indexAt(row)
          if (index === undefined) return null
          return (
            <CsvGridRow
              key={draft.sheet.rows[index]?.rowId}
              gridId={gridId}
              row={row}
              index={index}
              top={start - HEADER_PX}
              height={ROW_PX}
              fields={fields}
              draft={draft}
              activeColumn={row === place.row ? place.column : null}
              editing={editing?.row === row ? editing : null}
              onPick={(column) => {
                setActive({ row, column })
                scroller.current?.focus()
              }}
              onEdit={(column) => startEdit({ row, column })}
              onEdited={endEdit}
            />
          )
        })}
      </div>
    </div>
  )
}
