import { z } from 'zod'
import { CHANNELS, RECONCILIATION_STATUSES } from '../domain/documents'
import { DateText, Id, InstantText, MoneyText } from '../domain/fields'
import { OutboxRow, PendingMark } from './views'

/** Read models of the Reconciliation screen: expected receipts and the credits that may be them. */

/** How late an open receipt is, by the bank's date; `not_due` includes the day itself. */
export const RECEIPT_AGES = ['not_due', 'days_1_7', 'days_8_30', 'over_30'] as const
/** What lists are chosen by: `open` is unmatched or suggested. */
export const RECEIPT_STATES = ['open', ...RECONCILIATION_STATUSES] as const

export const ReceiptFilter = z.object({
  state: z.enum(RECEIPT_STATES).optional(),
  age: z.enum(RECEIPT_AGES).optional(),
  accountNumber: z.string().max(24).optional(),
  pendingOnly: z.boolean().optional(),
})

export const RECEIPT_SORTS = ['dueDate', 'amount', 'reference', 'account'] as const
export const ReceiptSort = z.object({ key: z.enum(RECEIPT_SORTS), direction: z.enum(['asc', 'desc']) })

const CreditLine = z.object({
  id: Id,
  postedAt: InstantText,
  amount: MoneyText,
  reference: z.string(),
  counterparty: z.string(),
  channel: z.enum(CHANNELS),
})

export const ReceiptRow = z.object({
  id: Id,
  reference: z.string(),
  accountNumber: z.string(),
  /** Null where the copy does not hold the account. */
  accountId: Id.nullable(),
  accountName: z.string().nullable(),
  /** Empty where the account is not known. */
  currency: z.string(),
  amount: MoneyText,
  dueDate: DateText,
  status: z.enum(RECONCILIATION_STATUSES),
  /** Days since the due date by the bank's date; zero and below: not overdue. */
  daysLate: z.int(),
  reopened: z.boolean(),
  /** The credit it is matched to or may belong to; null also where that has left the last 90 days. */
  credit: CreditLine.nullable(),
  transactionId: Id.nullable(),
  pending: PendingMark.nullable(),
})

export const ReceiptPage = z.object({ rows: z.array(ReceiptRow), total: z.int().nonnegative() })

/** An expected receipt that a credit stands for, or may stand for. */
export const StatementReceipt = z.object({
  reference: z.string(),
  status: z.enum(['matched', 'suggested']),
  /** Not yet confirmed by the bank. */
  pending: z.boolean(),
})
/** By the id of the credit, in order of the days they were due. */
export const StatementReceipts = z.record(Id, z.array(StatementReceipt))

const MatchedReceipt = z.object({ id: Id, reference: z.string(), amount: MoneyText })

/** A credit with what stands on it. */
export const ReceiptCredit = CreditLine.extend({
  description: z.string(),
  /** What of it nothing is matched to. */
  left: MoneyText,
  matched: z.array(MatchedReceipt),
  /** Whether enough is left, and what agrees. */
  enough: z.boolean(),
  sameAmount: z.boolean(),
  sameReference: z.boolean(),
})

/** Credits of a receipt's account, the likeliest first. */
export const ReceiptCredits = z.object({ credits: z.array(ReceiptCredit), total: z.int().nonnegative() })

export const ReceiptDetail = ReceiptRow.extend({
  batchId: Id.nullable(),
  updatedAt: InstantText,
  /** The credit with what else stands on it. */
  creditUse: ReceiptCredit.nullable(),
  /** Not yet settled commands about it, oldest first. */
  commands: z.array(OutboxRow),
})

const Sum = z.object({ count: z.int().nonnegative(), amount: MoneyText })

export const ReconciliationSummary = z.object({
  asOf: InstantText.nullable(),
  /** Receipts of every state. */
  total: z.int().nonnegative(),
  counts: z.record(z.enum(RECONCILIATION_STATUSES), z.int().nonnegative()),
  /** Amounts of different currencies are never added. The currency with most receipts first. */
  currencies: z.array(
    z.object({
      currency: z.string(),
      matched: Sum,
      /** Matched and open together; what was excluded is no part of it. */
      expected: Sum,
      /** Open ones by age. */
      ages: z.record(z.enum(RECEIPT_AGES), Sum),
    }),
  ),
})

/** A row of a file as it is to be imported, its amount without groups and perhaps without decimals. */
export const ReceiptDraft = z.object({
  rowId: z.string().min(1).max(64),
  reference: z.string().max(1_000),
  accountNumber: z.string().max(1_000),
  amount: z.string().max(1_000),
  dueDate: z.string().max(1_000),
})

/** What the rule of the import says of a row, with the copy as it is now. */
export const ReceiptVerdict = z.object({
  rowId: z.string(),
  faults: z.array(
    z.object({
      code: z.string(),
      path: z.string().optional(),
      params: z.record(z.string(), z.json()).optional(),
    }),
  ),
  /** As it will be sent, its amount with the decimals of the currency; null where it has faults. */
  receipt: z
    .object({ reference: z.string(), accountNumber: z.string(), amount: MoneyText, dueDate: DateText })
    .nullable(),
  account: z.object({ name: z.string(), currency: z.string() }).nullable(),
})

/** Rows that are judged in one call, so that none of them holds the main process up. */
export const MOST_DRAFTS = 100

export type ReceiptAge = (typeof RECEIPT_AGES)[number]
export type ReceiptState = (typeof RECEIPT_STATES)[number]
export type ReceiptFilter = z.infer<typeof ReceiptFilter>
export type ReceiptSort = z.infer<typeof ReceiptSort>
export type ReceiptRow = z.infer<typeof ReceiptRow>
export type ReceiptPage = z.infer<typeof ReceiptPage>
export type ReceiptCredit = z.infer<typeof ReceiptCredit>
export type ReceiptCredits = z.infer<typeof ReceiptCredits>
export type ReceiptDetail = z.infer<typeof ReceiptDetail>
export type ReconciliationSummary = z.infer<typeof ReconciliationSummary>
export type StatementReceipt = z.infer<typeof StatementReceipt>
export type StatementReceipts = z.infer<typeof StatementReceipts>
export type ReceiptDraft = z.infer<typeof ReceiptDraft>
export type ReceiptVerdict = z.infer<typeof ReceiptVerdict>
