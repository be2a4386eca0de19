import { inject } from 'vitest'
import { auditCases } from '../integration/protocol/cases/audit'
import { changeSubAccountCases } from '../integration/protocol/cases/change-sub-account'
import { changesCases } from '../integration/protocol/cases/changes'
import { closeSubAccountCases } from '../integration/protocol/cases/close-sub-account'
import { commandsCases } from '../integration/protocol/cases/commands'
import { companyProfileCases } from '../integration/protocol/cases/company-profile'
import { createManyCases } from '../integration/protocol/cases/create-many'
import { createSubAccountCases } from '../integration/protocol/cases/create-sub-account'
import { digestAndEventsCases } from '../integration/protocol/cases/digest-and-events'
import { fileRulesCases } from '../integration/protocol/cases/file-rules'
import { filesCases } from '../integration/protocol/cases/files'
import { heartbeatCases, listenFromTheStart } from '../integration/protocol/cases/heartbeat'
import { httpCases } from '../integration/protocol/cases/http'
import { ledgerCases } from '../integration/protocol/cases/ledger'
import { metaCases } from '../integration/protocol/cases/meta'
import { moveSubAccountCases } from '../integration/protocol/cases/move-sub-account'
import { movementsCases } from '../integration/protocol/cases/movements'
import { numberingCases } from '../integration/protocol/cases/numbering'
import { permissionsCases } from '../integration/protocol/cases/permissions'
import { reconciliationCases } from '../integration/protocol/cases/reconciliation'
import { refusedAndDependentCases } from '../integration/protocol/cases/refused-and-dependent-commands'
import { retentionCases } from '../integration/protocol/cases/retention'
import { seedCases } from '../integration/protocol/cases/seed'
import { sessionCases } from '../integration/protocol/cases/session'
import { signInCases } from '../integration/protocol/cases/sign-in'
import { simulationCases } from '../integration/protocol/cases/simulation'
import { transactionsCases } from '../integration/protocol/cases/transactions'
import { transfersCases } from '../integration/protocol/cases/transfers'
import { unknownUserCases } from '../integration/protocol/cases/unknown-user'
import { uploadExpiryCases } from '../integration/protocol/cases/upload-expiry'
import { foreignBank } from './foreign-bank'

/** Every check of the protocol, against the bank that the kit was pointed at. Those from the movements on move the clock. */
const bank = foreignBank(inject('target'))

const listening = listenFromTheStart(bank)
seedCases(bank)
metaCases(bank)
signInCases(bank)
unknownUserCases(bank)
httpCases(bank)
changesCases(bank)
digestAndEventsCases(bank)
transactionsCases(bank)
commandsCases(bank)
refusedAndDependentCases(bank)
createSubAccountCases(bank)
createManyCases(bank)
numberingCases(bank)
changeSubAccountCases(bank)
moveSubAccountCases(bank)
closeSubAccountCases(bank)
permissionsCases(bank)
auditCases(bank)
filesCases(bank)
fileRulesCases(bank)
companyProfileCases(bank)
heartbeatCases(listening)
ledgerCases(bank)
movementsCases(bank)
transfersCases(bank)
reconciliationCases(bank)
simulationCases(bank)
sessionCases(bank)
uploadExpiryCases(bank)
retentionCases(bank)
