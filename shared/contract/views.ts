import { z } from 'zod'
import { AccountLimits, BLOCKS, documentSchemas, SCHEMES, UsedToday } from '../domain/documents'
import { DateText, Id, InstantText, MoneyText, Sha256Hex } from '../domain/fields'
import { FILE_PURPOSES } from '../domain/files'
import { ROLES } from '../kernel/permissions'
import { FieldFaultSchema } from './http'

/** What the main process tells the renderer: read models made for screens, never raw tables. */

/** An error that crosses a process boundary: a stable code, the numbers of its message, faults by field. */
export const AppProblem = z.object({
  code: z.string(),
  params: z.record(z.string(), z.json()).optional(),
  errors: z.array(FieldFaultSchema).optional(),
})

export const BackendChoice = z.object({
  id: z.string(),
  /** `bundled`: the demo bank on this computer; `remote`: an address the user gave; `fixed`: named at start-up. */
  kind: z.enum(['bundled', 'remote', 'fixed']),
  url: z.string().nullable(),
})

export const SessionState = z.object({
  /** `locked`: a profile of `lastUser` is on this computer, only its password is missing. */
  phase: z.enum(['signed_out', 'locked', 'unlocked']),
  backend: BackendChoice,
  backends: z.array(BackendChoice),
  lastUser: z.object({ companyId: z.string(), userId: z.string() }).nullable(),
  /** One-click users of the demo bank; empty for any other backend. */
  demoUsers: z.array(z.object({ companyId: z.string(), userId: z.string(), role: z.enum(ROLES) })),
  user: z
    .object({ id: Id, userId: z.string(), name: z.string(), role: z.enum(ROLES), passwordChangeDue: z.boolean() })
    .nullable(),
  company: z.object({ id: Id, companyId: z.string(), name: z.string() }).nullable(),
  permissions: z.array(z.string()),
})

export const Theme = z.enum(['light', 'dark', 'system'])
export const Language = z.enum(['en', 'id'])
export const Settings = z.object({
  language: Language,
  theme: Theme,
  density: z.enum(['normal', 'compact']),
  /** Minutes without input until the app locks; 0 never. */
  autoLockMinutes: z.int().min(0).max(240),
  navigationCollapsed: z.boolean(),
})

export const AppInfo = z.object({
  version: z.string(),
  electron: z.string(),
  platform: z.enum(['win32', 'darwin', 'linux']),
})

/** A bug in the window, for the app's own log: where it showed, and the error's stack. */
export const WindowFault = z.object({
  where: z.enum(['screen', 'window', 'event']),
  text: z.string().max(4_000),
})

/** What is not yet confirmed about a document. */
export const PendingMark = z.object({
  /** `waiting`: not sent; `at_bank`: sent, the answer or its effect is not here yet. */
  state: z.enum(['waiting', 'at_bank']),
  types: z.array(z.string()),
})

/** Thousandths used of each daily limit on `date` of the bank's zone, null without one: on any other day nothing is used. */
export const LimitUseShares = z.object({
  date: DateText,
  debit: z.int().nonnegative().nullable(),
  credit: z.int().nonnegative().nullable(),
  /** One of them allows nothing at all, and so is reached on every day. */
  isNothing: z.boolean(),
})

export const AccountRow = z.object({
  kind: z.enum(['current', 'sub']),
  id: Id,
  parentId: Id.nullable(),
  currentAccountId: Id,
  /** Null until the bank has given it. */
  number: z.string().nullable(),
  name: z.string(),
  currency: z.string(),
  scheme: z.enum(SCHEMES).nullable(),
  status: z.string(),
  block: z.enum(BLOCKS),
  balance: MoneyText,
  held: MoneyText,
  available: MoneyText,
  /** Own balance and all below. */
  rollup: MoneyText,
  childCount: z.int().nonnegative(),
  descendantCount: z.int().nonnegative(),
  externalRef: z.string().nullable(),
  /** How much of the daily limits is used; null without any. */
  limitUse: LimitUseShares.nullable(),
  pending: PendingMark.nullable(),
})

export const OUTBOX_STATES = [
  'queued',
  'sending',
  'unknown',
  'accepted',
  'rejected',
  'blocked',
  'cancelled',
  'quarantined',
] as const

export const OutboxRow = z.object({
  id: z.string(),
  type: z.string(),
  state: z.enum(OUTBOX_STATES),
  args: z.record(z.string(), z.json()),
  subject: z.object({
    type: z.string(),
    id: z.string(),
    /** Name of the document as the user knows it. */
    name: z.string().nullable(),
    number: z.string().nullable(),
  }),
  createdAt: InstantText,
  attempts: z.int().nonnegative(),
  nextAttemptAt: InstantText.nullable(),
  /** Why the last attempt did not get an answer, or why the bank refused it. */
  problem: AppProblem.nullable(),
  replaces: z.string().nullable(),
  dependsOn: z.array(z.string()),
  /** A file that it needs is not at the bank yet; until then it is not sent. */
  waitsForFile: z.boolean(),
})

export const UPLOAD_STATES = ['waiting', 'uploading', 'stored', 'confirmed', 'refused', 'withdrawn'] as const

/** A file on its way to the bank. Sizes in bytes. */
export const UploadRow = z.object({
  fileId: z.string(),
  /** Name of the user's file, null where it is not known. */
  name: z.string().nullable(),
  /** Null where the row is damaged. */
  purpose: z.enum(FILE_PURPOSES).nullable(),
  size: z.int().nonnegative(),
  sent: z.int().nonnegative(),
  state: z.enum(UPLOAD_STATES),
  attempts: z.int().nonnegative(),
  nextAttemptAt: InstantText.nullable(),
  /** Why the last attempt did not get through, or why the file was refused. */
  problem: AppProblem.nullable(),
})

