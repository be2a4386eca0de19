import { z } from 'zod'
import { isInTime } from '../../kernel/time'
import {
  type Accepted,
  accept,
  type DecideContext,
  type Decision,
  type DocumentReader,
  defineCommand,
  reject,
} from '../command'
import type { Approval } from '../documents'
import { Id, Text } from '../fields'
import { decidedTransfer } from '../transfers/decided-transfer'
import { instantOf } from '../transfers/transfer-rule'
import type { ApprovalOutcome } from './approval-outcome'

const Args = z.object({
  approvalId: Id,
  decision: z.enum(['approve', 'reject']),
  reason: Text(200).optional(),
})

/** What the decision does to what was asked about. */
function consequence(read: DocumentReader, approval: Approval, outcome: ApprovalOutcome, at: At): Decision {
  switch (approval.subjectType) {
    case 'transfer':
      return decidedTransfer(read, approval.subjectId, outcome, at)
    case 'quotaTopUp':
    case 'cashOrder':
    case 'cashSchedule':
      // Not made by this build; a bank that has them says what follows.
      return accept([])
  }
}

type At = Pick<DecideContext, 'now' | 'newId'>

function closed(approval: Approval, does: Accepted, changes: Partial<Approval>): Accepted {
  return { ...does, puts: [...does.puts, { type: 'approval', doc: { ...approval, ...changes } }] }
}

/**
 * A second person agrees or refuses; agreeing does at once what was asked for. Rejections: `approval.self`,
 * `approval.already_decided`, `approval.lapsed`, and what the subject's own rules say now. Source: docs/domain.md §0 Maker and checker.
 */
export const decideApproval = defineCommand({
  type: 'approval.decide',
  version: 1,
  permission: 'approvals.decide',
  args: Args,
  stream: (args) => `approval:${args.approvalId}`,
  subject: (args) => ({ type: 'approval', id: args.approvalId }),
  load: (read, args) => ({ read, approval: read.find('approval', args.approvalId) }),
  decide({ read, approval }, args, context) {
    if (!approval) return reject('not_found', { type: 'approval', id: args.approvalId })
    const { lapsesAt, status } = approval
    const isLate = context.isBankTime && !isInTime(instantOf(context.now), instantOf(lapsesAt))
    if (status === 'lapsed' || (status === 'pending' && isLate)) return reject('approval.lapsed', { lapsesAt })
    if (status !== 'pending') return reject('approval.already_decided', { status, reason: approval.reason ?? null })
    if (approval.makerId === context.actor.userId) return reject('approval.self')
    const outcome = args.decision === 'approve' ? 'approved' : 'rejected'
    const does = consequence(read, approval, outcome, context)
    if (does.kind !== 'accept') return does
    return closed(approval, does, {
      status: outcome,
      decidedBy: context.actor.userId,
      decidedAt: context.now,
      ...(args.reason === undefined ? {} : { reason: args.reason }),
    })
  },
})

/** What happens when nobody has decided in time; undefined where it is decided already or still in time. */
export function lapse(read: DocumentReader, approvalId: string, at: At): Decision | undefined {
  const approval = read.find('approval', approvalId)
  if (approval?.status !== 'pending' || isInTime(instantOf(at.now), instantOf(approval.lapsesAt))) return undefined
  const does = consequence(read, approval, 'lapsed', at)
  return does.kind === 'accept' ? closed(approval, does, { status: 'lapsed' }) : does
}
