import { useEffect, useState } from 'react'
import type { AccountFilter, AccountSort } from '#shared/contract/views'
import { loadView, saveView, saveViewNow } from '../../data/saved-views'
import { type ColumnChoice, FIRST_CHOICE } from './column-choice'
import type { ColumnId } from './column-fit'
import { asJson, readSaved, SAVED_AS, savedPart } from './saved-view'
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

// Only the last owner's view is kept: nothing of one user may reach the next one on the same computer.
let kept: { readonly owner: string; readonly view: AccountsView } | undefined

export type UpdateView = (change: Partial<AccountsView> | ((view: AccountsView) => Partial<AccountsView>)) => void

/**
 * The view of `owner` (a user of a company at a backend), remembered while the app runs; how it is sorted, filtered and
 * drawn is kept in the user's copy. Null while that is being read.
 */
export function useAccountsView(owner: string): readonly [AccountsView | null, UpdateView] {
  const [view, setView] = useState(() => (kept?.owner === owner ? kept.view : null))
  const isRead = view !== null
  useEffect(() => {
    if (isRead) return
    let isWanted = true
    void loadView(SAVED_AS).then((saved) => {
      if (isWanted) setView((before) => before ?? { ...FIRST_VIEW, ...readSaved(saved) })
    })
    return () => {
      isWanted = false
    }
  }, [isRead])
  useEffect(() => () => saveViewNow(SAVED_AS), [])

  const update: UpdateView = (change) =>
    setView((before) => {
      if (before === null) return before
      const next = { ...before, ...(typeof change === 'function' ? change(before) : change) }
      kept = { owner, view: next }
      keep(before, next)
      return next
    })
  return [view, update]
}

/** Saves what is to be found again on another day, where that changed. */
function keep(before: AccountsView, next: AccountsView): void {
  const part = savedPart(next)
  const old = savedPart(before)
  const isSame =
    part.sort === old.sort && part.filter === old.filter && part.widths === old.widths && part.columns === old.columns
  if (!isSame) saveView(SAVED_AS, asJson(part))
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
