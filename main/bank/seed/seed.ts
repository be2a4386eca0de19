import { CHANNELS } from '#shared/domain/documents'
import { newId } from '#shared/kernel/ids'
import { IDR } from '#shared/kernel/money'
import { addDays, addMs, BANK_ZONE, epochMs, type Instant, localDateIn, startOfDay } from '#shared/kernel/time'
import { credentials } from '../auth/credentials'
import { hashPassword } from '../auth/passwords'
import { ACTIVE } from '../auth/user-commands'
import { addCompany } from '../engine/companies'
import { FEED_STATEMENT_DAYS, HOUSEKEEPING, nextMidnight } from '../engine/housekeeping'
import { setSeries } from '../engine/series'
import { clearingAccountId, ledgerOf } from '../ledger/ledger'
import type { BankPorts } from '../ports'
import type { BankDatabase } from '../storage/bank-database'
import { BRANCH_WIDTH, CURRENT_ACCOUNTS, planAccounts, SEQUENCE_WIDTH } from './account-plan'
import { HISTORY_DAYS, planHistory } from './history'
import { HOLIDAYS } from './holidays'
import { ACCOUNT_PREFIX, APPROVAL_THRESHOLD, COMPANY_CODE, COMPANY_NAME, DEMO_PASSWORD, USERS } from './people'
import { type AccountPlan, type PlannedAccount, rootOf } from './planned-account'
import { type Randomness, randomness } from './random'
import { writeAccountDocuments, writeMovements } from './write-accounts'

/** What an empty bank is filled with. Source: docs/protocol.md Running the bundled bank. */
export const SEED_KINDS = ['demo', 'empty', 'scale'] as const
export type SeedChoice =
  | { readonly kind: 'demo' | 'empty' }
  /** `accounts`: how many sub-accounts. */
  | { readonly kind: 'scale'; readonly accounts: number }

const DEMO_ACCOUNTS = 2000
/** How many accounts money moves on; the others only have an opening balance. */
const ACTIVE_ACCOUNTS = 320
const DAY_MS = 24 * 60 * 60 * 1000
const FOUNDED_DAYS_AGO = 500
const RUPIAH = 100n

interface Seeding {
  readonly database: BankDatabase
  readonly company: number
  readonly now: Instant
  readonly random: Randomness
  /** A repeatable id of that moment. */
  idAt(instant: Instant): string
}

/** Fills an empty bank in one transaction. The same choice and clock give the same feed, ids and epoch included. */
export async function seedBank(
  database: BankDatabase,
  choice: SeedChoice,
  now: Instant,
  ports: BankPorts,
): Promise<void> {
  const hashes = await Promise.all(USERS.map(() => hashPassword(DEMO_PASSWORD, ports.randomBytes)))
  const accounts = choice.kind === 'scale' ? choice.accounts : choice.kind === 'demo' ? DEMO_ACCOUNTS : 0
  const random = randomness(`${choice.kind}:${accounts}`)
  const idAt = (instant: Instant) => newId({ nowMs: epochMs(instant), randomBytes: random.bytes })
  database.transaction(() => {
    database.setMeta('epoch', idAt(now))
    const companyId = idAt(addMs(now, -FOUNDED_DAYS_AGO * DAY_MS))
    const { key: company } = addCompany(database.db, COMPANY_CODE, companyId)
    const seeding: Seeding = { database, company, now, random, idAt }
    database.documents.of(company).put(
      'company',
      {
        id: companyId,
        name: COMPANY_NAME,
        transferApprovalThreshold: APPROVAL_THRESHOLD,
        accountPrefix: ACCOUNT_PREFIX,
      },
      addMs(now, -FOUNDED_DAYS_AGO * DAY_MS),
    )
    seedUsers(seeding, hashes)
    database.db
      .prepare('INSERT INTO timer (company, kind, due_at) VALUES (?, ?, ?)')
      .run(company, HOUSEKEEPING, nextMidnight(now))
    if (choice.kind === 'empty') return
    seedHolidays(seeding)
    seedAccounts(seeding, accounts)
  })
}

