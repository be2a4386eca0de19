// biome-ignore-all lint/a11y/useSemanticElements: rows stand at their place by transform, which table elements do not take; ARIA says the rest
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells of a grid are reached through aria-activedescendant
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { RowColumn, RowSort } from './row-column'

interface RowGridHeadProps<Row, Sort extends string> {
  readonly columns: readonly RowColumn<Row, Sort>[]
  readonly sort: RowSort<Sort>
  readonly onSort: (sort: RowSort<Sort>) => void
}

/** The heads of the columns; one that sorts says by which way it does. */
export function RowGridHead<Row, Sort extends string>({ columns, sort, onSort }: RowGridHeadProps<Row, Sort>) {
  return (
    <div role="rowgroup" className="row-grid-head">
      <div role="row" aria-rowindex={1} className="row-grid-columns">
        {columns.map(({ key, head, sort: own }) => (
          <div
            key={key}
            role="columnheader"
            className={`row-cell row-cell-${key}`}
            aria-sort={own !== undefined && own === sort.key ? SORTED[sort.direction] : undefined}
          >
            {own === undefined ? (
              head
            ) : (
              <SortButton
                direction={own === sort.key ? sort.direction : null}
                onClick={() => onSort(turned(sort, own))}
              >
                {head}
              </SortButton>
            )}
          </div>
        ))}
      </div>
    </div>
  )
}

const SORTED = { asc: 'ascending', desc: 'descending' } as const

function turned<Sort extends string>(sort: RowSort<Sort>, key: Sort): RowSort<Sort> {
  return { key, direction: sort.key === key && sort.direction === 'asc' ? 'desc' : 'asc' }
}

interface SortButtonProps {
  readonly direction: 'asc' | 'desc' | null
  readonly onClick: () => void
  readonly children: ReactNode
}

function SortButton({ direction, onClick, children }: SortButtonProps) {
  return (
    <button type="button" className="row-sort" onClick={onClick}>
      {children}
      {direction === 'asc' && <IconArrowUp size={13} aria-hidden />}
      {direction === 'desc' && <IconArrowDown size={13} aria-hidden />}
    </button>
  )
}
