import type { SqliteDatabase } from '#main/sqlite/database'
import type { ReceiptCredit, ReceiptCredits } from '#shared/contract/reconciliation-views'
import type { AccountTransaction, ReconciliationItem } from '#shared/domain/documents'
import { comparableReference } from '#shared/domain/reconciliation/matching'
import type { CopyTables } from '../copy-table-names'
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
  const { item, accountId } = owner
  const from = `FROM ${tables.entity('accountTransaction')} AS credit
    LEFT JOIN (
      SELECT "transactionId" AS id, sum("amount") AS used FROM ${tables.entity('reconciliationItem')}
      WHERE "accountNumber" = ? AND "status" = 'matched' GROUP BY 1
    ) AS matched ON matched.id = credit.id
    WHERE credit."accountId" = ? AND credit.doc ->> '$.direction' = 'credit'
      AND (? OR ${MINOR} - coalesce(matched.used, 0) >= CAST(? AS INTEGER))`
  // As text: a bound number would lose digits beyond 2^53.
  const values = [item.accountNumber, accountId, enoughOnly ? 0 : 1, item.amount.replace('.', '')]
  const total = Number(db.prepare(`SELECT count(*) AS rows ${from}`).get(...values)?.rows)
  const credits = db
    .prepare(
      `SELECT credit.doc AS doc ${from}
       ORDER BY credit.doc ->> '$.amount' = ? DESC, credit."postedAt" DESC, credit.id DESC LIMIT ? OFFSET ?`,
    )
    .all(...values, item.amount, limit, offset)
    .map(({ doc }) => parseStoredAs('accountTransaction', doc))
  const uses = usesOf(db, tables, item.accountNumber, credits)
  return { total, credits: credits.map((credit) => creditUse(credit, owner, uses)) }
}

/** Minor units of a credit: its text has the decimals of the currency. */
const MINOR = `CAST(replace(credit.doc ->> '$.amount', '.', '') AS INTEGER)`

/** One credit with what stands on it; undefined where the copy does not hold it. */
export function creditOf(
  db: SqliteDatabase,
  tables: CopyTables,
  owner: Owner,
  transactionId: string,
): ReceiptCredit | undefined {
  const row = db.prepare(`SELECT doc FROM ${tables.entity('accountTransaction')} WHERE id = ?`).get(transactionId)
  if (!row) return undefined
  const credit = parseStoredAs('accountTransaction', row.doc)
  return creditUse(credit, owner, usesOf(db, tables, owner.item.accountNumber, [credit]))
}

type Uses = ReadonlyMap<string, readonly ReconciliationItem[]>

/** What is matched to these credits of an account, by credit. */
function usesOf(
  db: SqliteDatabase,
  tables: CopyTables,
  accountNumber: string,
  credits: readonly AccountTransaction[],
): Uses {
  const uses = new Map<string, ReconciliationItem[]>()
  const rows = db
    .prepare(
      `SELECT doc FROM ${tables.entity('reconciliationItem')}
       WHERE "transactionId" IN (SELECT value FROM json_each(?)) AND "accountNumber" = ? AND "status" = 'matched'
       ORDER BY "dueDate", id`,
    )
    .all(JSON.stringify(credits.map(({ id }) => id)), accountNumber)
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
