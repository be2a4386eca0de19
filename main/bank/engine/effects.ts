import type { DocumentPut, HoldChange, Posting } from '#shared/domain/command'
import type { CurrentAccount, DocumentType, SubAccount } from '#shared/domain/documents'
import { formatWire, money, parseCurrency } from '#shared/kernel/money'
import { isClearingAccountId, type Ledger } from '../ledger/ledger'
import type { BankDatabase } from '../storage/bank-database'
import type { CompanyDocuments } from '../storage/document-store'
import { APPROVAL_LAPSE, lapseTimerOf } from './approval-timer'
import { bringTimerForward } from './timers'

/** Everything a decision may change. */
export interface Effects {
  readonly puts: readonly DocumentPut[]
  readonly postings: readonly Posting[]
  readonly holds: readonly HoldChange[]
  readonly removals: readonly { readonly type: DocumentType; readonly id: string }[]
}

interface Target {
  readonly bank: BankDatabase
  readonly ledger: Ledger
  readonly company: number
  readonly now: string
  readonly commandId: string
}

/** Writes documents, postings and statement lines; answers the highest feed position. Needs an open transaction. */
export function applyEffects(target: Target, effects: Effects): number {
  const { bank, ledger, company, now, commandId } = target
  const documents = bank.documents.of(company)
  for (const put of effects.puts) openLedgerAccount(target, documents, put)
  settleHolds(target, effects.holds)
  for (const posting of effects.postings) {
    for (const entry of posting.entries) openClearingAccount(target, entry.accountId, posting.currency)
    ledger.post(company, posting, now, commandId)
  }
  openHolds(target, effects.holds)
  for (const { type, doc } of effects.puts) {
    documents.put(type, doc, now)
    if (type === 'accountTransaction') recordStatementLine(target, documents, doc.id)
  }
  for (const put of effects.puts) setLapseTimer(target, put)
  for (const { type, id } of effects.removals) documents.remove(type, id, now)
  for (const put of effects.puts) assertAgreesWithLedger(target, put)
  return bank.documents.head()
}

function openLedgerAccount({ ledger, company }: Target, documents: CompanyDocuments, put: DocumentPut): void {
  if (put.type !== 'subAccount' || ledger.figures(company, put.doc.id)) return
  const currentAccount = documents.find('currentAccount', put.doc.currentAccountId)
  if (!currentAccount) throw new Error(`sub-account ${put.doc.id} has no current account`)
  ledger.openAccount(company, put.doc.id, currentAccount.currency, 'customer')
}

/** Before the postings, which move what was held. */
function settleHolds({ ledger, now }: Target, holds: readonly HoldChange[]): void {
  for (const hold of holds) {
    if (hold.kind === 'capture') ledger.settleHold(hold.id, 'captured', now)
    else if (hold.kind === 'release') ledger.settleHold(hold.id, 'released', now)
  }
}

function openHolds({ ledger, company, now }: Target, holds: readonly HoldChange[]): void {
  for (const hold of holds) if (hold.kind === 'open') ledger.openHold(company, hold, now)
}

function setLapseTimer({ bank, company }: Target, put: DocumentPut): void {
  const dueAt = lapseTimerOf(put)
  if (dueAt !== undefined) bringTimerForward(bank.db, company, APPROVAL_LAPSE, dueAt)
}

/** A channel's clearing account comes into being with its first posting. */
function openClearingAccount({ ledger, company }: Target, id: string, currency: string): void {
  if (!isClearingAccountId(id) || ledger.figures(company, id)) return
  ledger.openAccount(company, id, currency, 'clearing')
}

function recordStatementLine({ bank, company }: Target, documents: CompanyDocuments, id: string): void {
  const line = documents.find('accountTransaction', id)
  if (!line) throw new Error(`statement line ${id} was not written`)
  bank.db
    .prepare('INSERT INTO statement_line (company, account_id, posted_at, doc) VALUES (?, ?, ?, ?)')
    .run(company, line.accountId, line.postedAt, JSON.stringify(line))
}

/** What a document says about money is what the ledger says, or the command is undone. Source: docs/domain.md §0 Ledger. */
function assertAgreesWithLedger({ ledger, company }: Target, put: DocumentPut): void {
  if (put.type !== 'subAccount' && put.type !== 'currentAccount') return
  const doc: Pick<SubAccount | CurrentAccount, 'id' | 'balance' | 'held' | 'available'> = put.doc
  const figures = ledger.figures(company, doc.id)
  const currency = parseCurrency(figures?.currency ?? '')
  if (!figures || !currency.ok) throw new Error(`${put.type} ${doc.id} has no ledger account`)
  const text = (minor: bigint) => formatWire(money(minor, currency.value))
  const expected = [text(figures.balance), text(figures.held), text(figures.balance - figures.held)]
  const told = [doc.balance, doc.held, doc.available]
  if (expected.join() !== told.join()) {
    throw new Error(`${put.type} ${doc.id} tells ${told.join('/')}, the ledger ${expected.join('/')}`)
  }
}
