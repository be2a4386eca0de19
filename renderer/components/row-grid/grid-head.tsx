// biome-ignore-all lint/a11y/useSemanticElements: rows stand at their place by transform, which table elements do not take; ARIA says the rest
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells of a grid are reached through aria-activedescendant
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Column, RowSort, Sorting } from './column'

interface GridHeadProps<Row, Sort extends string> {
  readonly columns: readonly Column<Row, Sort>[]
  readonly sorting: Sorting<Sort> | undefined
}

/** The heads of the columns; one that sorts says by which way it does. */
export function GridHead<Row, Sort extends string>({ columns, sorting }: GridHeadProps<Row, Sort>) {
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" aria-rowindex={1} className="grid-columns">
        {columns.map(({ key, head, sort: own }) => {
          const sorts = own !== undefined && own === sorting?.sort.key ? sorting.sort.direction : null
          return (
            <div
              key={key}
              role="columnheader"
              className={`grid-cell grid-cell-${key}`}
              aria-sort={sorts === null ? undefined : SORTED[sorts]}
            >
              {own === undefined || sorting === undefined ? (
                head
              ) : (
                <SortButton direction={sorts} onClick={() => sorting.onSort(turned(sorting.sort, own))}>
                  {head}
                </SortButton>
              )}
            </div>
          )
        })}
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
    <button type="button" className="sort-head" onClick={onClick}>
      {children}
      {direction === 'asc' && <IconArrowUp size={13} aria-hidden />}
      {direction === 'desc' && <IconArrowDown size={13} aria-hidden />}
    </button>
  )
}
