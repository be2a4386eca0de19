import type { SqliteDatabase, SqliteRow } from '#main/sqlite/database'
import { RECEIPT_AGES, type ReceiptAge, type ReconciliationSummary } from '#shared/contract/reconciliation-views'
import { RECONCILIATION_STATUSES } from '#shared/domain/documents'
import type { LocalDate } from '#shared/kernel/time'
import type { CopyTables } from '../copy-tables'
import { exactSum, readSum, sumWriter, type WriteSum } from '../overview/exact-sum'
import { datesOf } from './receipt-lists'

type Status = (typeof RECONCILIATION_STATUSES)[number]
type CurrencySums = ReconciliationSummary['currencies'][number]

/** Receipts of one currency, state and age. */
interface Group {
  readonly currency: string
  readonly status: Status
  readonly age: ReceiptAge
  readonly count: number
  readonly amount: bigint
}

/** How much is matched, and how old what is open is; sums are made in SQL. */
export function reconciliationSums(
  db: SqliteDatabase,
  tables: CopyTables,
  today: LocalDate,
): Omit<ReconciliationSummary, 'asOf'> {
  const groups = groupsOf(db, tables, today)
  const count = (status: Status) =>
    groups.filter((each) => each.status === status).reduce((sum, each) => sum + each.count, 0)
  const counts = Object.fromEntries(RECONCILIATION_STATUSES.map((status) => [status, count(status)]))
  const names = [...new Set(groups.map(({ currency }) => currency))]
  return {
    total: groups.reduce((sum, each) => sum + each.count, 0),
    counts: counts as Record<Status, number>,
    currencies: names
      .map((currency) =>
        sumsOf(
          currency,
          groups.filter((each) => each.currency === currency),
        ),
      )
      .sort((a, b) => b.expected.count - a.expected.count),
  }
}

function sumsOf(currency: string, groups: readonly Group[]): CurrencySums {
  const write = sumWriter(currency, '0.00')
  const isOpen = ({ status }: Group) => status === 'unmatched' || status === 'suggested'
  const open = groups.filter(isOpen)
  const ages = Object.fromEntries(
    RECEIPT_AGES.map((age) => [
      age,
      sum(
        open.filter((each) => each.age === age),
        write,
      ),
    ]),
  )
  return {
    currency,
    matched: sum(
      groups.filter(({ status }) => status === 'matched'),
      write,
    ),
    expected: sum(
      groups.filter(({ status }) => status !== 'excluded'),
      write,
    ),
    ages: ages as CurrencySums['ages'],
  }
}

function sum(groups: readonly Group[], write: WriteSum): { count: number; amount: string } {
  return {
    count: groups.reduce((total, each) => total + each.count, 0),
    amount: write(groups.reduce((total, each) => total + each.amount, 0n)),
  }
}

function groupsOf(db: SqliteDatabase, tables: CopyTables, today: LocalDate): Group[] {
  const currencies = db
    .prepare(`SELECT DISTINCT doc ->> '$.currency' AS currency FROM ${tables.entity('currentAccount')}`)
    .all()
    .map(({ currency }) => String(currency))
  const [only] = currencies
  // Mostly there is one currency, and then no account needs to be looked up for any receipt.
  const { join, column } =
    only !== undefined && currencies.length === 1
      ? { join: '', column: '?' }
      : { join: accountsJoin(tables), column: `coalesce(above.doc ->> '$.currency', current.doc ->> '$.currency', ?)` }
  const table = tables.entity('reconciliationItem')
  const lastOf = (age: ReceiptAge) => datesOf(age, today).to
  return db
    .prepare(
      `SELECT ${column} AS currency, item."status" AS status,
         CASE WHEN item."dueDate" <= ? THEN 'over_30' WHEN item."dueDate" <= ? THEN 'days_8_30'
           WHEN item."dueDate" <= ? THEN 'days_1_7' ELSE 'not_due' END AS age,
         count(*) AS receipts, ${exactSum('item."amount"', 'amount')}
       FROM ${table} AS item INDEXED BY ${table}_by_amount_n_status_dueDate_accountNumber ${join}
       GROUP BY 1, 2, 3`,
    )
    .all(
      only !== undefined && currencies.length === 1 ? only : '',
      lastOf('over_30'),
      lastOf('days_8_30'),
      lastOf('days_1_7'),
    )
    .flatMap(groupOf)
}

function accountsJoin(tables: CopyTables): string {
  return `LEFT JOIN ${tables.entity('subAccount')} AS sub ON sub."number" = item."accountNumber"
    LEFT JOIN ${tables.entity('currentAccount')} AS above ON above.id = sub."currentAccountId"
    LEFT JOIN ${tables.entity('currentAccount')} AS current ON current."number" = item."accountNumber"`
}

function groupOf(row: SqliteRow): Group[] {
  const status = RECONCILIATION_STATUSES.find((each) => each === row.status)
  const age = RECEIPT_AGES.find((each) => each === row.age)
  if (!status || !age) return []
  const currency = String(row.currency)
  return [{ currency, status, age, count: Number(row.receipts), amount: readSum(row, 'amount') }]
}
