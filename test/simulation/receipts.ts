import type { AccountTransaction, DocumentOf, ReconciliationItem, SubAccount } from '#shared/domain/documents'
import type { Chance } from './chance'

/** What a user sees of expected receipts and of the credits that may be them. */
export interface Receipts {
  /** Numbers of accounts: few on purpose, so that devices meet. */
  readonly accountNumbers: readonly string[]
  readonly credits: readonly {
    readonly id: string
    readonly accountNumber: string
    readonly amount: string
    readonly reference: string
  }[]
  readonly itemIds: readonly string[]
}

/** Documents of one type, the latest first. */
export interface LatestDocuments {
  latest<T extends 'subAccount' | 'accountTransaction' | 'reconciliationItem'>(type: T, limit: number): DocumentOf<T>[]
  account(id: string): SubAccount | undefined
}

const ACCOUNTS = 6
const CREDITS = 24
const ITEMS = 40

/** What there is to reconcile. */
export function receiptsIn({ latest, account }: LatestDocuments): Receipts {
  const numbers = latest('subAccount', ACCOUNTS).flatMap(({ number }) => number ?? [])
  const credits = latest('accountTransaction', CREDITS).filter(({ direction }) => direction === 'credit')
  return {
    accountNumbers: numbers,
    credits: credits.flatMap(({ id, accountId, amount, reference }: AccountTransaction) => {
      const accountNumber = account(accountId)?.number
      return accountNumber ? [{ id, accountNumber, amount, reference }] : []
    }),
    itemIds: latest('reconciliationItem', ITEMS).map(({ id }: ReconciliationItem) => id),
  }
}

interface Around {
  readonly chance: Chance
  readonly freshId: () => string
  readonly receipts?: Receipts
}

const NOTHING: Receipts = { accountNumbers: [], credits: [], itemIds: [] }
const UNKNOWN_NUMBER = '8812399999999997'

/** Mostly what has come in already, the same, nearly the same, or with other words; else what may come one day. */
function aRow({ chance, receipts = NOTHING }: Around) {
  const dueDate = `2026-07-${String(1 + chance.below(28)).padStart(2, '0')}`
  const credit = receipts.credits[chance.below(receipts.credits.length)]
  if (credit !== undefined && chance.hits(0.7)) {
    const { accountNumber, amount } = credit
    const reference = chance.hits(0.5) ? credit.reference.toLowerCase() : `INV-${chance.below(50)}`
    return { reference: reference || 'INV', accountNumber, amount: chance.hits(0.15) ? '1.00' : amount, dueDate }
  }
  const accountNumber = receipts.accountNumbers[chance.below(receipts.accountNumbers.length)] ?? UNKNOWN_NUMBER
  return { reference: `R${chance.below(40)}`, accountNumber, amount: `${1 + chance.below(9)}000.00`, dueDate }
}

/** Generators of the reconciliation commands. */
export const RECEIPT_GENERATORS: readonly (readonly [string, (around: Around) => object | undefined])[] = [
  [
    'reconciliation.import',
    (around) => {
      const { chance, freshId } = around
      const rows = Array.from({ length: 1 + chance.below(5) }, () => aRow(around))
      const [first] = rows
      if (first && chance.hits(0.04)) rows.push({ ...first })
      if (chance.hits(0.03)) rows.push({ ...aRow(around), amount: '0.00' })
      return { batchId: freshId(), rows }
    },
  ],
  [
    'reconciliation.decide',
    ({ chance, freshId, receipts = NOTHING }) => {
      const itemId = chance.hits(0.04) ? freshId() : receipts.itemIds[chance.below(receipts.itemIds.length)]
      const credit = receipts.credits[chance.below(receipts.credits.length)]
      const chosen = chance.hits(0.3) ? { transactionId: credit?.id ?? freshId() } : {}
      const action = chance.pick(['confirm', 'confirm', 'exclude', 'reopen'] as const)
      return { itemId: itemId ?? freshId(), action, ...(action === 'confirm' ? chosen : {}) }
    },
  ],
]