function seedUsers({ database, company, now, idAt }: Seeding, hashes: readonly string[]): void {
  const store = credentials(database.db)
  const joinedAt = addMs(now, -FOUNDED_DAYS_AGO * DAY_MS)
  USERS.forEach(({ login, name, role }, index) => {
    const id = idAt(joinedAt)
    const warehouses = role === 'warehouse_staff' ? { warehouseIds: [] } : {}
    database.documents
      .of(company)
      .put('user', { id, userId: login, name, role, ...warehouses, status: ACTIVE }, joinedAt)
    const passwordHash = hashes[index]
    if (passwordHash === undefined) throw new Error(`no password for ${login}`)
    store.add({ company, login, userId: id, passwordHash, passwordChangedAt: addMs(now, -30 * DAY_MS) })
  })
}

function seedHolidays({ database, company, now, idAt }: Seeding): void {
  const at = addMs(now, -FOUNDED_DAYS_AGO * DAY_MS)
  for (const [date, name, kind] of HOLIDAYS) {
    database.documents.of(company).put('holiday', { id: idAt(at), date, name, kind }, at)
  }
}

function seedAccounts(seeding: Seeding, size: number): void {
  const { database, company, now, random } = seeding
  const ledger = ledgerOf(database.db)
  const today = localDateIn(BANK_ZONE, now)
  const plan = planAccounts(size, epochMs(now) - 400 * DAY_MS, random)
  const all = [...plan.currentAccounts, ...plan.subAccounts]
  for (const account of all) ledger.openAccount(company, account.id, IDR, 'customer')
  for (const channel of CHANNELS) ledger.openAccount(company, clearingAccountId(channel, IDR), IDR, 'clearing')
  // Before the first statement line, so that running balances start from it.
  const openedAt = startOfDay(addDays(today, -HISTORY_DAYS - 1), BANK_ZONE)
  for (const top of plan.currentAccounts) postOpeningBalances(seeding, plan, top, openedAt)
  const movements = planHistory(activeAccounts(plan, random), now, random)
  writeNumbering(seeding, plan, () => writeAccountDocuments(database, company, plan, today))
  writeMovements(database, ledger, company, movements, addMs(now, -FEED_STATEMENT_DAYS * DAY_MS))
}

/** What the company brought along: one posting for each current account and all below it. */
function postOpeningBalances(
  { database, company, random, idAt }: Seeding,
  plan: AccountPlan,
  top: PlannedAccount,
  openedAt: Instant,
): void {
  const members = [top, ...plan.subAccounts.filter((account) => rootOf(account) === top)]
  const entries = members.flatMap((account) => {
    const amount = openingBalance(account, random)
    if (amount === 0n) return []
    account.balance = amount
    account.version += 1
    account.updatedAt = openedAt
    return [{ accountId: account.id, amount }]
  })
  const total = entries.reduce((sum, { amount }) => sum + amount, 0n)
  const clearing = { accountId: clearingAccountId('host_to_host', IDR), amount: -total }
  ledgerOf(database.db).post(
    company,
    { id: idAt(openedAt), currency: IDR, entries: [...entries, clearing] },
    openedAt,
    null,
  )
}

function openingBalance(account: PlannedAccount, random: Randomness): bigint {
  if (account.parent === null) return BigInt(2_000 + random.whole(6_000)) * 1_000_000n * RUPIAH
  if (account.status === 'closed' || random.chance(0.15)) return 0n
  if (account.scheme === 'petty_cash') return BigInt(500 + random.whole(4_500)) * 1000n * RUPIAH
  return BigInt(1_000 + random.whole(180_000)) * 1000n * RUPIAH
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

/** Each current account's numbering scheme, and its running number after what the seed used. `writeAccounts` comes first: a scheme refers to its account. */
function writeNumbering({ database, company, now, idAt }: Seeding, plan: AccountPlan, writeAccounts: () => void): void {
  writeAccounts()
  const at = addMs(now, -400 * DAY_MS)
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
