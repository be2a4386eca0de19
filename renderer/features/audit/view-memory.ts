import { useState } from 'react'
import type { AuditFilter } from '#shared/contract/audit-views'

/** What the trail is searched and filtered by. */
export interface AuditView {
  readonly text: string
  readonly filter: AuditFilter
}

const EVERYTHING: AuditView = { text: '', filter: {} }

// Only the last owner's view is kept: nothing of one user may reach the next one on the same computer.
let kept: { readonly owner: string; readonly view: AuditView } | undefined

export type UpdateView = (change: Partial<AuditView>) => void

/** The view of `owner` (a user of a company at a backend), remembered while the app runs. */
export function useAuditView(owner: string): readonly [AuditView, UpdateView] {
  const [view, setView] = useState(() => (kept?.owner === owner ? kept.view : EVERYTHING))
  const update: UpdateView = (change) =>
    setView((before) => {
      const next = { ...before, ...change }
      kept = { owner, view: next }
      return next
    })
  return [view, update]
}

/** Whether less is shown than there is. */
export function isNarrowed({ text, filter }: AuditView): boolean {
  return text.trim() !== '' || Object.values(filter).some((value) => value !== undefined)
}

/** The filter with some of it set anew; what is undefined is not filtered by. */
export function withFilter(
  filter: AuditFilter,
  change: { readonly [Key in keyof AuditFilter]?: AuditFilter[Key] | undefined },
): AuditFilter {
  const { outcome, type, personId, from, to } = { ...filter, ...change }
  return {
    ...(outcome === undefined ? {} : { outcome }),
    ...(type === undefined ? {} : { type }),
    ...(personId === undefined ? {} : { personId }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
}
