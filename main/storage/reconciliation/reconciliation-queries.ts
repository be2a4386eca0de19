import type { Store } from '#main/storage/store'
import type {
  ReceiptCredits,
  ReceiptDetail,
  ReceiptDraft,
  ReceiptPage,
  ReceiptVerdict,
  ReconciliationSummary,
} from '#shared/contract/reconciliation-views'
import type { DocumentReader } from '#shared/domain/command'
import { completeAmount, judgeReceipt, receiptBook } from '#shared/domain/reconciliation/expected-receipt'
import type { LocalDate } from '#shared/kernel/time'
import { creditOf, receiptCredits } from './receipt-credits'
import { type ReceiptRequest, receiptPage } from './receipt-lists'
import { type PendingOf, type ReceiptRead, readReceipts } from './receipt-rows'
import { reconciliationSums } from './reconciliation-sums'

export interface ReconciliationQueryPorts {
  /** What is not yet confirmed about these documents; the queue belongs to synchronisation. */
  readonly pendingOf: PendingOf
  /** The bank's time of the last completed pull, ISO 8601 UTC. */
  readonly asOf: () => string | null
  /** The date in the bank's zone. */
  readonly today: () => LocalDate
}

/** What the Reconciliation screen asks of the local copy. Throws libsql's errors; see `storageProblem`. */
export interface ReconciliationQueries {
  summary(): ReconciliationSummary
  list(request: ReceiptRequest): ReceiptPage
  /** Without the commands about it, which the queue knows. Undefined where there is no such receipt. */
  get(id: string): Omit<ReceiptDetail, 'commands'> | undefined
  /** Undefined where there is no such receipt; none where the copy does not hold its account. */
  credits(request: {
    readonly itemId: string
    readonly enoughOnly: boolean
    readonly offset: number
    readonly limit: number
  }): ReceiptCredits | undefined
  /** What the rule of the import says of each row; not that rows repeat one another. */
  judge(drafts: readonly ReceiptDraft[]): ReceiptVerdict[]
}

export function createReconciliationQueries(
  store: Store,
  { pendingOf, asOf, today }: ReconciliationQueryPorts,
): ReconciliationQueries {
  const { db } = store
  const tables = () => store.tables()
  const read: DocumentReader = { ...store.documents.visible, holds: () => true }
  const rows = (numbers: readonly number[]): ReceiptRead[] =>
    readReceipts(db, tables(), numbers, { pendingOf, today: today() })

  const receipt = (id: string): ReceiptRead | undefined => {
    const row = db.prepare(`SELECT n FROM ${tables().entity('reconciliationItem')} WHERE id = ?`).get(id)
    return row && rows([Number(row.n)])[0]
  }
  const ownerOf = ({ doc, row }: ReceiptRead) =>
    row.accountId === null ? undefined : { item: doc, accountId: row.accountId, currency: row.currency }

  return {
    summary: () => ({ asOf: asOf(), ...reconciliationSums(db, tables(), today()) }),

    list(request) {
      const { numbers, total } = receiptPage(db, tables(), request, today())
      return { rows: rows(numbers).map(({ row }) => row), total }
    },

    get(id) {
      const found = receipt(id)
      if (!found) return undefined
      const { doc, row } = found
      const owner = ownerOf(found)
      const creditUse =
        owner && doc.transactionId !== undefined ? creditOf(db, tables(), owner, doc.transactionId) : undefined
      return { ...row, batchId: doc.batchId ?? null, updatedAt: doc.updatedAt, creditUse: creditUse ?? null }
    },

    credits({ itemId, ...request }) {
      const found = receipt(itemId)
      if (!found) return undefined
      const owner = ownerOf(found)
      return owner ? receiptCredits(db, tables(), owner, request) : { credits: [], total: 0 }
    },

    judge(drafts) {
      const book = receiptBook(read)
      return drafts.map(({ rowId, ...draft }): ReceiptVerdict => {
        const owner = book(draft.accountNumber)
        const account = owner ? { name: owner.account.name, currency: owner.currency } : null
        const row = { ...draft, amount: owner ? completeAmount(draft.amount, owner.currency) : draft.amount }
        const judged = judgeReceipt(book, row)
        if (judged.ok) return { rowId, faults: [], receipt: judged.receipt, account }
        return { rowId, faults: judged.faults.map((fault) => ({ ...fault })), receipt: null, account }
      })
    },
  }
}
