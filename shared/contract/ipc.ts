import { z } from 'zod'
import { documentSchemas } from '../domain/documents'
import { Id, InstantText } from '../domain/fields'
import { FILE_PURPOSES, MAX_FILE_SIZE } from '../domain/files'
import {
  AccountSpans,
  BulkChange,
  BulkPlan,
  MANY_COMMANDS,
  ManySubmitted,
  MovePreview,
  SavedViewName,
  SELECTION_SLICE,
  SelectionFigures,
} from './account-views'
import {
  APPROVAL_VIEWS,
  ApprovalDetail,
  ApprovalFilter,
  ApprovalPage,
  ApprovalPerson,
  ApprovalsSummary,
  TransferFilter,
  TransferPage,
  TransferRow,
} from './approval-views'
import {
  AuditDetail,
  AuditExport,
  AuditExportPart,
  AuditPage,
  AuditQuestion,
  AuditRow,
  AuditSummary,
  BegunAuditExport,
} from './audit-views'
import { CsvTemplate } from './csv-import-views'
import {
  FoundParents,
  NumberPreview,
  NumberPreviewRequest,
  ParentSearch,
  RowCheck,
  RowCheckRequest,
} from './opening-views'
import {
  OverviewAccountPage,
  OverviewAccountsRequest,
  OverviewLinePage,
  OverviewLinesRequest,
  OverviewPicture,
  OverviewRange,
  OverviewTableRequest,
  OverviewView,
  Saved,
} from './overview-views'
import { CommandPreview } from './preview-views'
import {
  MOST_DRAFTS,
  ReceiptCredits,
  ReceiptDetail,
  ReceiptDraft,
  ReceiptFilter,
  ReceiptPage,
  ReceiptSort,
  ReceiptVerdict,
  ReconciliationSummary,
  StatementReceipts,
} from './reconciliation-views'
import { AccountsExport, ExportAnswer, StatementExport } from './report-views'
import type { AppProblem } from './views'
import {
  AccountDetail,
  AccountFilter,
  AccountPage,
  AccountSort,
  AccountsSummary,
  AddedFile,
  AppInfo,
  Bytes,
  ConnectionEvent,
  FileContent,
  OutboxRow,
  Refusal,
  SessionState,
  Settings,
  StatementPage,
  SyncStatus,
  UploadRow,
  WindowFault,
} from './views'

/**
 * Everything the renderer may ask of the main process, with schemas both ways.
 *
 * The router parses arguments before a handler sees them and results before they leave;
 * the renderer's types are inferred from here. To add a call: add a row, then a handler.
 */
const Nothing = z.undefined()
const Page = { offset: z.int().min(0).max(10_000_000), limit: z.int().min(1).max(500) }
const Credential = z.string().min(1).max(200)

const call = <Args extends z.ZodType, Result extends z.ZodType>(args: Args, result: Result) => ({ args, result })

