// biome-ignore-all lint/a11y/useSemanticElements: rows stand at their place by transform, which table elements do not take; ARIA says the rest
import { IconArrowDown, IconArrowUp, IconCheck, IconMinus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AmountId, ColumnId } from '../column-fit'
import type { ShownColumn } from './use-columns'
import type { Selection } from './use-selection'

export type ColumnHeads = Readonly<Record<ColumnId, string>>

/** The words over the columns. A currency that all accounts share is said here, once. */
export function useColumnHeads(currency: string | null): ColumnHeads {
  const { t } = useTranslation('accounts')
  const amount = (id: AmountId) =>
    currency === null ? t(`column.${id}`) : t('column.inCurrency', { column: t(`column.${id}`), currency })
  return {
    name: t('column.name'),
    number: t('column.number'),
    scheme: t('column.scheme'),
    reference: t('column.reference'),
    balance: amount('balance'),
    held: amount('held'),
    available: amount('available'),
    rollup: amount('rollup'),
    limitUse: t('column.limitUse'),
    state: t('column.state'),
  }
}

const SORTED = { asc: 'ascending', desc: 'descending' } as const

interface TreeHeaderProps {
  readonly columns: readonly ShownColumn[]
  readonly heads: ColumnHeads
  readonly selection: Selection
  /** Rows of the list. */
  readonly size: number
}

/** Column heads: a click sorts, the edge draws the column wider or narrower, a double click on it resets. */
export function TreeHeader({ columns, heads, selection, size }: TreeHeaderProps) {
  return (
    <div role="rowgroup" className="accounts-head">
      {/* biome-ignore lint/a11y/useFocusableInteractive: rows of a tree grid are reached through the grid */}
      <div role="row" aria-rowindex={1} className="accounts-head-row">
        <TickAll selection={selection} size={size} />
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} head={heads[column.id]} />
        ))}
      </div>
    </div>
  )
}

/** Selects every account of the list, or lets all go. */
function TickAll({ selection, size }: Pick<TreeHeaderProps, 'selection' | 'size'>) {
  const { t } = useTranslation('accounts')
  const { ids } = selection
  // Whether it is really all of them is not known without asking; as many as there are rows is as good for a tick.
  const state = ids.size === 0 ? false : ids.size >= size ? true : 'mixed'
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its button is the focusable part
    <div role="columnheader" className="accounts-cell accounts-cell-tick">
      <button
        type="button"
        role="checkbox"
        aria-checked={state}
        aria-label={t('select.all')}
        className="accounts-tick"
        onClick={() => (ids.size === 0 ? selection.all() : selection.clear())}
      >
        {state === 'mixed' ? <IconMinus size={12} stroke={3} /> : state && <IconCheck size={12} stroke={3} />}
      </button>
    </div>
  )
}

function HeadCell({ column, head }: { readonly column: ShownColumn; readonly head: string }) {
  const { id, sorted, startResize } = column
  const Arrow = sorted === 'desc' ? IconArrowDown : IconArrowUp
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its button is the focusable part
    <div
      role="columnheader"
      className={`accounts-cell accounts-cell-${id}`}
      style={{ width: `var(--${id})` }}
      {...(sorted ? { 'aria-sort': SORTED[sorted] } : {})}
    >
      <button type="button" className="sort-head" onClick={column.toggleSort}>
        {head}
        {sorted !== null && <Arrow size={12} stroke={2.2} aria-hidden />}
      </button>
      {startResize && (
        <span
          className="accounts-resize"
          aria-hidden
          onMouseDown={startResize}
          onTouchStart={startResize}
          onDoubleClick={column.resetWidth}
        />
      )}
    </div>
  )
}