/** A file that was taken in on this computer. `size` in bytes. */
export const AddedFile = z.object({ fileId: Id, sha256: Sha256Hex, mediaType: z.string(), size: z.int().positive() })

/** Bytes as they are, also across processes. */
export const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

/** A file with its bytes. */
export const FileContent = z.object({
  mediaType: z.string(),
  size: z.int().positive(),
  sha256: Sha256Hex,
  bytes: Bytes,
})

/** A refused command beside what the bank has now, so that it can be corrected. */
export const Refusal = OutboxRow.extend({
  /** The bank's present document of the subject, null where it has none. */
  present: z.record(z.string(), z.json()).nullable(),
})

export const AccountDetail = AccountRow.extend({
  limits: AccountLimits.nullable(),
  usedToday: UsedToday.nullable(),
  blockReason: z.string().nullable(),
  /** When and why it was closed, as far as its document says; null while it is open. */
  closed: z.object({ at: InstantText.nullable(), reason: z.string().nullable() }).nullable(),
  tags: z.array(z.string()),
  /** From the current account down to the parent. */
  ancestors: z.array(z.object({ id: Id, name: z.string(), kind: z.enum(['current', 'sub']) })),
  /** Not yet settled commands about this account, oldest first. */
  commands: z.array(OutboxRow),
  /** The bank's own version where something not yet settled changed what is shown; null or absent where it has none. */
  confirmed: documentSchemas.subAccount.nullable().optional(),
  updatedAt: InstantText,
})

export const SORT_KEYS = [
  'name',
  'number',
  'scheme',
  'reference',
  'balance',
  'held',
  'available',
  'rollup',
  'limitUse',
  'state',
] as const
export const AccountSort = z.object({ key: z.enum(SORT_KEYS), direction: z.enum(['asc', 'desc']) })

export const LIMIT_USES = ['nearly', 'reached', 'none'] as const

export const AccountFilter = z.object({
  scheme: z.enum(SCHEMES).optional(),
  status: z.enum(['open', 'closed']).optional(),
  block: z.enum(BLOCKS).optional(),
  /** Of today's daily limits, in either direction: `nearly` from 80 % on, `reached`, or `none` where there is no limit. */
  limitUse: z.enum(LIMIT_USES).optional(),
  pendingOnly: z.boolean().optional(),
})

export const AccountPage = z.object({ rows: z.array(AccountRow), total: z.int().nonnegative() })

export const AccountsSummary = z.object({
  currentAccounts: z.int().nonnegative(),
  subAccounts: z.int().nonnegative(),
  pending: z.int().nonnegative(),
  asOf: InstantText.nullable(),
})

export const StatementPage = z.object({
  transactions: z.array(documentSchemas.accountTransaction),
  hasMore: z.boolean(),
  /** True where older lines exist only at the bank and it could not be asked. */
  olderUnavailable: z.boolean(),
})

export const SyncStatus = z.object({
  pill: z.enum(['up_to_date', 'syncing', 'offline', 'waiting', 'attention', 'sign_in_again']),
  waiting: z.int().nonnegative(),
  attention: z.int().nonnegative(),
  connection: z.enum(['online', 'offline', 'auth_required', 'unsupported']),
  bankName: z.string().nullable(),
  bankUrl: z.string().nullable(),
  lastSyncedAt: InstantText.nullable(),
  offlineSince: InstantText.nullable(),
  nextTryAt: InstantText.nullable(),
  /** Documents received and expected while the first copy is being made, else null. */
  firstSync: z.object({ received: z.int().nonnegative(), expected: z.int().nonnegative().nullable() }).nullable(),
  problem: AppProblem.nullable(),
  /** Bank time minus this computer's time, in milliseconds, as of the last answer. */
  clockOffsetMs: z.int(),
  /** How the last comparison of this copy with the bank's digest ended. */
  integrity: z.object({ checkedAt: InstantText, matches: z.boolean(), types: z.array(z.string()) }).nullable(),
})

export const ConnectionEvent = z.object({
  at: InstantText,
  kind: z.enum([
    'pulled',
    'pushed',
    'asked',
    'failed',
    'offline',
    'online',
    'signed_in',
    'copied',
    'snapshot',
    'integrity',
  ]),
  detail: z.record(z.string(), z.json()),
})

export type AppProblem = z.infer<typeof AppProblem>
export type BackendChoice = z.infer<typeof BackendChoice>
export type SessionState = z.infer<typeof SessionState>
export type Settings = z.infer<typeof Settings>
export type AppInfo = z.infer<typeof AppInfo>
export type WindowFault = z.infer<typeof WindowFault>
export type PendingMark = z.infer<typeof PendingMark>
export type AccountRow = z.infer<typeof AccountRow>
export type LimitUseShares = z.infer<typeof LimitUseShares>
export type AccountDetail = z.infer<typeof AccountDetail>
export type AccountPage = z.infer<typeof AccountPage>
export type AccountSort = z.infer<typeof AccountSort>
export type AccountFilter = z.infer<typeof AccountFilter>
export type AccountsSummary = z.infer<typeof AccountsSummary>
export type StatementPage = z.infer<typeof StatementPage>
export type OutboxRow = z.infer<typeof OutboxRow>
export type UploadRow = z.infer<typeof UploadRow>
export type AddedFile = z.infer<typeof AddedFile>
export type FileContent = z.infer<typeof FileContent>
export type OutboxState = (typeof OUTBOX_STATES)[number]
export type Refusal = z.infer<typeof Refusal>
export type SyncStatus = z.infer<typeof SyncStatus>
export type ConnectionEvent = z.infer<typeof ConnectionEvent>
