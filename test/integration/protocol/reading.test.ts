import { bankForThisFile } from './bank-under-test'
import { changesCases } from './cases/changes'
import { digestAndEventsCases } from './cases/digest-and-events'
import { heartbeatCases, listenFromTheStart } from './cases/heartbeat'
import { metaCases } from './cases/meta'
import { seedCases } from './cases/seed'
import { transactionsCases } from './cases/transactions'

/** One bank for all of these, because starting one costs more than most of them. None of these moves the clock. */
const bank = bankForThisFile()

// The seed is looked at before anything is added to it.
const listening = listenFromTheStart(bank)
seedCases(bank)
metaCases(bank)
changesCases(bank)
digestAndEventsCases(bank)
transactionsCases(bank)
heartbeatCases(listening)
