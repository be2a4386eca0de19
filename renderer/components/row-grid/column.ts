import type { ReactNode } from 'react'

/** A column by its key, which also names its cells' class, `grid-cell-<key>`. */
export interface Column<Row, Sort extends string = never> {
  readonly key: string
  readonly head: ReactNode
  /** What the list is sorted by when the head is chosen; no choice where there is none. */
  readonly sort?: Sort
  cell(row: Row): ReactNode
}

export interface RowSort<Sort extends string> {
  readonly key: Sort
  readonly direction: 'asc' | 'desc'
}

/** How the list stands sorted, and what another choice does. */
export interface Sorting<Sort extends string> {
  readonly sort: RowSort<Sort>
  readonly onSort: (sort: RowSort<Sort>) => void
}
