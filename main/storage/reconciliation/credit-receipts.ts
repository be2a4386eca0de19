import type { Store } from '#main/storage/store'
import type { StatementReceipt, StatementReceipts } from '#shared/contract/reconciliation-views'
import { parseStoredAs } from '../read-change'

/** A few hundred ids a query: what they bind stays small. */
const SLICE = 500

type Parts = Pick<Store, 'db' | 'tables'>

/**
 * Which expected receipts credits stand for, as the user sees it, by the credit's id: matched ones, and those they may
 * stand for. Throws libsql's errors; see `storageProblem`.
 */
export function creditReceipts(store: Parts, credits: readonly string[]): StatementReceipts {
  const table = store.tables().entity('reconciliationItem')
  return gathered(store, credits, [
    `SELECT "transactionId" AS credit, doc, base IS NOT NULL AS pending FROM ${table}
     WHERE "transactionId" IN (SELECT value FROM json_each(?))`,
  ])
}

/** The same as the bank has it, without what is still a guess of this computer. */
export function confirmedCreditReceipts(store: Parts, credits: readonly string[]): StatementReceipts {
  const table = store.tables().entity('reconciliationItem')
  return gathered(store, credits, [
    `SELECT "transactionId" AS credit, doc, 0 AS pending FROM ${table}
     WHERE base IS NULL AND "transactionId" IN (SELECT value FROM json_each(?))`,
    // What is pending stands under its guess, so its index does not know what the bank has.
    `SELECT base ->> '$.transactionId' AS credit, base AS doc, 0 AS pending FROM ${table}
     WHERE base IS NOT NULL AND base <> 'null' AND base ->> '$.transactionId' IN (SELECT value FROM json_each(?))`,
  ])
}

function gathered({ db }: Parts, credits: readonly string[], queries: readonly string[]): StatementReceipts {
  const found: { readonly credit: string; readonly dueDate: string; readonly receipt: StatementReceipt }[] = []
  for (let at = 0; at < credits.length; at += SLICE) {
    const ids = JSON.stringify(credits.slice(at, at + SLICE))
    for (const { credit, doc, pending } of queries.flatMap((sql) => db.prepare(sql).all(ids))) {
      const { reference, status, dueDate } = parseStoredAs('reconciliationItem', doc)
      if (status !== 'matched' && status !== 'suggested') continue
      found.push({ credit: String(credit), dueDate, receipt: { reference, status, pending: Number(pending) === 1 } })
    }
  }
  const receipts: Record<string, StatementReceipt[]> = {}
  for (const { credit, receipt } of found.sort(byDueDate)) receipts[credit] = [...(receipts[credit] ?? []), receipt]
  return receipts
}

function byDueDate(
  a: { dueDate: string; receipt: StatementReceipt },
  b: { dueDate: string; receipt: StatementReceipt },
) {
  return a.dueDate.localeCompare(b.dueDate) || a.receipt.reference.localeCompare(b.receipt.reference)
}
