import { z } from 'zod'
import { APPROVAL_STATUSES, APPROVAL_SUBJECTS, TRANSFER_STATUSES } from '../domain/documents'
import { DateText, Id, InstantText, MoneyText } from '../domain/fields'
import { Outlook } from './preview-views'
import { AppProblem, OUTBOX_STATES, PendingMark } from './views'

/** Read models of the Approvals screen: what waits for a second person, what became of it, and transfers. */

const Person = z.object({
  id: Id,
  /** Null where this user is not told the names of others. */
  name: z.string().nullable(),
  isYou: z.boolean(),
})

/** An account as a request named it, or as the copy knows it now. Null where nothing says. */
const AccountName = z.object({ id: Id.nullable(), name: z.string(), number: z.string().nullable() })

/** What this user has decided and the bank has not settled, or has refused. */
const OwnDecision = z.object({
  commandId: z.string(),
  decision: z.enum(['approve', 'reject']),
  reason: z.string().nullable(),
  state: z.enum(OUTBOX_STATES),
  problem: AppProblem.nullable(),
})

export const ApprovalRow = z.object({
  id: Id,
  subjectType: z.enum(APPROVAL_SUBJECTS),
  subjectId: Id,
  status: z.enum(APPROVAL_STATUSES),
  amount: MoneyText.nullable(),
  currency: z.string().nullable(),
  from: AccountName.nullable(),
  to: AccountName.nullable(),
  reference: z.string().nullable(),
  description: z.string().nullable(),
  /** What the bank calls the subject; null until it has given the number. */
  number: z.string().nullable(),
  maker: Person,
  requestedAt: InstantText,
  lapsesAt: InstantText,
  decider: Person.nullable(),
  /** When it was decided or lapsed; null while it waits. */
  endedAt: InstantText.nullable(),
  reason: z.string().nullable(),
  pending: PendingMark.nullable(),
  ownDecision: OwnDecision.nullable(),
})

export const APPROVAL_VIEWS = ['waiting', 'sent', 'ended'] as const

export const ApprovalFilter = z.object({
  status: z.enum(APPROVAL_STATUSES).optional(),
  /** Who asked or decided. */
  personId: Id.optional(),
  /** Calendar dates of the bank's zone, both included: when it ended, or in `sent` when it was asked for. */
  from: DateText.optional(),
  to: DateText.optional(),
})

export const ApprovalPage = z.object({ rows: z.array(ApprovalRow), total: z.int().nonnegative() })

export const ApprovalDetail = ApprovalRow.extend({
  /** What the maker's bank showed when it was asked for, as it came. */
  summary: z.record(z.string(), z.json()),
  /** What the rules say now of either decision by somebody who may take it. Null where it is decided or lapsed. */
  outlook: z.object({ approve: Outlook, reject: Outlook }).nullable(),
})

export const ApprovalsSummary = z.object({
  /** Requests of others that are undecided. */
  waiting: z.int().nonnegative(),
  /** Own requests that are undecided. */
  sent: z.int().nonnegative(),
  /** Transfers above it wait for a second person, in rupiah; null before there is a copy. */
  transferThreshold: MoneyText.nullable(),
})

export const TransferRow = z.object({
  id: Id,
  status: z.enum(TRANSFER_STATUSES),
  /** Null until the bank has given it. */
  number: z.string().nullable(),
  reference: z.string(),
  description: z.string().nullable(),
  amount: MoneyText,
  currency: z.string().nullable(),
  from: AccountName.nullable(),
  to: AccountName.nullable(),
  maker: Person,
  madeAt: InstantText,
  postedAt: InstantText.nullable(),
  approvalId: Id.nullable(),
  pending: PendingMark.nullable(),
})

export const TransferFilter = z.object({
  status: z.enum(TRANSFER_STATUSES).optional(),
  /** On either side. */
  accountId: Id.optional(),
  /** Calendar dates of the bank's zone, both included. */
  from: DateText.optional(),
  to: DateText.optional(),
})

export const TransferPage = z.object({ rows: z.array(TransferRow), total: z.int().nonnegative() })

export const ApprovalPerson = Person
export type ApprovalPerson = z.infer<typeof Person>
export type AccountName = z.infer<typeof AccountName>
export type OwnDecision = z.infer<typeof OwnDecision>
export type ApprovalRow = z.infer<typeof ApprovalRow>
export type ApprovalView = (typeof APPROVAL_VIEWS)[number]
export type ApprovalFilter = z.infer<typeof ApprovalFilter>
export type ApprovalPage = z.infer<typeof ApprovalPage>
export type ApprovalDetail = z.infer<typeof ApprovalDetail>
export type ApprovalsSummary = z.infer<typeof ApprovalsSummary>
export type TransferRow = z.infer<typeof TransferRow>
export type TransferFilter = z.infer<typeof TransferFilter>
export type TransferPage = z.infer<typeof TransferPage>
