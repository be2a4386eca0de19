import { type BaseQueryFn, createApi } from '@reduxjs/toolkit/query/react'
import type { IpcAnswer, IpcArgs, IpcCall, IpcResult } from '#shared/contract/ipc'
import type { AppProblem } from '#shared/contract/views'
import { ask } from './bridge'
import { TAGS, type Tag } from './tags'

/** One call to the main process, ready to be made. */
type IpcRequest = () => Promise<IpcAnswer<unknown>>

const ipcBaseQuery: BaseQueryFn<IpcRequest, unknown, AppProblem> = async (request) => {
  const answer = await request()
  return answer.ok ? { data: answer.value } : { error: answer.problem }
}

/** `void` lets the hook of a call without arguments be used without arguments; to the contract it is `undefined`. */
// biome-ignore lint/suspicious/noConfusingVoidType: RTK Query's way of saying that an argument may be left out
type Argument<C extends IpcCall> = IpcArgs<C> extends undefined ? void : IpcArgs<C>
function argsOf<C extends IpcCall>(args: Argument<C>): IpcArgs<C>
function argsOf(args: unknown): unknown {
  return args
}

function requestOf<C extends IpcCall>(call: C, args: Argument<C>): IpcRequest {
  return () => ask(call, argsOf<C>(args))
}

const ACCOUNT_TAGS: readonly Tag[] = ['currentAccount', 'subAccount', 'outbox']
const FIGURE_TAGS: readonly Tag[] = [...ACCOUNT_TAGS, 'accountTransaction']

/** Entries never change, the names of what they are about do. */
const AUDIT_TAGS: readonly Tag[] = [
  'auditEntry',
  'user',
  'currentAccount',
  'subAccount',
  'transfer',
  'reconciliationItem',
]

/** Rows that are asked for at once where a list goes on as it is scrolled. */
const ROWS_A_PAGE = 100
/** What rules of commands read. */
const DECIDING_TAGS: readonly Tag[] = [...ACCOUNT_TAGS, 'company', 'numberingScheme', 'transfer', 'approval']

const RECEIPT_TAGS: readonly Tag[] = [
  'reconciliationItem',
  'accountTransaction',
  'currentAccount',
  'subAccount',
  'outbox',
]

/**
 * All data of the screens. Each endpoint is one call of shared/contract/ipc.ts; errors are `AppProblem`s.
 *
 * Answers are dropped when main says that what they were made from changed (`followMain`). Invalidation is immediate: the
 * default waits for every request under way, and a sign-in or "send now" may take as long as the network does.
 */
