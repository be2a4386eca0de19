// biome-ignore-all lint/a11y/useSemanticElements: rows stand at their place by transform, which table elements do not take; ARIA says the rest
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ColumnId } from '../column-fit'
import type { ShownColumn } from './use-columns'

export type ColumnHeads = Readonly<Record<ColumnId, string>>

/** The words over the columns. A currency that all accounts share is said here, once. */
export function useColumnHeads(currency: string | null): ColumnHeads {
  const { t } = useTranslation('accounts')
  const amount = (id: 'balance' | 'rollup') =>
    currency === null ? t(`column.${id}`) : t('column.inCurrency', { column: t(`column.${id}`), currency })
  return {
    name: t('column.name'),
    number: t('column.number'),
    scheme: t('column.scheme'),
    balance: amount('balance'),
    rollup: amount('rollup'),
    state: t('column.state'),
  }
}

const SORTED = { asc: 'ascending', desc: 'descending' } as const

interface TreeHeaderProps {
  readonly columns: readonly ShownColumn[]
  readonly heads: ColumnHeads
}

/** Column heads: a click sorts, the edge draws the column wider or narrower, a double click on it resets. */
export function TreeHeader({ columns, heads }: TreeHeaderProps) {
  return (
    <div role="rowgroup" className="accounts-head">
      {/* biome-ignore lint/a11y/useFocusableInteractive: rows of a tree grid are reached through the grid */}
      <div role="row" aria-rowindex={1} className="accounts-head-row">
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} head={heads[column.id]} />
        ))}
      </div>
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
      {sorted === undefined ? (
        <span className="accounts-sort">{head}</span>
      ) : (
        <button type="button" className="accounts-sort" onClick={column.toggleSort}>
          {head}
          {sorted !== null && <Arrow size={12} stroke={2.2} aria-hidden />}
        </button>
      )}
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
