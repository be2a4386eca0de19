// biome-ignore-all lint/a11y/useSemanticElements: rows stand at their place by transform, which table elements do not take; ARIA says the rest
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ShownColumn } from './use-columns'

const SORTED = { asc: 'ascending', desc: 'descending' } as const

/** Column heads: a click sorts, the edge draws the column wider or narrower, a double click on it resets. */
export function TreeHeader({ columns }: { readonly columns: readonly ShownColumn[] }) {
  return (
    <div role="rowgroup" className="accounts-head">
      {/* biome-ignore lint/a11y/useFocusableInteractive: rows of a tree grid are reached through the grid */}
      <div role="row" aria-rowindex={1} className="accounts-head-row">
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} />
        ))}
      </div>
    </div>
  )
}

function HeadCell({ column }: { readonly column: ShownColumn }) {
  const { t } = useTranslation('accounts')
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
        <span className="accounts-sort">{t(`column.${id}`)}</span>
      ) : (
        <button type="button" className="accounts-sort" onClick={column.toggleSort}>
          {t(`column.${id}`)}
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
