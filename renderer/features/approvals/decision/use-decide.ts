import { useState } from 'react'
import type { AppProblem } from '#shared/contract/views'
import { problemOf, useSubmitCommandMutation } from '../../../data/api'

export type Decision = 'approve' | 'reject'

export interface Deciding {
  readonly busy: boolean
  readonly problem: AppProblem | null
  /** True when the decision is safe in the queue. */
  decide(decision: Decision, reason: string): Promise<boolean>
}

/** Queues a decision. `replaces`: the refused one that it corrects. */
export function useDecide(approvalId: string, replaces: string | undefined): Deciding {
  const [submit, { isLoading }] = useSubmitCommandMutation()
  const [problem, setProblem] = useState<AppProblem | null>(null)
  return {
    busy: isLoading,
    problem,
    async decide(decision, reason) {
      const said = reason.trim()
      const answer = await submit({
        type: 'approval.decide',
        args: { approvalId, decision, ...(said === '' ? {} : { reason: said }) },
        ...(replaces === undefined ? {} : { replaces }),
      })
      setProblem('error' in answer ? problemOf(answer.error) : null)
      return !('error' in answer)
    },
  }
}
