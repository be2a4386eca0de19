import { z } from 'zod'
import type { LiveSession } from '#main/session/live-session'
import type { SessionService } from '#main/session/session-service'
import { type ApprovalQueries, createApprovalQueries } from '#main/storage/approvals/approval-queries'
import type { ApprovalQueryPorts } from '#main/storage/approvals/approval-rows'
import { createTransferQueries, type TransferQueries } from '#main/storage/approvals/transfer-queries'
import type { OwnDecision } from '#shared/contract/approval-views'
import type { OutboxRow } from '#shared/contract/views'
import { err, ok } from '#shared/kernel/result'
import type { HandlersOf } from './handlers-of'
import { onOpenSession } from './open-session'

export function approvalHandlers(session: SessionService): HandlersOf<'approvals'> & HandlersOf<'transfers'> {
  return {
    'approvals.list': (request) => onOpenSession(session, (live) => ok(approvals(live).page(request))),
    'approvals.get': ({ id }) =>
      onOpenSession(session, (live) => {
        const approval = approvals(live).get(id)
        if (approval === undefined) return err({ code: 'not_found' })
        return ok({ ...approval, outlook: approval.status === 'pending' ? live.sync.decisionsOn(id) : null })
      }),
    'approvals.summary': () => onOpenSession(session, (live) => ok(approvals(live).summary())),
    'approvals.people': () => onOpenSession(session, (live) => ok(approvals(live).people())),
    'transfers.list': (request) => onOpenSession(session, (live) => ok(transfers(live).page(request))),
    'transfers.get': ({ id }) =>
      onOpenSession(session, (live) => {
        const transfer = transfers(live).get(id)
        return transfer === undefined ? err({ code: 'not_found' }) : ok(transfer)
      }),
    'transfers.byReference': ({ reference }) =>
      onOpenSession(session, (live) => ok(transfers(live).byReference(reference) ?? null)),
  }
}

const approvals = (live: LiveSession): ApprovalQueries => createApprovalQueries(live.store, portsOf(live))
const transfers = (live: LiveSession): TransferQueries => createTransferQueries(live.store, portsOf(live))

function portsOf({ sync, identity }: LiveSession): ApprovalQueryPorts {
  return {
    self: () => identity().user,
    pendingOf: (ids) => sync.pendingMarks(ids),
    decisionsOf: (ids) => decisionsOf(sync, ids),
  }
}

const DECIDES = 'approval.decide'
const Decision = z.object({
  approvalId: z.string(),
  decision: z.enum(['approve', 'reject']),
  reason: z.string().nullish(),
})

/** The latest word of this user on each approval. Rows of the queue are opened only where there is one. */
function decisionsOf(
  sync: Pick<LiveSession['sync'], 'pendingMarks' | 'refusals' | 'commandsAbout'>,
  ids: readonly string[],
): ReadonlyMap<string, OwnDecision> {
  const marks = [...sync.pendingMarks(ids)].filter(([, { types }]) => types.includes(DECIDES))
  const pending = marks.flatMap(([id]) => sync.commandsAbout('approval', id))
  // Refused first: a decision that was sent again counts.
  const rows = [...sync.refusals(), ...pending].filter(({ type }) => type === DECIDES)
  return new Map(rows.flatMap(decisionOf))
}

function decisionOf({ id: commandId, args, state, problem }: OutboxRow): (readonly [string, OwnDecision])[] {
  const read = Decision.safeParse(args)
  if (!read.success) return []
  const { approvalId, decision, reason } = read.data
  return [[approvalId, { commandId, decision, reason: reason ?? null, state, problem }]]
}
