import { z } from 'zod'
import { accept, type DecideContext, type DocumentPut, defineCommand, reject } from '../command'
import type { ReconciliationItem } from '../documents'
import { Id } from '../fields'
import { type FaultyRow, type RowFault, rowName, rowsAreToldApart, rowsParam } from '../row-faults'
import { type ExpectedReceipt, judgeReceipt, type ReceiptBook, receiptBook, receiptKey } from './expected-receipt'
import { rematched } from './matching'
import { creditsOf } from './review'

/** Rows of one command. Source: docs/protocol.md Catalogue. */
export const MAX_RECEIPT_ROWS = 1_000

/** Judged by the rule, not by the schema of the command: a faulty row is named like any other. */
const Judged = z.unknown().optional()
const ReceiptRow = z.object({
  /** What the sender calls the row; its place from 0 where it has no name. */
  rowId: z.union([z.string().min(1).max(64), z.int().transform(String)]).optional(),
  reference: Judged,
  accountNumber: Judged,
  amount: Judged,
  dueDate: Judged,
})

const Args = z.object({
  batchId: Id,
  rows: z.array(ReceiptRow).min(1).max(MAX_RECEIPT_ROWS).superRefine(rowsAreToldApart),
})
type Args = z.infer<typeof Args>

interface JudgedRows {
  readonly receipts: readonly ExpectedReceipt[]
  readonly faulty: readonly FaultyRow[]
}

function judgeRows(book: ReceiptBook, rows: Args['rows']): JudgedRows {
  const receipts: ExpectedReceipt[] = []
  const faulty: FaultyRow[] = []
  const rowWith = new Map<string, string>()
  rows.forEach(({ rowId: _, ...row }, index) => {
    const rowId = rowName(rows[index] ?? {}, index)
    const judged = judgeReceipt(book, row)
    const repeated = judged.ok ? repeatedIn(rowWith, rowId, judged.receipt) : null
    if (judged.ok && repeated === null) receipts.push(judged.receipt)
    else faulty.push({ rowId, faults: judged.ok ? [repeated].filter((fault) => fault !== null) : judged.faults })
  })
  return { receipts, faulty }
}

function repeatedIn(rowWith: Map<string, string>, rowId: string, receipt: ExpectedReceipt): RowFault | null {
  const key = receiptKey(receipt)
  const first = rowWith.get(key)
  if (first === undefined) rowWith.set(key, rowId)
  return first === undefined ? null : { code: 'reconciliation.row_repeated', params: { rowId: first } }
}

/** The new items, and those of the same accounts that move with them. Ids follow from the command: both sides agree. */
function written(
  book: ReceiptBook,
  receipts: readonly ExpectedReceipt[],
  batchId: string,
  context: DecideContext,
): Map<string, { accountId: string; items: ReconciliationItem[]; made: ReconciliationItem[] }> {
  const accounts = new Map<string, { accountId: string; items: ReconciliationItem[]; made: ReconciliationItem[] }>()
  for (const receipt of receipts) {
    const item = { id: context.newId(), ...receipt, status: 'unmatched' as const, batchId }
    // Until the store gives them their own, as for any document that is not written yet.
    const made = { ...item, version: 0, updatedAt: context.now }
    const owner = book(receipt.accountNumber)
    if (!owner) throw new Error('a sound receipt has no account')
    const known = accounts.get(receipt.accountNumber)
    if (known) known.made.push(made)
    else accounts.set(receipt.accountNumber, { accountId: owner.account.id, items: [...owner.items], made: [made] })
  }
  return accounts
}

/**
 * Imports expected receipts, all or none, and matches them and what else is open on their accounts. Rejections:
 * `document.exists` {type: `reconciliationBatch`, id} for a batch that was imported before, `reconciliation.rows_faulty`
 * {rows: [{rowId, faults}]}. Source: docs/domain.md §1 Reconciliation.
 */
export const importReceipts = defineCommand({
  type: 'reconciliation.import',
  version: 1,
  permission: 'reconciliation.manage',
  args: Args,
  stream: () => 'reconciliation',
  subject: ({ batchId }) => ({ type: 'reconciliationItem', id: batchId }),
  isBulk: true,
  // The items themselves are in the feed; the trail says how many there were and under which batch they are found.
  record: ({ batchId, rows }) => ({ batchId, rows: rows.length }),
  load: (read) => ({ read, book: receiptBook(read) }),
  decide({ read, book }, { batchId, rows }, context) {
    if (read.findWhere('reconciliationItem', 'batchId', batchId, 1).length > 0) {
      return reject('document.exists', { type: 'reconciliationBatch', id: batchId })
    }
    const { receipts, faulty } = judgeRows(book, rows)
    if (faulty.length > 0) return reject('reconciliation.rows_faulty', rowsParam(faulty))
    const puts = new Map<string, ReconciliationItem>()
    for (const { accountId, items, made } of written(book, receipts, batchId, context).values()) {
      for (const item of made) puts.set(item.id, item)
      for (const item of rematched([...items, ...made], creditsOf(read, accountId))) puts.set(item.id, item)
    }
    return accept([...puts.values()].map((doc): DocumentPut => ({ type: 'reconciliationItem', doc })))
  },
})
