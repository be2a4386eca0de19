import { bankForThisFile } from './bank-under-test'
import { ledgerCases } from './cases/ledger'
import { movementsCases } from './cases/movements'
import { reconciliationCases } from './cases/reconciliation'
import { retentionCases } from './cases/retention'
import { transfersCases } from './cases/transfers'

/** One bank for all of these, because starting one costs more than most of them. The clock moves from the last of the movements on; from there each case signs in for itself. */
const bank = bankForThisFile()

ledgerCases(bank)
movementsCases(bank)
transfersCases(bank)
reconciliationCases(bank)
retentionCases(bank)
