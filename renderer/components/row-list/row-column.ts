import type { ReactNode } from 'react'

/** A column by its key, which also names its cells' class, `row-cell-<key>`. */
export interface RowColumn<Row, Sort extends string> {
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
