import type { Posting } from '#shared/domain/command'
import { CHANNELS, COMPANY_PROFILE_ID } from '#shared/domain/documents'
import { IDR } from '#shared/kernel/money'
import { addDays, addMs, BANK_ZONE, epochMs, localDateIn, startOfDay } from '#shared/kernel/time'
import { feedStatementsFrom } from '../engine/housekeeping'
import { setSeries } from '../engine/series'
import { clearingAccountId } from '../ledger/ledger'
import { ledgerLoader } from '../ledger/ledger-loader'
import { BRANCH_WIDTH, CURRENT_ACCOUNTS, planAccounts, SEQUENCE_WIDTH } from './account-plan'
import { HISTORY_DAYS, planHistory } from './history'
import { openBalances } from './opening-balances'
import { COMPANY_DESCRIPTION } from './people'
import { type AccountPlan, type PlannedAccount, rootOf } from './planned-account'
import type { Randomness } from './random'
import { seedReceipts } from './receipts'
import { ACCOUNTS_OPENED_DAYS_AGO, DAY_MS, type Seeding } from './seeding'
import { postingOf, writeAccountDocuments, writeStatementLines } from './write-accounts'

/** How many accounts money moves on; the others only have an opening balance. */
const ACTIVE_ACCOUNTS = 320

/** The account tree with its past: balances are sums of real postings, and the feed carries the last 90 days. */
export function seedAccounts(seeding: Seeding, size: number): void {
  const { database, company, now, random, idAt } = seeding
  const today = localDateIn(BANK_ZONE, now)
  const plan = planAccounts(size, epochMs(now) - ACCOUNTS_OPENED_DAYS_AGO * DAY_MS, random)
  // Before the first statement line, so that running balances start from it.
  const openedAt = startOfDay(addDays(today, -HISTORY_DAYS - 1), BANK_ZONE)
  const openings = openBalances(plan, openedAt, idAt, random)
  const movements = planHistory(activeAccounts(plan, random), now, random)

  const postings = [
    ...openings.map((posting) => ({ posting, at: openedAt })),
    ...movements.map((movement) => ({ posting: postingOf(movement), at: movement.postedAt })),
  ]
  const loader = ledgerLoader(database.db, company, IDR)
  for (const { id, balance } of [...plan.currentAccounts, ...plan.subAccounts]) loader.account(id, 'customer', balance)
  for (const [id, balance] of clearingBalances(postings.map(({ posting }) => posting))) {
    loader.account(id, 'clearing', balance)
  }
  for (const { posting, at } of postings) loader.post(posting, at)
  loader.verify()

  writeAccountDocuments(database, company, plan, today)
  writeNumbering(seeding, plan)
  const lines = writeStatementLines(database, company, movements, feedStatementsFrom(now))
  writeProfile(seeding, plan)
  seedReceipts(seeding, lines, size)
}

function clearingBalances(postings: readonly Posting[]): Map<string, bigint> {
  const balances = new Map<string, bigint>(CHANNELS.map((channel) => [clearingAccountId(channel, IDR), 0n]))
  for (const { entries } of postings) {
    for (const { accountId, amount } of entries) {
      const balance = balances.get(accountId)
      if (balance !== undefined) balances.set(accountId, balance + amount)
    }
  }
  return balances
}

/** Current accounts and open, unblocked sub-accounts spread evenly over the tree. */
function activeAccounts(plan: AccountPlan, random: Randomness): PlannedAccount[] {
  const usable = plan.subAccounts.filter(({ status, block }) => status === 'open' && block === 'none')
  const step = Math.max(1, usable.length / ACTIVE_ACCOUNTS)
  const spread = Array.from({ length: Math.min(ACTIVE_ACCOUNTS, usable.length) }, (_, index) => {
    const from = Math.floor(index * step)
    return usable[from + random.whole(Math.max(1, Math.floor(step)))] ?? usable[from]
  })
  return [...plan.currentAccounts, ...spread.filter((account) => account !== undefined)]
}

/** What buyers see of the company; its sales are paid out to the first current account. */
function writeProfile({ database, company, now }: Seeding, plan: AccountPlan): void {
  const settlement = plan.currentAccounts[0]
  if (!settlement) throw new Error('the plan has no current account')
  const at = addMs(now, -ACCOUNTS_OPENED_DAYS_AGO * DAY_MS)
  const profile = { id: COMPANY_PROFILE_ID, description: COMPANY_DESCRIPTION, settlementAccountId: settlement.id }
  database.documents.of(company).put('companyProfile', profile, at)
}

/** Each current account's numbering scheme, and its running number after what the seed used. */
function writeNumbering({ database, company, now, idAt }: Seeding, plan: AccountPlan): void {
  const at = addMs(now, -ACCOUNTS_OPENED_DAYS_AGO * DAY_MS)
  plan.currentAccounts.forEach((top, index) => {
    const segments = [
      { kind: 'fixed', digits: CURRENT_ACCOUNTS[index]?.digit ?? '0' },
      { kind: 'field', name: 'branch', width: BRANCH_WIDTH },
      { kind: 'sequence', width: SEQUENCE_WIDTH },
    ]
    database.documents.of(company).put('numberingScheme', { id: idAt(at), currentAccountId: top.id, segments }, at)
    const used = plan.subAccounts.filter((account) => rootOf(account) === top).length
    setSeries(database.db, company, `subAccount:${top.id}`, used)
  })
}
