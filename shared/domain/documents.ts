import { z } from 'zod'
import { ROLES } from '../kernel/permissions'
import { CurrencyCode, DateText, Id, InstantText, MoneyText, Sha256Hex } from './fields'
import { FILE_PURPOSES } from './files'

/**
 * Every document type that the feed carries, with its schema.
 *
 * Schemas are loose on purpose: a backend may add fields, and they are kept.
 * Source: docs/protocol.md "Documents in the feed".
 */
const document = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.looseObject({ id: Id, version: z.int().nonnegative(), updatedAt: InstantText, ...shape })

export const SCHEMES = ['operational', 'petty_cash', 'transfer', 'intermediary'] as const
export const BLOCKS = ['none', 'debit', 'credit', 'all'] as const
export const CHANNELS = ['atm', 'edc', 'branch', 'kopra_cm', 'host_to_host', 'other_bank', 'internal'] as const

export const TRANSFER_STATUSES = ['awaiting_approval', 'posted', 'rejected', 'lapsed'] as const
export const RECONCILIATION_STATUSES = ['unmatched', 'suggested', 'matched', 'excluded'] as const
export const APPROVAL_SUBJECTS = ['transfer', 'quotaTopUp', 'cashOrder', 'cashSchedule'] as const
export const APPROVAL_STATUSES = ['pending', 'approved', 'rejected', 'lapsed'] as const

export const Scheme = z.enum(SCHEMES)
export const Block = z.enum(BLOCKS)
export const Channel = z.enum(CHANNELS)

/** Limits of one direction; null means no limit. Amounts in the current account's currency. */
export const DirectionLimits = z.object({ perTransaction: MoneyText.nullable(), daily: MoneyText.nullable() })
export const AccountLimits = z.object({ debit: DirectionLimits, credit: DirectionLimits })

/** What passed through an account on one calendar day of the bank's zone. */
export const UsedToday = z.object({ date: DateText, debit: MoneyText, credit: MoneyText })

/** One part of an account number's body: fixed digits, a numeric field such as a branch code, or the running sequence. */
const NumberingSegment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fixed'), digits: z.string().regex(/^\d{1,9}$/) }),
  z.object({ kind: z.literal('field'), name: z.string().min(1).max(40), width: z.int().min(1).max(9) }),
  z.object({ kind: z.literal('sequence'), width: z.int().min(1).max(10) }),
])

