import type { AccountFilter, AccountSort } from '#shared/contract/views'
import { type ColumnChoice, FIRST_CHOICE } from './column-choice'
import type { ColumnId } from './column-fit'
import type { ParentKey } from './tree/layout'
import type { OpenPlaces } from './tree/pages'

/** The row the keys act on, by its place; `id` once its page is loaded, so that it is found again after a change. */
export interface ActiveRow {
  readonly parent: ParentKey
  readonly index: number
  readonly id: string | null
}

/** What the Accounts screen keeps while the app runs, so that coming back finds it as it was left; a part of it for longer. */
export interface AccountsView {
  readonly open: OpenPlaces
  /** The current accounts that were opened when first seen; what the user closes afterwards stays closed. */
  readonly seeded: readonly string[]
  readonly sort: AccountSort
  readonly text: string
  readonly filter: AccountFilter
  readonly active: ActiveRow
  /** Pixels, only of the columns the user has drawn wider or narrower. */
  readonly widths: Readonly<Partial<Record<ColumnId, number>>>
  readonly columns: ColumnChoice
}

export const FIRST_VIEW: AccountsView = {
  open: {},
  seeded: [],
  sort: { key: 'name', direction: 'asc' },
  text: '',
  filter: {},
  active: { parent: null, index: 0, id: null },
  widths: {},
  columns: FIRST_CHOICE,
}

export type UpdateView = (change: Partial<AccountsView> | ((view: AccountsView) => Partial<AccountsView>)) => void

/** Whether the screen shows a flat list of matches instead of the tree. */
export function isSearching({ text, filter }: Pick<AccountsView, 'text' | 'filter'>): boolean {
  return text.trim() !== '' || Object.keys(filter).length > 0
}
