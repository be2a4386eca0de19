import { type AccountListSource, accountList } from '#main/reports/accounts/account-list'
import { reportWords } from '#main/reports/report-words'
import { ReportInterrupted, type ReportPorts, saveReport } from '#main/reports/save-report'
import { type AccountAtBank, gatherStatement, type StatementSource } from '#main/reports/statement/gather-statement'
import { statementFile } from '#main/reports/statement/statement-file'
import { tableBytes } from '#main/reports/table-report'
import type { LiveSession } from '#main/session/live-session'
import type { SessionService } from '#main/session/session-service'
import { accountLimits } from '#main/storage/accounts/account-limits'
import { confirmedLines } from '#main/storage/accounts/confirmed-lines'
import { confirmedCreditReceipts } from '#main/storage/reconciliation/credit-receipts'
import { documentSchemas } from '#shared/domain/documents'
import { err } from '#shared/kernel/result'
import { BANK_ZONE, instantFromEpochMs, localDateIn } from '#shared/kernel/time'
import type { HandlersOf } from './handlers-of'
import { onOpenSession } from './open-session'

export function reportHandlers(session: SessionService, ports: ReportPorts): HandlersOf<'reports'> {
  const now = () => instantFromEpochMs(ports.nowMs())
  return {
    'reports.accounts': (request) =>
      onOpenSession(session, (live) => {
        const name = `${reportWords(ports.language()).accounts.file}-${localDateIn(BANK_ZONE, now())}`
        return saveReport(ports, {
          suggestedName: `${name}.${request.format}`,
          content() {
            // The app may have locked behind the open dialog.
            if (live.isClosed()) throw new ReportInterrupted({ code: 'session.locked' })
            const language = ports.language()
            return tableBytes(accountList(accountSource(live), request, language), request.format, language)
          },
        })
      }),
    'reports.statement': (request) =>
      onOpenSession(session, async (live) => {
        const { company } = live.identity()
        const { bankName } = live.sync.status()
        // Gathered before anyone is asked anything: where a statement cannot be had, the user is told so at once.
        const statement = await gatherStatement(statementSource(live), request)
        if (!statement.ok) return statement
        // The bank may have been asked, and the app locked meanwhile.
        if (live.isClosed()) return err({ code: 'session.locked' })
        const lines = statement.value.lines.map(({ id }) => id)
        const receipts = confirmedCreditReceipts(live.store, lines)
        const parts = { owner: company.name, bank: bankName, createdAt: now(), receipts }
        const file = statementFile(statement.value, request.format, ports.language(), parts)
        return file.ok ? saveReport(ports, file.value) : file
      }),
  }
}

function accountSource({ accounts, store, sync, isClosed }: LiveSession): AccountListSource {
  const { lastSyncedAt, waiting } = sync.status()
  return {
    accounts,
    isClosed,
    limitsOf: (ids) => accountLimits(store, ids),
    asOf: lastSyncedAt,
    pendingCommands: waiting,
  }
}

function statementSource(live: LiveSession): StatementSource {
  const { backend, store, sync, isClosed } = live
  return {
    isClosed,
    accountAtBank: (id) => accountAtBank(live, id),
    confirmedLines: (accountId, from) => confirmedLines(store, accountId, from),
    askBank: (...question) => backend.transactions(...question),
    isOnline: () => sync.status().connection === 'online',
    asOf: () => sync.status().lastSyncedAt,
  }
}

function accountAtBank({ store: { documents } }: LiveSession, id: string): AccountAtBank | 'unconfirmed' | undefined {
  const current = documentSchemas.currentAccount.safeParse(documents.bankVersion('currentAccount', id))
  if (current.success) return current.data
  if (documents.isUnconfirmed('subAccount', id)) return 'unconfirmed'
  const sub = documentSchemas.subAccount.safeParse(documents.bankVersion('subAccount', id))
  if (!sub.success) return undefined
  const above = documents.visible.find('currentAccount', sub.data.currentAccountId)
  return above && { ...sub.data, currency: above.currency }
}
