import { lapse } from '#shared/domain/approvals/decide-approval'
import type { DocumentPut } from '#shared/domain/command'
import { addMs, type Instant, parseInstant } from '#shared/kernel/time'
import type { BankDatabase } from '../storage/bank-database'
import type { Processor } from './processor'
import type { SystemCommand } from './system-command'
import type { TimerHandler } from './timers'

export const APPROVAL_LAPSE = 'approval_lapse'

/** What the bank does about a missed deadline happens just after it. Source: docs/domain.md §0 Time. */
function justAfter(lapsesAt: string): Instant {
  const deadline = parseInstant(lapsesAt)
  if (!deadline.ok) throw new Error(`an approval lapses at no instant: ${lapsesAt}`)
  return addMs(deadline.value, 1)
}

/** When the bank must look at an approval that is being written; undefined for one that nobody waits for. */
export function lapseTimerOf({ type, doc }: DocumentPut): Instant | undefined {
  return type === 'approval' && doc.status === 'pending' ? justAfter(doc.lapsesAt) : undefined
}

/** Ends approvals that nobody has decided in time, and frees what was held for them. */
export function approvalLapse(bank: BankDatabase, processor: Processor): TimerHandler {
  return (company, now) => {
    const pending = () => bank.documents.of(company).findWhere('approval', 'status', 'pending', Number.MAX_SAFE_INTEGER)
    for (const { id, lapsesAt } of pending()) {
      if (justAfter(lapsesAt) <= now) processor.runSystem(company, lapseOf(id))
    }
    const next = pending().map(({ lapsesAt }) => justAfter(lapsesAt))
    return next.reduce<Instant | null>((first, each) => (first === null || each < first ? each : first), null)
  }
}

function lapseOf(approvalId: string): SystemCommand<null> {
  return {
    type: 'approval.lapse',
    args: { approvalId },
    decide(read, context) {
      const decision = lapse(read, approvalId, context)
      if (decision === undefined) return { kind: 'nothing' }
      if (decision.kind === 'invalid') return decision
      const subject = { type: 'approval' as const, id: approvalId }
      return decision.kind === 'reject'
        ? { ...decision, params: { ...decision.params }, subject }
        : { kind: 'accept', subject, effects: { ...decision, removals: [] }, result: null }
    },
  }
}
