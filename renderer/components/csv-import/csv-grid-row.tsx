// biome-ignore-all lint/a11y/useSemanticElements: rows stand at their place by transform, which table elements do not take; ARIA says the rest
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and points at its active cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid's own keys do what a click on a cell does
import { IconAlertTriangle, IconCheck, IconDots } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { formatAmount } from '../format/amount'
import { useLanguage, useWords } from '../format/words'
import { useProblemText } from '../problem'
import { cellStyle } from './cell-style'
import type { CsvDraft } from './csv-draft'
import type { CsvFault, CsvField, CsvFieldKind } from './csv-types'

interface CsvGridRowProps<Key extends string, Item> {
  readonly gridId: string
  /** Place among the shown rows. */
  readonly row: number
  /** Place in the file. */
  readonly index: number
  readonly top: number
  readonly height: number
  readonly fields: readonly CsvField<Key>[]
  readonly draft: CsvDraft<Key, Item>
  readonly activeColumn: number | null
  readonly editing: { readonly column: number; readonly text: string } | null
  readonly onPick: (column: number) => void
  readonly onEdit: (column: number) => void
  /** `text` null: nothing is changed; `go` null: the focus went elsewhere by itself. */
  readonly onEdited: (text: string | null, go: { readonly rows: number; readonly columns: number } | null) => void
}

export function cellId(gridId: string, row: number, column: number): string {
  return `${gridId}-${row}-${column}`
}

/** One row of the file: its line, its cells as they were read, what the rule says. */
export function CsvGridRow<Key extends string, Item>(props: CsvGridRowProps<Key, Item>) {
  'use no memo' // The draft is one object whose verdicts come as they are made.
  const t = useWords('csvImport')
  const language = useLanguage()
  const { gridId, row, index, fields, draft, activeColumn, editing } = props
  const { rowId, values } = draft.rowAt(index)
  const faults = draft.board.faultsOf(index)
  const notes = draft.board.notesOf(index)

  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      className="csv-grid-row"
      data-active={activeColumn !== null || undefined}
      style={{ transform: `translateY(${props.top}px)`, height: props.height }}
    >
      <span role="rowheader" className="csv-cell csv-cell-line num">
        {rowId}
      </span>
      {fields.map(({ key, label, kind, width }, column) => {
        const isFaulty = faults?.some(({ path }) => path === key) ?? false
        const note = notes?.[key]
        return (
          <div
            key={key}
            id={cellId(gridId, row, column)}
            role="gridcell"
            className="csv-cell"
            data-kind={kind}
            data-faulty={isFaulty || undefined}
            data-edited={draft.isEdited(index, key) || undefined}
            data-active={activeColumn === column || undefined}
            aria-invalid={isFaulty}
            style={cellStyle(kind, width)}
            onClick={() => props.onPick(column)}
            onDoubleClick={() => props.onEdit(column)}
          >
            {editing?.column === column ? (
              <CellEditor
                label={t('cell', { field: label, line: rowId })}
                text={editing.text}
                onDone={props.onEdited}
              />
            ) : (
              <span className={kind === 'text' ? undefined : 'num'}>{shownValue(values[key], kind, language)}</span>
            )}
            {note !== undefined && editing?.column !== column && <span className="csv-note dim">{note}</span>}
          </div>
        )
      })}
      <span role="gridcell" className="csv-cell csv-cell-verdict">
        <Verdict faults={faults} />
      </span>
    </div>
  )
}

function shownValue(value: string, kind: CsvFieldKind, language: 'en' | 'id'): string {
  return kind === 'amount' ? formatAmount(value, language) : value
}

function Verdict({ faults }: { readonly faults: readonly CsvFault<string>[] | undefined }) {
  const t = useWords('csvImport')
  const text = useProblemText()
  const [first, ...others] = faults ?? []
  if (faults === undefined) {
    return (
      <span className="dim csv-verdict">
        <IconDots size={14} aria-hidden /> {t('unjudged')}
      </span>
    )
  }
  if (!first) {
    return (
      <span className="csv-verdict" data-good>
        <IconCheck size={14} aria-hidden /> {t('good')}
      </span>
    )
  }
  const words = text({ code: first.code, params: { ...first.params } })
  return (
    <span className="csv-verdict" data-bad title={words}>
      <IconAlertTriangle size={14} aria-hidden /> <span className="csv-verdict-words">{words}</span>
      {others.length > 0 && <span className="dim">{t('more', { count: others.length })}</span>}
    </span>
  )
}

interface CellEditorProps {
  readonly label: string
  readonly text: string
  readonly onDone: CsvGridRowProps<string, unknown>['onEdited']
}

function CellEditor({ label, text, onDone }: CellEditorProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length)
  }, [])
  const read = () => field.current?.value ?? ''
  // A field that goes with the keyboard in it loses it once more, which must not keep what Esc has given up.
  const isLeft = useRef(false)
  const leave: typeof onDone = (typed, go) => {
    if (isLeft.current) return
    isLeft.current = true
    onDone(typed, go)
  }
  return (
    <input
      ref={field}
      className="csv-editor"
      aria-label={label}
      defaultValue={text}
      autoComplete="off"
      spellCheck={false}
      onBlur={() => leave(read(), null)}
      onKeyDown={(event) => {
        const go =
          event.key === 'Enter'
            ? { rows: 1, columns: 0 }
            : event.key === 'Tab'
              ? { rows: 0, columns: event.shiftKey ? -1 : 1 }
              : event.key === 'Escape'
                ? { rows: 0, columns: 0 }
                : null
        if (go === null) return
        event.preventDefault()
        // Esc ends the typing, not the dialog.
        event.stopPropagation()
        leave(event.key === 'Escape' ? null : read(), go)
      }}
    />
  )
}
