import type { DocumentOf } from '#shared/domain/documents'
import { formatWire, IDR, money } from '#shared/kernel/money'
import type { Instant } from '#shared/kernel/time'
import { clearingAccountId } from '../ledger/ledger'
import { wordingOf } from '../simulator/channel-movement'
import type { BankDatabase } from '../storage/bank-database'
import type { PlannedMovement } from './history'
import type { AccountPlan, PlannedAccount, PlannedLimits } from './planned-account'
import { rootOf } from './planned-account'

const amountText = (minor: bigint) => formatWire(money(minor, IDR))
const NONE = amountText(0n)

/** Writes the tree's documents: current accounts first, then sub-accounts, parents before children. */
export function writeAccountDocuments(database: BankDatabase, company: number, plan: AccountPlan, today: string): void {
  const rollups = rollupsOf(plan)
  for (const account of plan.currentAccounts) {
    write(database, company, 'currentAccount', currentAccountDocument(account, rollups.get(account) ?? 0n))
  }
  for (const account of plan.subAccounts) write(database, company, 'subAccount', subAccountDocument(account, today))
}

/** Own balance and everything below, per current account. */
function rollupsOf(plan: AccountPlan): Map<PlannedAccount, bigint> {
  const rollups = new Map(plan.currentAccounts.map((account) => [account, account.balance] as const))
  for (const account of plan.subAccounts) {
    const top = rootOf(account)
    rollups.set(top, (rollups.get(top) ?? 0n) + account.balance)
  }
  return rollups
}

function currentAccountDocument(account: PlannedAccount, rollup: bigint): DocumentOf<'currentAccount'> {
  const { id, version, updatedAt, number, name } = account
  const balance = amountText(account.balance)
  const figures = { balance, held: NONE, available: balance, rollup: amountText(rollup) }
  return { id, number, name, currency: IDR, status: 'open', ...figures, version, updatedAt }
}

function subAccountDocument(account: PlannedAccount, today: string): DocumentOf<'subAccount'> {
  const { id, version, updatedAt, number, name, scheme, status, block, parent, externalRef, tags } = account
  if (parent === null) throw new Error(`sub-account ${name} hangs nowhere`)
  const balance = amountText(account.balance)
  const used = account.usedDate === today ? account.used : { debit: 0n, credit: 0n }
  return {
    id,
    number,
    name,
    parentId: parent.id,
    currentAccountId: rootOf(account).id,
    scheme,
    status,
    block,
    ...(block === 'none' ? {} : { blockReason: 'Permintaan cabang, menunggu pemeriksaan' }),
    limits: { debit: limitTexts(account.debitLimits), credit: { perTransaction: null, daily: null } },
    balance,
    held: NONE,
    available: balance,
    usedToday: { date: today, debit: amountText(used.debit), credit: amountText(used.credit) },
    ...(externalRef === null ? {} : { externalRef }),
    ...(tags.length === 0 ? {} : { tags: [...tags] }),
    version,
    updatedAt,
  }
}

function limitTexts({ perTransaction, daily }: PlannedLimits) {
  return {
    perTransaction: perTransaction === null ? null : amountText(perTransaction),
    daily: daily === null ? null : amountText(daily),
  }
}

/** A statement line that is in the feed. */
export interface FeedLine {
  readonly doc: DocumentOf<'accountTransaction'>
  readonly account: PlannedAccount
  readonly postedAt: Instant
}

/** Writes the movements' statement lines; those from `feedFrom` on go to the feed as well, and are answered. */
export function writeStatementLines(
  database: BankDatabase,
  company: number,
  movements: readonly PlannedMovement[],
  feedFrom: string,
): FeedLine[] {
  const inFeed: FeedLine[] = []
  for (const movement of movements) {
    for (const line of movement.lines) {
      const doc: DocumentOf<'accountTransaction'> = {
        id: line.id,
        accountId: line.account.id,
        postedAt: movement.postedAt,
        direction: line.direction,
        amount: amountText(line.amount),
        balanceAfter: amountText(line.balanceAfter),
        channel: movement.channel,
        counterparty: movement.counterparty,
        reference: movement.reference,
        description: wordingOf(movement.channel, line.direction),
        version: 1,
        updatedAt: movement.postedAt,
      }
      database.db
        .prepare('INSERT INTO statement_line (company, account_id, posted_at, doc) VALUES (?, ?, ?, ?)')
        .run(company, doc.accountId, doc.postedAt, JSON.stringify(doc))
      if (doc.postedAt < feedFrom) continue
      write(database, company, 'accountTransaction', doc)
      inFeed.push({ doc, account: line.account, postedAt: movement.postedAt })
    }
  }
  return inFeed
}

/** The ledger's side of a movement: what the company's accounts do not settle among themselves goes through the channel. */
export function postingOf({ postingId, channel, lines }: PlannedMovement) {
  const entries = lines.map(({ account, direction, amount }) => ({
    accountId: account.id,
    amount: direction === 'credit' ? amount : -amount,
  }))
  const total = entries.reduce((sum, { amount }) => sum + amount, 0n)
  const clearing = total === 0n ? [] : [{ accountId: clearingAccountId(channel, IDR), amount: -total }]
  return { id: postingId, currency: IDR, entries: [...entries, ...clearing] }
}

function write(
  database: BankDatabase,
  company: number,
  type: 'currentAccount' | 'subAccount' | 'accountTransaction',
  doc: { id: string; version: number },
): void {
  database.documents.insertNew(company, type, doc.id, doc.version, JSON.stringify(doc))
}
