import { useState } from 'react'
import type { ReceiptFilter, ReceiptSort } from '#shared/contract/reconciliation-views'

/** What the screen keeps while the app runs, so that coming back finds it as it was left. */
export interface ReceiptsView {
  readonly text: string
  readonly filter: ReceiptFilter
  readonly sort: ReceiptSort
}

/** What there is to do, the longest overdue first. */
export const FIRST_VIEW: ReceiptsView = {
  text: '',
  filter: { state: 'open' },
  sort: { key: 'dueDate', direction: 'asc' },
}

// Only the last owner's view is kept: nothing of one user may reach the next one on the same computer.
let kept: { readonly owner: string; readonly view: ReceiptsView } | undefined

export type UpdateView = (change: Partial<ReceiptsView>) => void

/** The view of `owner` (a user of a company at a backend), remembered while the app runs. */
export function useReceiptsView(owner: string): readonly [ReceiptsView, UpdateView] {
  const [view, setView] = useState(() => (kept?.owner === owner ? kept.view : FIRST_VIEW))
  const update: UpdateView = (change) =>
    setView((before) => {
      const next = { ...before, ...change }
      kept = { owner, view: next }
      return next
    })
  return [view, update]
}

/** Whether the list shows less than what is open. */
export function isNarrowed({ text, filter }: Pick<ReceiptsView, 'text' | 'filter'>): boolean {
  return text.trim() !== '' || Object.keys(filter).some((key) => key !== 'state')
}
