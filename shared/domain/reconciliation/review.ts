import type { DocumentPut, DocumentReader } from '../command'
import type { AccountTransaction, CurrentAccount, ReconciliationItem, SubAccount } from '../documents'
import { overlaid } from '../overlay'
import { isOpen, rematched } from './matching'

/** Far more than one account can have; the limit is only there because both stores want one. */
const EVERY = 1_000_000

/** A statement line that a decision writes. */
export type TransactionPut = Extract<DocumentPut, { type: 'accountTransaction' }>

/** All expected receipts of the account with this number, in any order. */
export function itemsOf(read: DocumentReader, accountNumber: string): ReconciliationItem[] {
  return read.findWhere('reconciliationItem', 'accountNumber', accountNumber, EVERY)
}

/** All credits of this account that the store has: those of the last 90 days. */
export function creditsOf(read: DocumentReader, accountId: string): AccountTransaction[] {
  const lines = read.findWhere('accountTransaction', 'accountId', accountId, EVERY)
  return lines.filter(({ direction }) => direction === 'credit')
}

/** The account that receipts with this number are expected on. */
export function accountWithNumber(read: DocumentReader, number: string): SubAccount | CurrentAccount | undefined {
  return (
    read.findWhere('subAccount', 'number', number, 1)[0] ?? read.findWhere('currentAccount', 'number', number, 1)[0]
  )
}

/** What changes when the open items of an account are compared with its credits; one look-up where none is open. */
export function reviewAccount(read: DocumentReader, account: { id: string; number: string }): DocumentPut[] {
  const items = itemsOf(read, account.number)
  if (!items.some(isOpen)) return []
  return rematched(items, creditsOf(read, account.id)).map((doc) => ({ type: 'reconciliationItem', doc }))
}

/**
 * What changes once these transactions have left the store, as statement lines older than 90 days do: what was suggested
 * with one of them looks for another. What is matched to one stays matched.
 */
export function reviewAfterRemoval(read: DocumentReader, transactionIds: readonly string[]): DocumentPut[] {
  const gone = new Set(transactionIds)
  const leaning = transactionIds.flatMap((id) => read.findWhere('reconciliationItem', 'transactionId', id, EVERY))
  const numbers = new Set(leaning.filter(isOpen).map(({ accountNumber }) => accountNumber))
  return [...numbers].sort().flatMap((number) => {
    const account = accountWithNumber(read, number)
    const left = account ? creditsOf(read, account.id).filter(({ id }) => !gone.has(id)) : []
    return rematched(itemsOf(read, number), left).map((doc): DocumentPut => ({ type: 'reconciliationItem', doc }))
  })
}

/**
 * What changes once `line` stands on the account it names; nothing for a debit. Everything that posts a credit calls this
 * and writes the answer together with the line: that is the automatic match. Costs one look-up where the account has no
 * open items. `account.number` is null only in the app's guess of an account, on which nothing can be expected yet.
 * Source: docs/domain.md §1 Reconciliation.
 */
export function reviewAfterCredit(
  read: DocumentReader,
  account: { readonly number: string | null },
  line: TransactionPut,
): DocumentPut[] {
  if (line.doc.direction !== 'credit' || account.number === null) return []
  return reviewAccount(overlaid(read, [line]), { id: line.doc.accountId, number: account.number })
}
