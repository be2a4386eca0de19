import { bankForThisFile } from './bank-under-test'
import { httpCases } from './cases/http'
import { sessionCases } from './cases/session'
import { signInCases } from './cases/sign-in'
import { simulationCases } from './cases/simulation'

/** One bank for all of these, because starting one costs more than most of them. The last two move the clock, so sessions of the file do not outlive them. */
const bank = bankForThisFile()

signInCases(bank)
httpCases(bank)
simulationCases(bank)
sessionCases(bank)
