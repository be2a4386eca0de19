import { bankForThisFile } from './bank-under-test'
import { auditCases } from './cases/audit'
import { changeSubAccountCases } from './cases/change-sub-account'
import { closeSubAccountCases } from './cases/close-sub-account'
import { commandsCases } from './cases/commands'
import { createManyCases } from './cases/create-many'
import { createSubAccountCases } from './cases/create-sub-account'
import { moveSubAccountCases } from './cases/move-sub-account'
import { numberingCases } from './cases/numbering'
import { permissionsCases } from './cases/permissions'
import { refusedAndDependentCases } from './cases/refused-and-dependent-commands'

/** One bank for all of these, because starting one costs more than most of them. None of these moves the clock. */
const bank = bankForThisFile()

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