export const ipcCalls = {
  'app.info': call(Nothing, AppInfo),
  'app.fault': call(WindowFault, Nothing),
  'settings.get': call(Nothing, Settings),
  'settings.set': call(Settings.partial(), Settings),

  'session.get': call(Nothing, SessionState),
  'session.signIn': call(
    z.object({ companyId: z.string().min(1).max(64), userId: z.string().min(1).max(64), password: Credential }),
    SessionState,
  ),
  'session.unlock': call(z.object({ password: Credential }), SessionState),
  'session.lock': call(Nothing, SessionState),
  /** Revokes the session at the bank. The local copy and its queue stay, encrypted. */
  'session.signOut': call(Nothing, SessionState),
  /** Shows the sign-in fields instead of the locked screen; nothing is deleted. */
  'session.switchUser': call(Nothing, SessionState),
  'session.changePassword': call(z.object({ current: Credential, next: Credential }), SessionState),
  /** Moves the copy that just could not be opened out of the way; nothing is deleted. */
  'session.setCopyAside': call(Nothing, SessionState),
  'session.chooseBackend': call(z.object({ id: z.string().max(200) }), SessionState),
  'session.addBackend': call(z.object({ url: z.string().min(1).max(500) }), SessionState),

  'accounts.summary': call(Nothing, AccountsSummary),
  /** Children of one node, or the current accounts where `parentId` is null. */
  'accounts.children': call(z.object({ parentId: Id.nullable(), sort: AccountSort, ...Page }), AccountPage),
  /** A flat list: text in number, name or reference, and filters; all accounts where both are empty. */
  'accounts.search': call(
    z.object({ text: z.string().max(200), filter: AccountFilter, sort: AccountSort, ...Page }),
    AccountPage,
  ),
  'accounts.get': call(z.object({ id: Id }), AccountDetail),
  'accounts.statement': call(
    z.object({ accountId: Id, before: InstantText.optional(), limit: z.int().min(1).max(500) }),
    StatementPage.extend({ receipts: StatementReceipts }),
  ),
  /** Ids of the sub-accounts in parts of lists that are selected without having been loaded. */
  'accounts.ids': call(z.object({ spans: AccountSpans }), z.object({ ids: z.array(Id) })),
  'accounts.figures': call(z.object({ ids: z.array(Id).max(SELECTION_SLICE) }), SelectionFigures),
  'accounts.movePreview': call(z.object({ id: Id, parentId: Id }), MovePreview),
  /** What one command for each of many accounts would do, decided by the same rules; nothing is queued. */
  'accounts.plan': call(BulkChange, BulkPlan),
  'accounts.history': call(z.object({ accountId: Id }), z.array(documentSchemas.auditEntry)),

  /** The numbers that the bank would give next, as far as this copy can tell. */
  'openings.previewNumbers': call(NumberPreviewRequest, NumberPreview),
  /** What the rule of `subAccount.createMany` says of rows now; nothing is queued. */
  'openings.checkRows': call(RowCheckRequest, RowCheck),
  'openings.findParents': call(ParentSearch, FoundParents),

  /** Sums of the days of a range, as far as this copy knows them, by currency. */
  'overview.get': call(OverviewRange, OverviewView),
  /** The statement lines behind a day's sums. */
  'overview.lines': call(OverviewLinesRequest, OverviewLinePage),
  /** The accounts behind a scheme's sum. */
  'overview.accounts': call(OverviewAccountsRequest, OverviewAccountPage),
  /** Asks the user where to, and writes what the screen shows. False: they chose no file. */
  'overview.saveTable': call(OverviewTableRequest, Saved),
  'overview.savePicture': call(OverviewPicture, Saved),

  /** Audit entries, newest first by the bank's time. */
  'audit.page': call(AuditQuestion.extend(Page), AuditPage),
  /** The next of the same list behind an entry, or its first: for reading all of it while it grows. */
  'audit.older': call(AuditQuestion.extend({ than: Id.nullable(), limit: z.int().min(1).max(500) }), z.array(AuditRow)),
  'audit.get': call(z.object({ id: Id }), AuditDetail),
  'audit.summary': call(Nothing, AuditSummary),
  /** Asks the user where to; then `audit.exportRows` brings the rows, the last of them with the file's end. */
  'audit.beginExport': call(AuditExport, BegunAuditExport),
  'audit.exportRows': call(AuditExportPart, ExportAnswer),

  /** Decides locally, applies the guess and queues it in one transaction. A local refusal is a problem. */
  'commands.submit': call(
    z.object({ type: z.string().max(80), args: z.record(z.string(), z.unknown()), replaces: z.string().optional() }),
    z.object({ commandId: z.string() }),
  ),
  /** Many at once; each is decided by itself, and those that are refused here are not queued. */
  'commands.submitMany': call(
    z.object({
      commands: z
        .array(z.object({ type: z.string().max(80), args: z.record(z.string(), z.unknown()) }))
        .max(MANY_COMMANDS),
    }),
    ManySubmitted,
  ),
  /** What a command would do, decided by the same rules; nothing is queued. A refusal is a problem. */
  'commands.preview': call(
    z.object({ type: z.string().max(80), args: z.record(z.string(), z.unknown()) }),
    CommandPreview,
  ),

  /** What waits for a second person, what this user has asked for, and what has ended. */
  'approvals.list': call(
    z.object({ view: z.enum(APPROVAL_VIEWS), text: z.string().max(200), filter: ApprovalFilter, ...Page }),
    ApprovalPage,
  ),
  'approvals.get': call(z.object({ id: Id }), ApprovalDetail),
  'approvals.summary': call(Nothing, ApprovalsSummary),
  'approvals.people': call(Nothing, z.array(ApprovalPerson)),
  'transfers.list': call(z.object({ text: z.string().max(200), filter: TransferFilter, ...Page }), TransferPage),
  'transfers.get': call(z.object({ id: Id }), TransferRow),
  /** Null where no transfer of the company has it. */
  'transfers.byReference': call(z.object({ reference: z.string().max(200) }), TransferRow.nullable()),

  /** Takes a file in; commands may speak of it at once. A local refusal is a problem. */
  'files.add': call(
    z.object({
      fileId: Id.optional(),
      purpose: z.enum(FILE_PURPOSES),
      name: z.string().max(255).optional(),
      bytes: Bytes.refine((bytes) => bytes.length <= MAX_FILE_SIZE, 'field.too_long'),
    }),
    AddedFile,
  ),
  'files.read': call(z.object({ id: Id }), FileContent),
  'commands.newId': call(Nothing, z.object({ id: Id })),

  'reconciliation.summary': call(Nothing, ReconciliationSummary),
  'reconciliation.list': call(
    z.object({ text: z.string().max(200), filter: ReceiptFilter, sort: ReceiptSort, ...Page }),
    ReceiptPage,
  ),
  'reconciliation.get': call(z.object({ id: Id }), ReceiptDetail),
  'reconciliation.credits': call(z.object({ itemId: Id, enoughOnly: z.boolean(), ...Page }), ReceiptCredits),
  /** What the rule of the import says of each row with the copy as it is now; nothing is queued. */
  'reconciliation.judge': call(z.object({ rows: z.array(ReceiptDraft).max(MOST_DRAFTS) }), z.array(ReceiptVerdict)),

  /** Asks the user where to, and writes a CSV file to fill in. False: they chose no file. */
  'csvImport.saveTemplate': call(CsvTemplate, z.object({ saved: z.boolean() })),

  /** How this user wants to see a list; null where nothing was saved. */
  'views.load': call(z.object({ name: SavedViewName }), z.object({ view: z.json() })),
  'views.save': call(z.object({ name: SavedViewName, view: z.json() }), z.object({ saved: z.boolean() })),

  'sync.status': call(Nothing, SyncStatus),
  'sync.outbox': call(Nothing, z.array(OutboxRow)),
  'sync.uploads': call(Nothing, z.array(UploadRow)),
  'sync.refusals': call(Nothing, z.array(Refusal)),
  'sync.history': call(Nothing, z.array(ConnectionEvent)),
  'sync.sendNow': call(Nothing, SyncStatus),
  'sync.cancel': call(z.object({ commandId: z.string() }), z.object({ cancelled: z.boolean() })),
  'sync.dismiss': call(z.object({ commandId: z.string() }), z.object({ dismissed: z.boolean() })),
  /** Asks the user where to, and writes how the parts do there, without what they are about. False: they chose no file. */
  'diagnostics.export': call(Nothing, z.object({ saved: z.boolean() })),

  /** Both ask the user where to, and write a file there. */
  'reports.accounts': call(AccountsExport, ExportAnswer),
  'reports.statement': call(StatementExport, ExportAnswer),
} as const

export type IpcCall = keyof typeof ipcCalls
export type IpcArgs<C extends IpcCall> = z.input<(typeof ipcCalls)[C]['args']>
export type IpcResult<C extends IpcCall> = z.output<(typeof ipcCalls)[C]['result']>
export type IpcAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: AppProblem }

/** What the main process tells the renderer unasked. */
export const ipcEvents = {
  /** Documents of these types, or the queue, are not what they were. */
  changed: z.object({ types: z.array(z.string()), outbox: z.boolean() }),
  status: SyncStatus,
  session: SessionState,
  settings: Settings,
  /** A native menu item or shortcut was used. */
  menu: z.object({ item: z.enum(['new', 'search', 'palette', 'lock', 'settings', 'sync', 'accounts', 'about']) }),
} as const
export type IpcEvent = keyof typeof ipcEvents
export type IpcEventData<E extends IpcEvent> = z.output<(typeof ipcEvents)[E]>

/** The one object that the preload script puts on `window`. */
export interface BendaharaApi {
  invoke<C extends IpcCall>(call: C, args: IpcArgs<C>): Promise<IpcAnswer<IpcResult<C>>>
  on<E extends IpcEvent>(event: E, listener: (data: IpcEventData<E>) => void): () => void
}
