import { negate } from '../../kernel/money'
import type { DomainError } from '../../kernel/result'
import type { ApprovalOutcome } from '../approvals/approval-outcome'
import {
  type Accepted,
  accept,
  type DecideContext,
  type Decision,
  type DocumentPut,
  type DocumentReader,
  reject,
} from '../command'
import type { Transfer } from '../documents'
import { lastOfEach, overlaid } from '../overlay'
import { postTransfer, routeOf } from './transfer-rule'
import { targetById, withHeld } from './two-sided-movement'

/**
 * What becomes of a transfer once a second person has decided, or nobody has in time: the held money moves, or is free again.
 * Rejections: as for a transfer that is made now. Source: docs/domain.md §1 Transfer.
 */
export function decidedTransfer(
  read: DocumentReader,
  transferId: string,
  outcome: ApprovalOutcome,
  context: Pick<DecideContext, 'now' | 'newId'>,
): Decision {
  const transfer = read.find('transfer', transferId)
  if (!transfer) return reject('not_found', { type: 'transfer', id: transferId })
  if (transfer.status !== 'awaiting_approval') return reject('transfer.wrong_state', { status: transfer.status })
  return outcome === 'approved' ? post(read, transfer, context) : setFree(read, transfer, outcome)
}

function post(read: DocumentReader, transfer: Transfer, context: Pick<DecideContext, 'now' | 'newId'>): Decision {
  const freed = freedSource(read, transfer)
  const after = overlaid(read, freed)
  const route = routeOf(after, transfer)
  if (!route.ok) return refused(route.error)
  const posted = postTransfer(after, route.value, transfer, context)
  if (!posted.ok) return refused(posted.error)
  const doc = { ...transfer, status: 'posted' as const, postedAt: context.now }
  const puts = lastOfEach([...freed, ...posted.value.puts, { type: 'transfer', doc }])
  const holds = transfer.holdId === undefined ? [] : [{ kind: 'capture' as const, id: transfer.holdId }]
  return accept(puts, [posted.value.posting], holds)
}

function setFree(read: DocumentReader, transfer: Transfer, status: 'rejected' | 'lapsed'): Accepted {
  const holds = transfer.holdId === undefined ? [] : [{ kind: 'release' as const, id: transfer.holdId }]
  return accept([...freedSource(read, transfer), { type: 'transfer', doc: { ...transfer, status } }], [], holds)
}

/** The source without the hold. */
function freedSource(read: DocumentReader, transfer: Transfer): DocumentPut[] {
  const from = targetById(read, transfer.fromAccountId)
  const route = routeOf(read, transfer)
  return from && route.ok ? [withHeld(from, negate(route.value.amount))] : []
}

function refused(error: DomainError | { readonly faults: unknown }): Decision {
  // The amount has been judged when the transfer was made, so only what happened since can stand in the way.
  if ('faults' in error) throw new Error('a transfer that was accepted has no sound amount')
  return reject(error.code, error.params)
}
