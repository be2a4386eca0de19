// biome-ignore-all lint/a11y/useSemanticElements: rows stand at their place by transform, which table elements do not take; ARIA says the rest
import { useMergedRef, useResizeObserver } from '@mantine/hooks'
import { type KeyboardEvent, type Ref, useEffect, useId, useImperativeHandle, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountRow } from '#shared/contract/views'
import { contextMenuPoint, type MenuPoint, useBankDate } from '../../../components'
import type { AccountsView, UpdateView } from '../accounts-view'
import type { ColumnId } from '../column-fit'
import { rowId } from './account-tree-row'
import { type Move, moveFor, type Position, selectionKey } from './moves'
import { rowAt } from './pages'
import { RowDrag, type RowDragHandle } from './row-drag'
import { TreeHeader, useColumnHeads } from './tree-header'
import { isNarrow, type ShownColumn, useColumns } from './use-columns'
import type { Selection } from './use-selection'
import { useTreeActions } from './use-tree-actions'
import type { TreeRows } from './use-tree-rows'
import { HEADER_PX, type RowsHandle } from './use-virtual-rows'
import { VirtualRows } from './virtual-rows'
import './tree.css'

/** What stands around the tree may ask of it. */
export interface TreeHandle {
  /** Brings the row into sight and takes the focus. */
  show(row: number): void
}

export interface AccountTreeProps {
  readonly ref?: Ref<TreeHandle>
  /** Told which of the chosen columns there is room for. */
  readonly onColumns: (shown: readonly ColumnId[]) => void
  readonly rows: TreeRows
  readonly view: AccountsView
  readonly update: UpdateView
  readonly rowPx: number
  /** The account in the drawer. */
  readonly selectedId: string | undefined
  readonly selection: Selection
  readonly onDetails: (account: AccountRow) => void
  /** An account was dropped on the one that is to be its parent; undefined for who may not move any. */
  readonly onMove: ((account: AccountRow, target: AccountRow) => void) | undefined
  /** Closes the drawer; asked for by Esc, also where the list has the focus. */
  readonly onDismiss: () => void
  readonly onMenu: (account: AccountRow, at: MenuPoint) => void
  /** Where the tree stands and stood, in pixels; kept while the app runs. */
  readonly onScrolled: (scrollTop: number) => void
  readonly recallScroll: () => number
}

/** A currency's code and the space after it. */
const CURRENCY_LETTERS = 4

