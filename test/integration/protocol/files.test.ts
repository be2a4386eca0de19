import { bankForThisFile } from './bank-under-test'
import { companyProfileCases } from './cases/company-profile'
import { filesCases } from './cases/files'
import { uploadExpiryCases } from './cases/upload-expiry'

const bank = bankForThisFile()

filesCases(bank)
companyProfileCases(bank)
// Last: it moves the clock.
uploadExpiryCases(bank)
