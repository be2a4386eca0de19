import type { Decision, DocumentPut } from '#shared/domain/command'
import { commandOf } from '#shared/domain/commands'
import type { AccountTransaction, ReconciliationItem } from '#shared/domain/documents'
import { accountsWorld, context, NOW, subAccount, uuid } from './accounts-world'
import type { MemoryDocuments } from './memory-documents'

/** An account that receipts are expected on, and its number. */
export const STALL = uuid(10)
export const STALL_NUMBER = '8812300000012042'

export function receiptsWorld(...puts: DocumentPut[]): MemoryDocuments {
  const world = accountsWorld(subAccount(10, { number: STALL_NUMBER, name: 'Kios Kemang' }))
  for (const put of puts) world.put(put)
  return world
}

export function item(n: number, change: Partial<ReconciliationItem> = {}): ReconciliationItem {
  return {
    id: uuid(n),
    version: 1,
    updatedAt: NOW,
    reference: `INV-${n}`,
    accountNumber: STALL_NUMBER,
    amount: '1500000.00',
    dueDate: '2026-07-10',
    status: 'unmatched',
    ...change,
  }
}

export function credit(n: number, change: Partial<AccountTransaction> = {}): AccountTransaction {
  return {
    id: uuid(n),
    version: 1,
    updatedAt: NOW,
    accountId: STALL,
    postedAt: NOW,
    direction: 'credit',
    amount: '1500000.00',
    balanceAfter: '1500000.00',
    channel: 'other_bank',
    counterparty: 'PT Pembeli',
    reference: '',
    description: 'Transfer dari bank lain',
    ...change,
  }
}

export const putItem = (doc: ReconciliationItem): DocumentPut => ({ type: 'reconciliationItem', doc })
export const putCredit = (doc: AccountTransaction): DocumentPut => ({ type: 'accountTransaction', doc })

/** Decides a command as the bank would. Throws where its arguments do not even parse. */
export function decide(read: MemoryDocuments, type: string, args: Record<string, unknown>, now = NOW): Decision {
  const parsed = commandOf(type, 1)?.parse(args)
  if (!parsed?.ok) throw new Error(`${type} does not parse: ${JSON.stringify(parsed)}`)
  return parsed.command.decide(read, context('bank', now))
}

/** The documents a decision writes, after it was accepted and stored. */
export function done(read: MemoryDocuments, decision: Decision): ReconciliationItem[] {
  if (decision.kind !== 'accept') throw new Error(`not accepted: ${JSON.stringify(decision)}`)
  for (const put of decision.puts) read.put(put)
  return decision.puts
    .flatMap(({ type, doc }) => (type === 'reconciliationItem' ? [read.find(type, doc.id)] : []))
    .flatMap((written) => written ?? [])
}
