import { z } from 'zod'
import { add, type Currency, compare, formatWire, type Money, parseMoney, subtract, sum } from '../../kernel/money'
import { accept, type Decision, type DocumentPut, type DocumentReader, defineCommand, reject } from '../command'
import type { AccountTransaction, CurrentAccount, ReconciliationItem, SubAccount } from '../documents'
import { Id } from '../fields'
import { lastOfEach, overlaid } from '../overlay'
import { currencyOf } from './expected-receipt'
import { accountWithNumber, itemsOf, reviewAccount } from './review'

const Args = z.object({
  itemId: Id,
  action: z.enum(['confirm', 'exclude', 'reopen']),
  /** The credit to confirm against; without it the suggested one. */
  transactionId: Id.optional(),
})
type Args = z.infer<typeof Args>

interface Loaded {
  readonly read: DocumentReader
  readonly item: ReconciliationItem | undefined
  readonly account: SubAccount | CurrentAccount | undefined
}

/** An item that changes, or why it does not. */
type Changed = { readonly item: ReconciliationItem } | { readonly refusal: Decision }

const refused = (...why: Parameters<typeof reject>): Changed => ({ refusal: reject(...why) })

/** Amounts of documents were written by `formatWire`; one that does not parse is a damaged store, hence a bug. */
function amountOf(text: string, currency: Currency): Money {
  const amount = parseMoney(text, currency)
  if (!amount.ok) throw new Error(`not an amount of ${currency}: ${text}`)
  return amount.value
}

function confirmed({ read, account }: Loaded, item: ReconciliationItem, args: Args): Changed {
  if (item.status === 'matched') return alreadyMatched(item)
  if (item.status === 'excluded') return wrongState(item, args)
  const transactionId = args.transactionId ?? item.transactionId
  if (transactionId === undefined) return refused('reconciliation.nothing_suggested', { itemId: item.id })
  const credit = read.find('accountTransaction', transactionId)
  if (!account || credit?.accountId !== account.id || credit.direction !== 'credit') {
    return refused('not_found', { type: 'accountTransaction', id: transactionId })
  }
  const short = shortage(read, account, credit, item)
  return short ? { refusal: short } : { item: { ...item, status: 'matched', transactionId } }
}

/** Why the credit cannot carry the item; null where enough of it is left. Source: docs/domain.md §1 Reconciliation. */
function shortage(
  read: DocumentReader,
  account: SubAccount | CurrentAccount,
  credit: AccountTransaction,
  item: ReconciliationItem,
): Decision | null {
  const currency = currencyOf(read, account)
  if (!currency) return reject('not_found', { type: 'currentAccount', accountId: account.id })
  const amount = amountOf(item.amount, currency)
  const carried = itemsOf(read, item.accountNumber).filter(
    ({ status, transactionId }) => status === 'matched' && transactionId === credit.id,
  )
  const used = sum(
    carried.map((each) => amountOf(each.amount, currency)),
    currency,
  )
  const whole = amountOf(credit.amount, currency)
  if (compare(add(used, amount), whole) <= 0) return null
  const params = {
    itemId: item.id,
    transactionId: credit.id,
    amount: item.amount,
    left: formatWire(subtract(whole, used)),
    currency,
  }
  if (carried.length === 0) return reject('reconciliation.credit_too_small', params)
  return reject('reconciliation.already_matched', { reason: 'credit', ...params, ...by(carried) })
}

/** What stands on the credit already: a few are enough to say why. */
const NAMED = 5

function by(items: readonly ReconciliationItem[]) {
  const named = [...items].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, NAMED)
  return {
    items: named.map(({ id, reference, amount }) => ({ id, reference, amount })),
    references: named.map(({ reference }) => reference).join(', '),
  }
}

function alreadyMatched(item: ReconciliationItem): Changed {
  const transactionId = item.transactionId ?? null
  return refused('reconciliation.already_matched', { reason: 'item', itemId: item.id, transactionId, ...by([item]) })
}

function wrongState({ id, status }: ReconciliationItem, { action }: Args): Changed {
  return refused('reconciliation.wrong_state', { itemId: id, status, action })
}

function excluded(item: ReconciliationItem, args: Args): Changed {
  if (item.status === 'matched') return alreadyMatched(item)
  if (item.status === 'excluded') return wrongState(item, args)
  const { transactionId: _, ...rest } = item
  return { item: { ...rest, status: 'excluded' } }
}

function reopened(item: ReconciliationItem, args: Args): Changed {
  if (item.status !== 'matched' && item.status !== 'excluded') return wrongState(item, args)
  const { transactionId: _, ...rest } = item
  return { item: { ...rest, status: 'unmatched', reopened: true } }
}

function change(loaded: Loaded, item: ReconciliationItem, args: Args): Changed {
  switch (args.action) {
    case 'confirm':
      return confirmed(loaded, item, args)
    case 'exclude':
      return excluded(item, args)
    case 'reopen':
      return reopened(item, args)
  }
}

/**
 * What a person says of an expected receipt; afterwards the account is reviewed, so that suggestions which leaned on it move
 * on. Rejections: `not_found`, `reconciliation.already_matched` {reason `item` or `credit`, itemId, transactionId, items, references, left?, amount?},
 * `reconciliation.credit_too_small` {amount, left}, `reconciliation.nothing_suggested`, `reconciliation.wrong_state`
 * {status, action}. Source: docs/domain.md §1 Reconciliation.
 */
export const decideItem = defineCommand({
  type: 'reconciliation.decide',
  version: 1,
  permission: 'reconciliation.manage',
  args: Args,
  stream: () => 'reconciliation',
  subject: ({ itemId }) => ({ type: 'reconciliationItem', id: itemId }),
  load(read, { itemId }): Loaded {
    const item = read.find('reconciliationItem', itemId)
    return { read, item, account: item && accountWithNumber(read, item.accountNumber) }
  },
  decide(loaded, args) {
    const { read, item, account } = loaded
    if (!item) return reject('not_found', { type: 'reconciliationItem', id: args.itemId })
    const changed = change(loaded, item, args)
    if ('refusal' in changed) return changed.refusal
    const put: DocumentPut = { type: 'reconciliationItem', doc: changed.item }
    const moved = account ? reviewAccount(overlaid(read, [put]), { id: account.id, number: item.accountNumber }) : []
    return accept(lastOfEach([put, ...moved]))
  },
})
