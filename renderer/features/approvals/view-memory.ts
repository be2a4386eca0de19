import { useState } from 'react'
import type { ApprovalFilter, TransferFilter } from '#shared/contract/approval-views'
import type { Viewer } from './use-viewer'

/** The parts of the screen, as they stand in its address. */
export const SEGMENTS = ['waiting', 'sent', 'history', 'transfers'] as const
export type Segment = (typeof SEGMENTS)[number]

/** The parts this user has a use for, the one that opens first in front: what waits for whoever decides, else what they sent. */
export function segmentsFor({ mayDecide, mayAsk }: Viewer): readonly Segment[] {
  const first: Segment[] = [
    ...(mayDecide || !mayAsk ? (['waiting'] as const) : []),
    ...(mayAsk ? (['sent'] as const) : []),
  ]
  return [...first, 'history', 'transfers']
}

/** What a part is searched and filtered by. Filters that a part does not have are not in it. */
export interface Chosen {
  readonly text: string
  readonly approvals: ApprovalFilter
  readonly transfers: TransferFilter
}

export const NOTHING_CHOSEN: Chosen = { text: '', approvals: {}, transfers: {} }

export type ApprovalsMemory = Readonly<Record<Segment, Chosen>>

const FIRST: ApprovalsMemory = {
  waiting: NOTHING_CHOSEN,
  sent: NOTHING_CHOSEN,
  history: NOTHING_CHOSEN,
  transfers: NOTHING_CHOSEN,
}

// Only the last owner's is kept: nothing of one user may reach the next one on the same computer.
let kept: { readonly owner: string; readonly memory: ApprovalsMemory } | undefined

/** What was searched and filtered in each part, remembered while the app runs. */
export function useChosen(owner: string, segment: Segment): readonly [Chosen, (part: Partial<Chosen>) => void] {
  const [memory, setMemory] = useState(() => (kept?.owner === owner ? kept.memory : FIRST))
  const choose = (part: Partial<Chosen>) =>
    setMemory((before) => {
      const next = { ...before, [segment]: { ...before[segment], ...part } }
      kept = { owner, memory: next }
      return next
    })
  return [memory[segment], choose]
}

/** Whether a part shows less than there is. */
export function isNarrowed({ text, approvals, transfers }: Chosen): boolean {
  return text.trim() !== '' || Object.keys(approvals).length > 0 || Object.keys(transfers).length > 0
}
