import { lapse } from '#shared/domain/approvals/decide-approval'
import type { Instant } from '#shared/kernel/time'
import type { BankDatabase } from '../storage/bank-database'
import { justAfter } from './approval-timer'
import type { Processor } from './processor'
import type { SystemCommand } from './system-command'
import type { TimerHandler } from './timers'

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
