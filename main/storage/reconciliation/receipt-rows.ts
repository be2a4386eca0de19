import type { SqliteDatabase, SqliteRow } from '#main/sqlite/database'
import type { ReceiptRow } from '#shared/contract/reconciliation-views'
import type { PendingMark } from '#shared/contract/views'
import type { AccountTransaction, ReconciliationItem } from '#shared/domain/documents'
import type { CopyTables } from '../copy-table-names'
import { parseStoredAs } from '../read-change'

export type PendingOf = (ids: readonly string[]) => ReadonlyMap<string, PendingMark>

/** A receipt beside its document. */
export interface ReceiptRead {
  readonly doc: ReconciliationItem
  readonly row: ReceiptRow
}

/** Reads the receipts with these numbers, in this order, in one query however many they are. */
export function readReceipts(
  db: SqliteDatabase,
  tables: CopyTables,
  numbers: readonly number[],
  { pendingOf, today }: { readonly pendingOf: PendingOf; readonly today: string },
): ReceiptRead[] {
  const rows = db
    .prepare(
      `SELECT item.doc AS doc, credit.doc AS credit,
         coalesce(sub.id, current.id) AS account_id,
         coalesce(sub.doc ->> '$.name', current.doc ->> '$.name') AS account_name,
         coalesce(above.doc ->> '$.currency', current.doc ->> '$.currency', '') AS currency
       FROM json_each(?) AS wanted
       JOIN ${tables.entity('reconciliationItem')} AS item ON item.n = wanted.value
       LEFT JOIN ${tables.entity('accountTransaction')} AS credit ON credit.id = item."transactionId"
       LEFT JOIN ${tables.entity('subAccount')} AS sub ON sub."number" = item."accountNumber"
       LEFT JOIN ${tables.entity('currentAccount')} AS above ON above.id = sub."currentAccountId"
       LEFT JOIN ${tables.entity('currentAccount')} AS current ON current."number" = item."accountNumber"
       ORDER BY wanted.key`,
    )
    .all(JSON.stringify(numbers))
  const items = rows.map((row) => ({ row, doc: parseStoredAs('reconciliationItem', row.doc) }))
  const marks = pendingOf(items.map(({ doc }) => doc.id))
  return items.map(({ row, doc }) => ({ doc, row: rowOf(doc, row, marks.get(doc.id) ?? null, today) }))
}

function rowOf(doc: ReconciliationItem, row: SqliteRow, pending: PendingMark | null, today: string): ReceiptRow {
  const credit = row.credit === null ? null : parseStoredAs('accountTransaction', row.credit)
  return {
    id: doc.id,
    reference: doc.reference,
    accountNumber: doc.accountNumber,
    accountId: textOrNull(row.account_id),
    accountName: textOrNull(row.account_name),
    currency: textOrNull(row.currency) ?? '',
    amount: doc.amount,
    dueDate: doc.dueDate,
    status: doc.status,
    daysLate: daysBetween(doc.dueDate, today),
    reopened: doc.reopened ?? false,
    credit: credit && creditLine(credit),
    transactionId: doc.transactionId ?? null,
    pending,
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** What lists show of a credit. */
export function creditLine({ id, postedAt, amount, reference, counterparty, channel }: AccountTransaction) {
  return { id, postedAt, amount, reference, counterparty, channel }
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Calendar days from one date to another; both are dates of the bank's zone, which has no daylight saving. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}