export const documentSchemas = {
  company: document({ name: z.string(), transferApprovalThreshold: MoneyText, accountPrefix: z.string() }),
  user: document({
    userId: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    warehouseIds: z.array(Id).optional(),
    status: z.string(),
  }),
  currentAccount: document({
    number: z.string(),
    name: z.string(),
    currency: CurrencyCode,
    status: z.string(),
    balance: MoneyText,
    held: MoneyText,
    available: MoneyText,
    rollup: MoneyText,
  }),
  subAccount: document({
    /** Null only in the app's own guess: the bank gives the number. */
    number: z.string().nullable(),
    name: z.string(),
    parentId: Id,
    currentAccountId: Id,
    scheme: Scheme,
    status: z.enum(['open', 'closed']),
    block: Block,
    blockReason: z.string().optional(),
    /** Of a closed account only. */
    closeReason: z.string().optional(),
    closedAt: InstantText.optional(),
    limits: AccountLimits,
    balance: MoneyText,
    held: MoneyText,
    available: MoneyText,
    usedToday: UsedToday,
    externalRef: z.string().optional(),
    tags: z.array(z.string()).optional(),
  }),
  numberingScheme: document({
    currentAccountId: Id,
    segments: z.array(NumberingSegment),
    /** How far the running number had come when the scheme was set; only the bank knows, and only it counts on. */
    countedTo: z.int().nonnegative().optional(),
  }),
  accountTransaction: document({
    accountId: Id,
    postedAt: InstantText,
    direction: z.enum(['credit', 'debit']),
    amount: MoneyText,
    balanceAfter: MoneyText,
    channel: Channel,
    counterparty: z.string(),
    reference: z.string(),
    description: z.string(),
  }),
  transfer: document({
    /** Null only in the app's own guess: the bank gives the number. */
    number: z.string().nullable(),
    fromAccountId: Id,
    toAccountId: Id,
    amount: MoneyText,
    reference: z.string(),
    description: z.string().optional(),
    status: z.enum(TRANSFER_STATUSES),
    makerId: Id,
    createdAt: InstantText.optional(),
    postedAt: InstantText.optional(),
    /** While it waits for a second person: the hold on the source, and what asks them. */
    holdId: Id.optional(),
    approvalId: Id.optional(),
  }),
  reconciliationItem: document({
    reference: z.string(),
    accountNumber: z.string(),
    amount: MoneyText,
    dueDate: DateText,
    status: z.enum(RECONCILIATION_STATUSES),
    /** The credit it is matched to, or may belong to. */
    transactionId: Id.optional(),
    batchId: Id.optional(),
    /** Once a person has reopened it, it is only suggested, never matched by itself. */
    reopened: z.boolean().optional(),
  }),
  approval: document({
    subjectType: z.enum(APPROVAL_SUBJECTS),
    subjectId: Id,
    makerId: Id,
    status: z.enum(APPROVAL_STATUSES),
    /** Exactly what will happen, as the maker's bank saw it when it was asked for. */
    summary: z.record(z.string(), z.json()),
    requestedAt: InstantText,
    lapsesAt: InstantText,
    decidedBy: Id.optional(),
    decidedAt: InstantText.optional(),
    reason: z.string().optional(),
  }),
  holiday: document({ date: DateText, name: z.string(), kind: z.enum(['national', 'joint_leave']) }),
  auditEntry: document({
    at: InstantText,
    actorId: z.string(),
    deviceId: z.string().nullable(),
    commandId: z.string(),
    type: z.string(),
    outcome: z.enum(['accepted', 'rejected']),
    code: z.string().optional(),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
  }),
  /** A file the bank has checked and holds; its bytes are at `GET /v1/files/{id}`. `size` in bytes. */
  file: document({
    mediaType: z.string(),
    size: z.int().positive(),
    sha256: Sha256Hex,
    purpose: z.enum(FILE_PURPOSES),
  }),
  /** One a company, always under `COMPANY_PROFILE_ID`. */
  companyProfile: document({ description: z.string(), logoFileId: Id.optional(), settlementAccountId: Id }),
} as const

/** Each company has one profile, so its id is known before it has been seen. Source: docs/protocol.md Documents in the feed. */
export const COMPANY_PROFILE_ID = '00000000-0000-7000-8000-000000000001'

export type DocumentType = keyof typeof documentSchemas

/** The fields the contract names; what a backend adds is carried along at run time but has no type to rely on. */
type NamedFields<T> = { [Key in keyof T as string extends Key ? never : Key]: T[Key] }
export type DocumentOf<T extends DocumentType> = NamedFields<z.infer<(typeof documentSchemas)[T]>>

export const DOCUMENT_TYPES = Object.keys(documentSchemas) as DocumentType[]

export function isDocumentType(text: string): text is DocumentType {
  return Object.hasOwn(documentSchemas, text)
}

/** Fields that rules look documents up by; both stores keep an index for each. */
export const lookupFields = {
  company: [],
  user: ['userId'],
  currentAccount: ['number'],
  subAccount: ['number', 'parentId', 'currentAccountId'],
  numberingScheme: ['currentAccountId'],
  accountTransaction: ['accountId'],
  transfer: ['reference'],
  reconciliationItem: ['accountNumber', 'transactionId', 'batchId'],
  approval: ['subjectId', 'status'],
  holiday: ['date'],
  auditEntry: [],
  file: [],
  companyProfile: [],
} as const satisfies { [T in DocumentType]: readonly (keyof DocumentOf<T> & string)[] }

export type LookupField<T extends DocumentType> = (typeof lookupFields)[T][number]

export type User = DocumentOf<'user'>
export type CurrentAccount = DocumentOf<'currentAccount'>
export type SubAccount = DocumentOf<'subAccount'>
export type NumberingSegment = z.infer<typeof NumberingSegment>
export type NumberingScheme = DocumentOf<'numberingScheme'>
export type AccountTransaction = DocumentOf<'accountTransaction'>
export type Transfer = DocumentOf<'transfer'>
export type ReconciliationItem = DocumentOf<'reconciliationItem'>
export type Approval = DocumentOf<'approval'>
export type AuditEntry = DocumentOf<'auditEntry'>
export type FileDocument = DocumentOf<'file'>
export type CompanyProfile = DocumentOf<'companyProfile'>
