import type { SqliteDatabase, SqliteRow } from '#main/sqlite/database'
import { RECEIPT_AGES, type ReceiptAge, type ReconciliationSummary } from '#shared/contract/reconciliation-views'
import { RECONCILIATION_STATUSES } from '#shared/domain/documents'
import type { LocalDate } from '#shared/kernel/time'
import type { CopyTables } from '../copy-table-names'
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

/** Open ones by age; of the others no age is told, so theirs is the first. */
const PARTS: readonly { readonly status: Status; readonly ages: readonly (ReceiptAge | null)[] }[] =
  RECONCILIATION_STATUSES.map((status) => ({
    status,
    ages: status === 'unmatched' || status === 'suggested' ? RECEIPT_AGES : [null],
  }))

/** Each part is one stretch of one index, so that summing it neither sorts nor reads any document. */
function groupsOf(db: SqliteDatabase, tables: CopyTables, today: LocalDate): Group[] {
  const table = tables.entity('reconciliationItem')
  const { column, join, grouped } = currencyColumn(db, tables)
  const statement = db.prepare(
    `SELECT ${column} AS currency, count(*) AS receipts, ${exactSum('item."amount"', 'amount')}
     FROM ${table} AS item INDEXED BY ${table}_by_status_dueDate_amount ${join}
     WHERE item."status" = ? AND item."dueDate" >= ? AND item."dueDate" <= ? ${grouped}`,
  )
  return PARTS.flatMap(({ status, ages }) =>
    ages.flatMap((age) => {
      const { from, to } = age === null ? { from: null, to: null } : datesOf(age, today)
      const rows = statement.all(status, from ?? '', to ?? END_OF_DATES)
      return rows.flatMap((row) => groupOf(row, status, age ?? RECEIPT_AGES[0]))
    }),
  )
}

/** Later than every date, as text. */
const END_OF_DATES = '\u{10ffff}'

interface CurrencyColumn {
  readonly column: string
  readonly join: string
  readonly grouped: string
}

/** Mostly there is one currency, and then no account needs to be looked up for any receipt. */
function currencyColumn(db: SqliteDatabase, tables: CopyTables): CurrencyColumn {
  const rows = db
    .prepare(`SELECT DISTINCT doc ->> '$.currency' AS currency FROM ${tables.entity('currentAccount')}`)
    .all()
  const [only] = rows.map(({ currency }) => String(currency))
  // Letters only, or it is treated as data like any other.
  if (rows.length === 1 && only !== undefined && /^[A-Z]{3}$/.test(only))
    return { column: `'${only}'`, join: '', grouped: '' }
  const column = `coalesce(above.doc ->> '$.currency', current.doc ->> '$.currency', '')`
  return { column, join: accountsJoin(tables), grouped: 'GROUP BY 1' }
}

function accountsJoin(tables: CopyTables): string {
  return `LEFT JOIN ${tables.entity('subAccount')} AS sub ON sub."number" = item."accountNumber"
    LEFT JOIN ${tables.entity('currentAccount')} AS above ON above.id = sub."currentAccountId"
    LEFT JOIN ${tables.entity('currentAccount')} AS current ON current."number" = item."accountNumber"`
}

function groupOf(row: SqliteRow, status: Status, age: ReceiptAge): Group[] {
  const count = Number(row.receipts)
  return count === 0 ? [] : [{ currency: String(row.currency), status, age, count, amount: readSum(row, 'amount') }]
}
