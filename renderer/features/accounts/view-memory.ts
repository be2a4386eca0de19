import { useState } from 'react'
import type { AccountFilter, AccountSort } from '#shared/contract/views'
import type { ColumnId } from './column-fit'
import type { ParentKey } from './tree/layout'
import type { OpenPlaces } from './tree/pages'

/** The row the keys act on, by its place; `id` once its page is loaded, so that it is found again after a change. */
export interface ActiveRow {
  readonly parent: ParentKey
  readonly index: number
  readonly id: string | null
}

/** What the Accounts screen keeps while the app runs, so that coming back finds it as it was left. */
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
}

export const FIRST_VIEW: AccountsView = {
  open: {},
  seeded: [],
  sort: { key: 'name', direction: 'asc' },
  text: '',
  filter: {},
  active: { parent: null, index: 0, id: null },
  widths: {},
}

// Only the last owner's view is kept: nothing of one user may reach the next one on the same computer.
let kept: { readonly owner: string; readonly view: AccountsView } | undefined

export type UpdateView = (change: Partial<AccountsView> | ((view: AccountsView) => Partial<AccountsView>)) => void

/** The view of `owner` (a user of a company at a backend), remembered while the app runs. */
export function useAccountsView(owner: string): readonly [AccountsView, UpdateView] {
  const [view, setView] = useState(() => (kept?.owner === owner ? kept.view : FIRST_VIEW))
  const update: UpdateView = (change) =>
    setView((before) => {
      const next = { ...before, ...(typeof change === 'function' ? change(before) : change) }
      kept = { owner, view: next }
      return next
    })
  return [view, update]
}

// Apart from the view: it changes with every turn of the wheel, and nothing is drawn anew for it.
let keptScroll: { readonly owner: string; readonly top: number } | undefined

/** Keeps where the tree stands, in pixels. */
export function rememberScroll(owner: string, top: number): void {
  keptScroll = { owner, top }
}

/** Where the tree stood, in pixels from its top. */
export function recallScroll(owner: string): number {
  return keptScroll?.owner === owner ? keptScroll.top : 0
}

/** Whether the screen shows a flat list of matches instead of the tree. */
export function isSearching({ text, filter }: Pick<AccountsView, 'text' | 'filter'>): boolean {
  return text.trim() !== '' || Object.keys(filter).length > 0
}
