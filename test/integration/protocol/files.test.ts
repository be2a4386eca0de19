import { bankForThisFile } from './bank-under-test'
import { companyProfileCases } from './cases/company-profile'
import { fileRulesCases } from './cases/file-rules'
import { filesCases } from './cases/files'
import { uploadExpiryCases } from './cases/upload-expiry'

const bank = bankForThisFile()

filesCases(bank)
fileRulesCases(bank)
companyProfileCases(bank)
// Last: it moves the clock.
uploadExpiryCases(bank)