export const api = createApi({
  reducerPath: 'data',
  baseQuery: ipcBaseQuery,
  tagTypes: TAGS,
  invalidationBehavior: 'immediately',
  keepUnusedDataFor: 30,
  endpoints: (build) => {
    const query = <C extends IpcCall>(call: C, tags: readonly Tag[] = []) =>
      build.query<IpcResult<C>, Argument<C>>({ query: (args) => requestOf(call, args), providesTags: () => tags })
    const mutation = <C extends IpcCall>(call: C, tags: readonly Tag[] = []) =>
      build.mutation<IpcResult<C>, Argument<C>>({ query: (args) => requestOf(call, args), invalidatesTags: () => tags })
    return {
      appInfo: query('app.info'),
      settings: query('settings.get'),
      setSettings: mutation('settings.set'),

      session: query('session.get'),
      signIn: mutation('session.signIn'),
      unlock: mutation('session.unlock'),
      lock: mutation('session.lock'),
      signOut: mutation('session.signOut'),
      switchUser: mutation('session.switchUser'),
      changePassword: mutation('session.changePassword'),
      setCopyAside: mutation('session.setCopyAside'),
      chooseBackend: mutation('session.chooseBackend'),
      addBackend: mutation('session.addBackend'),

      accountsSummary: query('accounts.summary', ACCOUNT_TAGS),
      accountChildren: query('accounts.children', ACCOUNT_TAGS),
      accountSearch: query('accounts.search', ACCOUNT_TAGS),
      account: query('accounts.get', ACCOUNT_TAGS),
      movePreview: query('accounts.movePreview', ACCOUNT_TAGS),
      accountStatement: query('accounts.statement', ['accountTransaction', 'reconciliationItem']),
      accountHistory: query('accounts.history', ['auditEntry']),
      numberPreview: query('openings.previewNumbers', [...ACCOUNT_TAGS, 'numberingScheme', 'company']),

      overview: query('overview.get', FIGURE_TAGS),
      overviewLines: build.infiniteQuery<
        IpcResult<'overview.lines'>,
        Omit<IpcArgs<'overview.lines'>, 'after' | 'limit'>,
        IpcArgs<'overview.lines'>['after']
      >({
        query: ({ queryArg, pageParam: after }) =>
          requestOf('overview.lines', { ...queryArg, after, limit: ROWS_A_PAGE }),
        infiniteQueryOptions: { initialPageParam: null, getNextPageParam: ({ next }) => next ?? undefined },
        providesTags: () => FIGURE_TAGS,
      }),
      overviewAccounts: build.infiniteQuery<
        IpcResult<'overview.accounts'>,
        Omit<IpcArgs<'overview.accounts'>, 'after' | 'limit'>,
        IpcArgs<'overview.accounts'>['after']
      >({
        query: ({ queryArg, pageParam: after }) =>
          requestOf('overview.accounts', { ...queryArg, after, limit: ROWS_A_PAGE }),
        infiniteQueryOptions: { initialPageParam: null, getNextPageParam: ({ next }) => next ?? undefined },
        providesTags: () => FIGURE_TAGS,
      }),
      accountParts: build.infiniteQuery<IpcResult<'accounts.children'>, { readonly parentId: string }, number>({
        query: ({ queryArg: { parentId }, pageParam: offset }) =>
          requestOf('accounts.children', {
            parentId,
            sort: { key: 'rollup', direction: 'desc' },
            offset,
            limit: ROWS_A_PAGE,
          }),
        infiniteQueryOptions: {
          initialPageParam: 0,
          getNextPageParam: ({ rows, total }, _pages, offset) =>
            offset + rows.length < total && rows.length > 0 ? offset + rows.length : undefined,
        },
        providesTags: () => ACCOUNT_TAGS,
      }),
      auditPage: query('audit.page', AUDIT_TAGS),
      auditEntry: query('audit.get', AUDIT_TAGS),
      auditSummary: query('audit.summary', ['auditEntry', 'user']),
      olderAuditEntries: mutation('audit.older'),
      beginAuditExport: mutation('audit.beginExport'),
      exportAuditRows: mutation('audit.exportRows'),

      saveOverviewTable: mutation('overview.saveTable'),
      saveOverviewPicture: mutation('overview.savePicture'),

      /** Resolves as soon as the command is safe in the queue; a local refusal is the error. */
      submitCommand: mutation('commands.submit', ['outbox']),
      newId: mutation('commands.newId'),
      /** Each command by itself, in order; what became of each is in the answer. */
      submitCommands: mutation('commands.submitMany', ['outbox']),
      commandPreview: query('commands.preview', DECIDING_TAGS),

      approvals: query('approvals.list', ['approval', 'transfer', 'outbox']),
      approval: query('approvals.get', DECIDING_TAGS),
      approvalsSummary: query('approvals.summary', ['approval', 'company']),
      approvalPeople: query('approvals.people', ['approval']),
      transfers: query('transfers.list', ['transfer', 'currentAccount', 'subAccount', 'outbox']),
      transfer: query('transfers.get', ['transfer', 'currentAccount', 'subAccount', 'outbox']),
      transferByReference: query('transfers.byReference', ['transfer', 'outbox']),

      syncStatus: query('sync.status'),
      outbox: query('sync.outbox', ['outbox']),
      uploads: query('sync.uploads', ['outbox', 'file']),
      refusals: query('sync.refusals', ['outbox', 'currentAccount', 'subAccount']),
      connectionHistory: query('sync.history', ['connection']),
      sendNow: mutation('sync.sendNow', ['outbox', 'connection']),
      cancelCommand: mutation('sync.cancel', ['outbox']),
      dismissRefusal: mutation('sync.dismiss', ['outbox']),
      exportDiagnostics: mutation('diagnostics.export'),
      exportAccounts: mutation('reports.accounts'),
      exportStatement: mutation('reports.statement'),
      saveCsvTemplate: mutation('csvImport.saveTemplate'),

      reconciliationSummary: query('reconciliation.summary', RECEIPT_TAGS),
      receipts: query('reconciliation.list', RECEIPT_TAGS),
      receipt: query('reconciliation.get', RECEIPT_TAGS),
      receiptCredits: query('reconciliation.credits', RECEIPT_TAGS),
      judgeReceipts: mutation('reconciliation.judge'),
    }
  },
})

/** What an endpoint's hook gives as `error`, as far as it is ours: RTK adds its own shape for thrown bugs. */
export function problemOf(error: unknown): AppProblem | null {
  if (typeof error !== 'object' || error === null) return null
  if ('code' in error && typeof error.code === 'string') return { ...error, code: error.code }
  return { code: 'app.unexpected' }
}

export const {
  useAuditEntryQuery,
  useAuditSummaryQuery,
  useAppInfoQuery,
  useSettingsQuery,
  useSetSettingsMutation,
  useSessionQuery,
  useSignInMutation,
  useUnlockMutation,
  useLockMutation,
  useSignOutMutation,
  useSwitchUserMutation,
  useChangePasswordMutation,
  useSetCopyAsideMutation,
  useChooseBackendMutation,
  useAddBackendMutation,
  useAccountsSummaryQuery,
  useAccountChildrenQuery,
  useAccountSearchQuery,
  useAccountQuery,
  useMovePreviewQuery,
  useAccountStatementQuery,
  useAccountHistoryQuery,
  useNumberPreviewQuery,
  useOverviewQuery,
  useOverviewLinesInfiniteQuery,
  useOverviewAccountsInfiniteQuery,
  useAccountPartsInfiniteQuery,
  useSaveOverviewTableMutation,
  useSaveOverviewPictureMutation,
  useSubmitCommandMutation,
  useNewIdMutation,
  useSubmitCommandsMutation,
  useCommandPreviewQuery,
  useApprovalsQuery,
  useApprovalQuery,
  useApprovalsSummaryQuery,
  useApprovalPeopleQuery,
  useTransfersQuery,
  useTransferQuery,
  useTransferByReferenceQuery,
  useSyncStatusQuery,
  useOutboxQuery,
  useUploadsQuery,
  useRefusalsQuery,
  useConnectionHistoryQuery,
  useSendNowMutation,
  useExportDiagnosticsMutation,
  useExportAccountsMutation,
  useExportStatementMutation,
  useSaveCsvTemplateMutation,
  useReconciliationSummaryQuery,
  useReceiptsQuery,
  useReceiptQuery,
  useReceiptCreditsQuery,
  useJudgeReceiptsMutation,
  useCancelCommandMutation,
  useDismissRefusalMutation,
} = api
