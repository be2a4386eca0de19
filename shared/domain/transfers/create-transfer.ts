import { z } from 'zod'
import { formatWire } from '../../kernel/money'
import type { DomainError } from '../../kernel/result'
import type { MovementTarget } from '../accounts/movement'
import { requestApproval } from '../approvals/approval-request'
import {
  accept,
  type DecideContext,
  type Decision,
  type DocumentPut,
  type DocumentReader,
  defineCommand,
  type FieldFault,
  invalid,
  reject,
} from '../command'
import { Id, NonNegativeMoneyText, Text } from '../fields'
import { instantOf, needsApproval, postTransfer, type Route, routeOf } from './transfer-rule'
import { moveBetween, withHeld } from './two-sided-movement'

const Args = z.object({
  id: Id,
  fromAccountId: Id,
  toAccountId: Id,
  amount: NonNegativeMoneyText,
  /** The company's own; used once. */
  reference: Text(64),
  description: Text(200).optional(),
})
type Args = z.infer<typeof Args>

/** The transfer as it is written, whatever becomes of it. */
function transferOf(args: Args, { amount }: Route, context: DecideContext) {
  const year = context.now.slice(0, 4)
  const next = context.nextInSeries(`transfer:${year}`)
  return {
    id: args.id,
    number: next === undefined ? null : `TRF-${year}-${String(next).padStart(6, '0')}`,
    fromAccountId: args.fromAccountId,
    toAccountId: args.toAccountId,
    amount: formatWire(amount),
    reference: args.reference,
    ...(args.description === undefined ? {} : { description: args.description }),
    makerId: context.actor.userId,
    createdAt: context.now,
  }
}

function postNow(read: DocumentReader, args: Args, route: Route, context: DecideContext): Decision {
  const posted = postTransfer(read, route, args, context)
  if (!posted.ok) return refusal(posted.error)
  const doc = { ...transferOf(args, route, context), status: 'posted' as const, postedAt: context.now }
  return accept([...posted.value.puts, { type: 'transfer', doc }], [posted.value.posting])
}

/** The money is set aside on the source until a second person has decided. */
function askFirst(read: DocumentReader, args: Args, route: Route, context: DecideContext): Decision {
  const now = instantOf(context.now)
  // Judged whole now, so that nobody is asked about what cannot be done; and again when they have decided.
  const possible = moveBetween(read, route, route.amount, now)
  if (!possible.ok) return refusal(possible.error)
  const holdId = context.newId()
  const approvalId = context.newId()
  const transfer = { ...transferOf(args, route, context), status: 'awaiting_approval' as const, holdId, approvalId }
  const puts: DocumentPut[] = [
    withHeld(route.from, route.amount),
    { type: 'transfer', doc: transfer },
    requestApproval(
      {
        id: approvalId,
        subjectType: 'transfer',
        subjectId: args.id,
        makerId: context.actor.userId,
        summary: summaryOf(args, route),
      },
      now,
    ),
  ]
  const { minor } = route.amount
  return accept(puts, [], [{ kind: 'open', id: holdId, accountId: args.fromAccountId, amount: minor }])
}

function summaryOf(args: Args, { from, to, amount }: Route) {
  const side = ({ account }: MovementTarget) => ({
    id: account.id,
    name: account.name,
    number: account.number,
    balance: account.balance,
    available: account.available,
  })
  return {
    amount: formatWire(amount),
    currency: amount.currency,
    fee: null,
    from: side(from),
    to: side(to),
    reference: args.reference,
    description: args.description ?? null,
  }
}

function refusal(error: DomainError | { readonly faults: readonly FieldFault[] }): Decision {
  return 'faults' in error ? invalid(error.faults) : reject(error.code, error.params)
}

/**
 * Moves money between two accounts of the company: at once, or above the threshold after a second person has agreed.
 * Source: docs/domain.md §1 Transfer, §0 Maker and checker.
 */
export const createTransfer = defineCommand({
  type: 'transfer.create',
  version: 1,
  permission: 'transfers.create',
  args: Args,
  // What was changed on the source before, its limits or its block, is decided before.
  stream: (args) => `subAccount:${args.fromAccountId}`,
  subject: (args) => ({ type: 'transfer', id: args.id }),
  load: (read) => ({ read }),
  decide({ read }, args, context) {
    if (read.find('transfer', args.id)) return reject('document.exists', { type: 'transfer', id: args.id })
    const [taken] = read.findWhere('transfer', 'reference', args.reference, 1)
    if (taken)
      return reject('transfer.duplicate_reference', {
        reference: args.reference,
        transferId: taken.id,
        number: taken.number,
      })
    const route = routeOf(read, args)
    if (!route.ok) return refusal(route.error)
    const { transferApprovalThreshold } = read.company()
    return needsApproval(route.value.amount, transferApprovalThreshold)
      ? askFirst(read, args, route.value, context)
      : postNow(read, args, route.value, context)
  },
})
