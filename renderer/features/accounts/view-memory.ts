import { useEffect, useState } from 'react'
import { loadView, saveView, saveViewNow } from '../../data/saved-views'
import { type AccountsView, FIRST_VIEW, type UpdateView } from './accounts-view'
import { asJson, readSaved, SAVED_AS, savedPart } from './saved-view'

// Only the last owner's view is kept: nothing of one user may reach the next one on the same computer.
let kept: { readonly owner: string; readonly view: AccountsView } | undefined

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
