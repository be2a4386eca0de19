import { useState } from 'react'
import type { OverviewRange } from '#shared/contract/overview-views'

/** What the Overview screen keeps while the app runs, so that coming back finds it as it was left. */
export interface OverviewMemory {
  readonly range: OverviewRange
  /** Null: the first one there is. */
  readonly currency: string | null
  readonly cashAs: 'chart' | 'table'
}

const FIRST: OverviewMemory = { range: { kind: 'last', days: 30 }, currency: null, cashAs: 'chart' }

// Only the last owner's view is kept: nothing of one user may reach the next one on the same computer.
let kept: { readonly owner: string; readonly memory: OverviewMemory } | undefined

/** The view of `owner` (a user of a company at a backend), remembered while the app runs. */
export function useOverviewMemory(owner: string): readonly [OverviewMemory, (change: Partial<OverviewMemory>) => void] {
  const [memory, setMemory] = useState(() => (kept?.owner === owner ? kept.memory : FIRST))
  const update = (change: Partial<OverviewMemory>): void =>
    setMemory((before) => {
      const next = { ...before, ...change }
      kept = { owner, memory: next }
      return next
    })
  return [memory, update]
}