/** The tree table: only the rows in sight exist; keys as in the WAI-ARIA tree grid. */
export function AccountTree(props: AccountTreeProps) {
  const { rows, view, update, rowPx, selection } = props
  const { t } = useTranslation('accounts')
  const gridId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [measured, size] = useResizeObserver<HTMLDivElement>()
  const ref = useMergedRef(scroller, measured)
  const inside = useRef<RowsHandle>(null)
  const drag = useRef<RowDragHandle>(null)
  const { layout, activeRow, pages, flat, currency } = rows
  const heads = useColumnHeads(currency)
  const today = useBankDate(DAY_CHECK_MS)
  const columns = useColumns({
    available: size.width,
    longestAmount: rows.longestAmount + (currency === null ? CURRENCY_LETTERS : 0),
    headLetters: {
      balance: heads.balance.length,
      held: heads.held.length,
      available: heads.available.length,
      rollup: heads.rollup.length,
    },
    flat,
    view,
    update,
  })
  useImperativeHandle(
    props.ref,
    () => ({
      show(row) {
        inside.current?.scrollTo(row)
        scroller.current?.focus()
      },
    }),
    [],
  )
  const actions = useTreeActions({ ...props, scrollTo: (row) => inside.current?.scrollTo(row) })
  const shownIds = columns.map(({ id }) => id).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the joined ids stand for the columns
  const columnIds = useMemo(() => columns.map(({ id }) => id), [shownIds])
  const { onColumns } = props
  useEffect(() => onColumns(columnIds), [onColumns, columnIds])
  const letGo = () => inside.current?.letGo()

  const position = (): Position => {
    const slot = layout.slotAt(activeRow)
    const account = slot && rowAt(pages, slot)
    const isOpen = account !== undefined && !flat && Object.hasOwn(view.open, account.id) && account.childCount > 0
    const pageRows = Math.max(1, Math.floor((size.height - HEADER_PX) / rowPx) - 1)
    return { layout, row: activeRow, slot, account, isOpen, pageRows }
  }
  const moveBy = (event: KeyboardEvent, move: Move) => {
    if (move.kind === 'go') {
      if (event.shiftKey) selection.extendTo(move.row)
      else selection.begin(move.row)
      actions.goTo(move.row)
    } else if (move.kind === 'details') actions.choose(activeRow)
    else if (move.kind === 'menu')
      actions.openMenu(activeRow, placeOfRow(scroller.current, rowId(gridId, activeRow), event))
    else actions.toggle(activeRow)
  }
  const leave = (): boolean => {
    if (props.selectedId !== undefined) props.onDismiss()
    else if (selection.ids.size > 0) selection.clear()
    else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.altKey || event.target !== event.currentTarget) return
    const selecting = selectionKey(event)
    if (selecting === 'all') selection.all()
    else if (selecting === 'toggle') selection.toggle(activeRow)
    else if (selecting === 'extend') selection.extendTo(activeRow)
    else if (event.ctrlKey || event.metaKey) return
    else if (event.key === 'Escape') {
      if (!leave()) return
    } else {
      const move = moveFor(event.shiftKey && event.key === 'F10' ? 'ContextMenu' : event.key, position())
      if (!move) return
      moveBy(event, move)
    }
    event.preventDefault()
  }

  return (
    <div
      ref={ref}
      className="accounts-tree"
      data-narrow={isNarrow(size.width) || undefined}
      role="treegrid"
      aria-label={t(flat ? 'tree.results' : 'tree.label')}
      aria-multiselectable
      aria-rowcount={layout.size + 1}
      aria-colcount={columns.length + 1}
      aria-activedescendant={layout.size > 0 ? rowId(gridId, activeRow) : undefined}
      tabIndex={0}
      style={columnStyle(columns)}
      onKeyDown={onKeyDown}
      onScroll={(event) => {
        if (!flat && inside.current?.isTaken()) props.onScrolled(event.currentTarget.scrollTop)
      }}
      onWheel={letGo}
      onPointerDown={(event) => {
        letGo()
        drag.current?.press(event)
      }}
    >
      <TreeHeader columns={columns} heads={heads} selection={selection} size={layout.size} />
      <VirtualRows
        ref={inside}
        scroller={scroller}
        gridId={gridId}
        rows={rows}
        open={view.open}
        columnIds={columnIds}
        rowPx={rowPx}
        selectedId={props.selectedId}
        ticked={selection.ids}
        today={today}
        actions={actions}
        recallScroll={props.recallScroll}
      />
      {props.onMove && (
        <RowDrag
          ref={drag}
          scroller={scroller}
          rows={rows}
          rowPx={rowPx}
          onExpand={actions.expand}
          onDrop={props.onMove}
        />
      )}
    </div>
  )
}

/** Milliseconds between looks at the clock: the day changes at 00:00 WIB also while the list stands open. */
const DAY_CHECK_MS = 30_000

/** Widths reach the rows as variables, so that drawing a column wider draws no row anew. */
function columnStyle(columns: readonly ShownColumn[]): Readonly<Record<string, string>> {
  return Object.fromEntries(columns.map(({ id, width }) => [`--${id}`, `${width}px`]))
}

/** Under the row, where the menu was asked for by a key; the event alone knows only the whole tree. */
function placeOfRow(within: HTMLElement | null, id: string, event: KeyboardEvent): MenuPoint {
  const box = within?.querySelector(`#${CSS.escape(id)}`)?.getBoundingClientRect()
  return box ? { x: box.left + 24, y: box.bottom } : contextMenuPoint(event)
}
