import enAccounts from './en/accounts.json'
import enApprovals from './en/approvals.json'
import enAudit from './en/audit.json'
import enCommon from './en/common.json'
import enCsvImport from './en/csvImport.json'
import enOverview from './en/overview.json'
import enProblems from './en/problems.json'
import enReconciliation from './en/reconciliation.json'
import enReports from './en/reports.json'
import enSession from './en/session.json'
import enSettings from './en/settings.json'
import enSync from './en/sync.json'
import idAccounts from './id/accounts.json'
import idApprovals from './id/approvals.json'
import idAudit from './id/audit.json'
import idCommon from './id/common.json'
import idCsvImport from './id/csvImport.json'
import idOverview from './id/overview.json'
import idProblems from './id/problems.json'
import idReconciliation from './id/reconciliation.json'
import idReports from './id/reports.json'
import idSession from './id/session.json'
import idSettings from './id/settings.json'
import idSync from './id/sync.json'

/** Every word of the product by language and namespace. To add a screen: a JSON file in each language, a row here. */
export const resources = {
  en: {
    audit: enAudit,
    common: enCommon,
    csvImport: enCsvImport,
    overview: enOverview,
    problems: enProblems,
    reports: enReports,
    session: enSession,
    reconciliation: enReconciliation,
    accounts: enAccounts,
    approvals: enApprovals,
    sync: enSync,
    settings: enSettings,
  },
  id: {
    audit: idAudit,
    common: idCommon,
    csvImport: idCsvImport,
    overview: idOverview,
    problems: idProblems,
    reports: idReports,
    session: idSession,
    reconciliation: idReconciliation,
    accounts: idAccounts,
    approvals: idApprovals,
    sync: idSync,
    settings: idSettings,
  },
} as const
