import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { AccountRow, AccountSort } from '#shared/contract/views'
import type { AccountsView, UpdateView } from '../accounts-view'
import { chosenColumns } from '../column-choice'
import {
  type AmountId,
  amountWidth,
  COLUMN_IDS,
  type ColumnId,
  type ColumnWidths,
  fitColumns,
  isAmountColumn,
  MAX_NAME,
} from '../column-fit'

const features = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
})
const helper = createColumnHelper<typeof features, AccountRow>()
// Rows come by pages from the main process, already sorted: the table is asked for its columns only.
const NO_ROWS: AccountRow[] = []

const columns = helper.columns([
  helper.display({ id: 'name', enableResizing: false }),
  helper.display({ id: 'number', minSize: 120, maxSize: 400 }),
  helper.display({ id: 'scheme', size: 108, minSize: 70, maxSize: 300 }),
  helper.display({ id: 'reference', size: 130, minSize: 70, maxSize: 400 }),
  helper.display({ id: 'balance', minSize: 90, maxSize: 400 }),
  helper.display({ id: 'held', minSize: 90, maxSize: 400 }),
  helper.display({ id: 'available', minSize: 90, maxSize: 400 }),
  helper.display({ id: 'rollup', minSize: 90, maxSize: 400 }),
  helper.display({ id: 'limitUse', size: 128, minSize: 110, maxSize: 300 }),
  // The widest pill and its padding: a state is never cut.
  helper.display({ id: 'state', minSize: 164, maxSize: 700 }),
])

/** Pixels of the state column: one pill, or two where the window is wide. */
const STATE = 172
const STATE_WIDE = 300
const WIDE_TREE = 1180

/** Pixels of the number column: sixteen digits and three spaces, in smaller type where the tree is narrow. */
const NUMBER = 174
const NUMBER_NARROW = 160
const NARROW_TREE = 780

/** Pixels of the column of ticks, before all others. */
export const SELECT_PX = 34

/** Whether the tree is so narrow, as beside an open drawer, that it is drawn tighter. */
export function isNarrow(available: number): boolean {
  return available < NARROW_TREE
}

export interface ShownColumn {
  readonly id: ColumnId
  readonly width: number
  /** The order of the rows by this column, null where another decides. */
  readonly sorted: AccountSort['direction'] | null
  toggleSort(): void
  /** Starts drawing the column wider or narrower; undefined for the name, which takes what is left. */
  readonly startResize: ((event: unknown) => void) | undefined
  resetWidth(): void
}

interface ColumnNeeds {
  /** Pixels inside the tree. */
  readonly available: number
  /** Letters of the longest amount in sight. */
  readonly longestAmount: number
  /** Letters of each amount column's head. */
  readonly headLetters: Readonly<Record<AmountId, number>>
  /** A list of matches, whose names are followed by where they stand, and take all the room there is. */
  readonly flat: boolean
  readonly view: Pick<AccountsView, 'sort' | 'widths' | 'columns'>
  readonly update: UpdateView
}

/** The columns that fit, with their widths, order and handles. */
export function useColumns({ available, view, update, flat, ...needs }: ColumnNeeds): readonly ShownColumn[] {
  'use no memo' // The table's methods read live state, which the compiler would take for constants.
  const { longestAmount, headLetters } = needs
  const measured = {
    number: isNarrow(available) ? NUMBER_NARROW : NUMBER,
    balance: amountWidth(longestAmount, headLetters.balance),
    held: amountWidth(longestAmount, headLetters.held),
    available: amountWidth(longestAmount, headLetters.available),
    rollup: amountWidth(longestAmount, headLetters.rollup),
    state: STATE,
  }
  const measuredKey = Object.values(measured).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the joined widths stand for what was measured
  const columnSizing = useMemo(() => ({ ...measured, ...view.widths }), [measuredKey, view.widths])
  const table = useTable({
    features,
    columns,
    data: NO_ROWS,
    manualSorting: true,
    enableSortingRemoval: false,
    columnResizeMode: 'onChange',
    state: { columnSizing, sorting: [{ id: view.sort.key, desc: view.sort.direction === 'desc' }] },
    onColumnSizingChange: (change) =>
      update((before) => ({
        widths: knownWidths(
          typeof change === 'function' ? change({ ...columnSizing, ...before.widths }) : change,
          columnSizing,
          before.widths,
        ),
      })),
  })

  const wanted = widthsOf((id) => (id === 'name' ? 0 : (table.getColumn(id)?.getSize() ?? 0)))
  const chosen = chosenColumns(view.columns)
  const fitting = (widths: ColumnWidths) =>
    fitColumns(available - SELECT_PX, widths, chosen, flat ? undefined : MAX_NAME)
  const roomy = fitting({ ...wanted, state: STATE_WIDE })
  // A second state beside the first is worth no column.
  const isRoomy = available >= WIDE_TREE && view.widths.state === undefined && roomy.size === chosen.length
  const fit = isRoomy ? roomy : fitting(wanted)
  const headers = new Map(table.getFlatHeaders().map((header) => [header.column.id, header]))
  return [...fit].map(([id, width]) => ({
    id,
    width,
    sorted: sortedBy(id, view.sort),
    toggleSort: () => update({ sort: nextSort(id, view.sort) }),
    startResize: id === 'name' ? undefined : headers.get(id)?.getResizeHandler(),
    resetWidth: () => update(({ widths }) => ({ widths: without(widths, id) })),
  }))
}

function widthsOf(width: (id: ColumnId) => number): ColumnWidths {
  return {
    name: width('name'),
    number: width('number'),
    scheme: width('scheme'),
    reference: width('reference'),
    balance: width('balance'),
    held: width('held'),
    available: width('available'),
    rollup: width('rollup'),
    limitUse: width('limitUse'),
    state: width('state'),
  }
}

type Widths = AccountsView['widths']

/** Keeps only what the user drew: measured widths must stay free to follow the amounts. */
function knownWidths(
  next: Readonly<Record<string, number>>,
  measured: Readonly<Record<string, number>>,
  before: Widths,
): Widths {
  const widths: Partial<Record<ColumnId, number>> = { ...before }
  for (const id of COLUMN_IDS) {
    const width = next[id]
    if (width !== undefined && width !== measured[id]) widths[id] = width
  }
  return widths
}

function without(widths: Widths, id: ColumnId): Widths {
  const { [id]: _, ...rest } = widths
  return rest
}

function sortedBy(id: ColumnId, sort: AccountSort): ShownColumn['sorted'] {
  return sort.key === id ? sort.direction : null
}

/** Sums are first wanted largest first, words in their order. */
function nextSort(id: ColumnId, sort: AccountSort): AccountSort {
  if (sort.key === id) return { key: id, direction: sort.direction === 'asc' ? 'desc' : 'asc' }
  return { key: id, direction: isAmountColumn(id) || id === 'limitUse' ? 'desc' : 'asc' }
}
