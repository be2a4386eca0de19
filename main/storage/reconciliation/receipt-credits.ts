import type { SqliteDatabase } from '#main/sqlite/database'
import type { ReceiptCredit, ReceiptCredits } from '#shared/contract/reconciliation-views'
import type { AccountTransaction, ReconciliationItem } from '#shared/domain/documents'
import { comparableReference } from '#shared/domain/reconciliation/matching'
import type { CopyTables } from '../copy-tables'
import { sumWriter } from '../overview/exact-sum'
import { parseStoredAs } from '../read-change'
import { creditLine } from './receipt-rows'

interface Owner {
  readonly item: ReconciliationItem
  readonly accountId: string
  readonly currency: string
}

interface CreditRequest {
  /** Only credits of which enough is left. */
  readonly enoughOnly: boolean
  readonly offset: number
  readonly limit: number
}

/** Credits of the receipt's account: those of its own amount first, then the latest. */
export function receiptCredits(
  db: SqliteDatabase,
  tables: CopyTables,
  owner: Owner,
  { enoughOnly, offset, limit }: CreditRequest,
): ReceiptCredits {
  const table = tables.entity('accountTransaction')
  const rows = db
    .prepare(
      `SELECT doc FROM ${table} WHERE "accountId" = ? AND doc ->> '$.direction' = 'credit'
       ORDER BY doc ->> '$.amount' = ? DESC, "postedAt" DESC, id DESC`,
    )
    .all(owner.accountId, owner.item.amount)
  const uses = usesOf(db, tables, owner.item.accountNumber)
  const read = rows.map(({ doc }) => creditUse(parseStoredAs('accountTransaction', doc), owner, uses))
  const shown = enoughOnly ? read.filter(({ enough }) => enough) : read
  return { credits: shown.slice(offset, offset + limit), total: shown.length }
}

/** One credit with what stands on it; undefined where the copy does not hold it. */
export function creditOf(
  db: SqliteDatabase,
  tables: CopyTables,
  owner: Owner,
  transactionId: string,
): ReceiptCredit | undefined {
  const row = db.prepare(`SELECT doc FROM ${tables.entity('accountTransaction')} WHERE id = ?`).get(transactionId)
  if (!row) return undefined
  return creditUse(parseStoredAs('accountTransaction', row.doc), owner, usesOf(db, tables, owner.item.accountNumber))
}

type Uses = ReadonlyMap<string, readonly ReconciliationItem[]>

/** What is matched on an account, by credit. */
function usesOf(db: SqliteDatabase, tables: CopyTables, accountNumber: string): Uses {
  const uses = new Map<string, ReconciliationItem[]>()
  const rows = db
    .prepare(
      `SELECT doc FROM ${tables.entity('reconciliationItem')}
       WHERE "accountNumber" = ? AND "status" = 'matched' ORDER BY "dueDate", id`,
    )
    .all(accountNumber)
  for (const { doc } of rows) {
    const item = parseStoredAs('reconciliationItem', doc)
    if (item.transactionId === undefined) continue
    uses.set(item.transactionId, [...(uses.get(item.transactionId) ?? []), item])
  }
  return uses
}

/** Amounts of one account have the same decimals, so without their points they are minor units. */
function minor(amount: string): bigint {
  return BigInt(amount.replace('.', ''))
}

function creditUse(credit: AccountTransaction, { item, currency }: Owner, uses: Uses): ReceiptCredit {
  const matched = uses.get(credit.id) ?? []
  const used = matched.reduce((sum, each) => sum + minor(each.amount), 0n)
  const left = minor(credit.amount) - used
  return {
    ...creditLine(credit),
    description: credit.description,
    left: sumWriter(currency, credit.amount)(left),
    matched: matched.map(({ id, reference, amount }) => ({ id, reference, amount })),
    enough: left >= minor(item.amount),
    sameAmount: credit.amount === item.amount,
    sameReference: comparableReference(credit.reference) === comparableReference(item.reference),
  }
}
