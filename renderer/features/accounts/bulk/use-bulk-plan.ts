import { useEffect, useState } from 'react'
import { BULK_MOST, type BulkPlan } from '#shared/contract/account-views'
import type { AppProblem } from '#shared/contract/views'
import { ask } from '../../../data/bridge'
import { BULK_COMMANDS, type BulkKind } from './bulk-kinds'

/** What the rules say of each account before anything is sent. */
export type PlanState =
  /** Not enough is entered to ask. */
  | { readonly kind: 'incomplete' | 'checking' | 'too_many' }
  | { readonly kind: 'failed'; readonly problem: AppProblem }
  | { readonly kind: 'planned'; readonly plan: BulkPlan }

/** Milliseconds that the fields rest before thousands of accounts are checked anew. */
const RESTING_MS = 200

/** `args`: as far as they decide anything; null while they are incomplete. */
export function useBulkPlan(kind: BulkKind, ids: readonly string[], args: object | null): PlanState {
  const key = JSON.stringify(args)
  const [known, setKnown] = useState<{
    readonly key: string
    readonly ids: readonly string[]
    readonly state: PlanState
  }>()
  const isTooMany = ids.length > BULK_MOST
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the arguments
  useEffect(() => {
    if (args === null || isTooMany) return
    let isWanted = true
    const timer = setTimeout(async () => {
      const answer = await ask('accounts.plan', { type: BULK_COMMANDS[kind], ids: [...ids], args: { ...args } })
      if (!isWanted) return
      const state: PlanState = answer.ok
        ? { kind: 'planned', plan: answer.value }
        : { kind: 'failed', problem: answer.problem }
      setKnown({ key, ids, state })
    }, RESTING_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [kind, ids, key, isTooMany])
  if (isTooMany) return { kind: 'too_many' }
  if (args === null) return { kind: 'incomplete' }
  return known && known.key === key && known.ids === ids ? known.state : { kind: 'checking' }
}
