import type { SqliteDatabase, SqliteRow } from '#main/sqlite/database'
import type {
  OverviewAccountPage,
  OverviewAccountsRequest,
  OverviewLine,
  OverviewLinePage,
  OverviewLinesRequest,
} from '#shared/contract/overview-views'
import { addDays, BANK_ZONE, startOfDay } from '#shared/kernel/time'
import { CURRENT_ACCOUNTS, facetFilter } from '../accounts/account-facts'
import { type PendingOf, readAccounts } from '../accounts/account-rows'
import type { CopyTables } from '../copy-table-names'
import { MADE_HERE } from '../document-tables'
import { DamagedCopyError } from '../problems'
import { parseStoredAs } from '../read-change'
import { dateOf } from './known-days'

/** The rows behind the figures. Pages follow each other by their last row, so that what comes in between shifts nothing. */

/** Later than every id and every instant. */
const AFTER_ALL = { postedAt: '9999-12-31T23:59:59.999Z~', id: '~' }

/** Lines of one day that came from outside or went there. */
export function overviewLines(
  db: SqliteDatabase,
  tables: CopyTables,
  { currency, day, direction, after, limit }: OverviewLinesRequest,
): OverviewLinePage {
  const { postedAt, id } = after ?? AFTER_ALL
  const date = dateOf(day)
  const top = `coalesce((SELECT "currentAccountId" FROM ${tables.entity('subAccount')} AS sub
    WHERE sub.id = line."accountId"), line."accountId")`
  const rows = db
    .prepare(
      `SELECT doc, base FROM ${tables.entity('accountTransaction')} AS line
       WHERE "postedAt" >= ? AND "postedAt" < ? AND ("postedAt", id) < (?, ?)
         AND doc ->> '$.channel' <> 'internal' AND doc ->> '$.direction' IN (?, ?)
         AND (SELECT doc ->> '$.currency' FROM ${tables.entity('currentAccount')} AS top WHERE top.id = ${top}) = ?
       ORDER BY "postedAt" DESC, id DESC LIMIT ?`,
    )
    .all(
      startOfDay(date, BANK_ZONE),
      startOfDay(addDays(date, 1), BANK_ZONE),
      postedAt,
      id,
      direction ?? 'credit',
      direction ?? 'debit',
      currency,
      limit + 1,
    )
  const page = withAccounts(db, tables, rows.slice(0, limit))
  const last = page.at(-1)?.line
  return { rows: page, next: rows.length > limit && last ? { postedAt: last.postedAt, id: last.id } : null }
}

function withAccounts(db: SqliteDatabase, tables: CopyTables, rows: readonly SqliteRow[]): OverviewLine[] {
  const lines = rows.map(({ doc, base }) => ({
    line: parseStoredAs('accountTransaction', doc),
    pending: base === MADE_HERE,
  }))
  const accounts = accountNames(
    db,
    tables,
    lines.map(({ line }) => line.accountId),
  )
  return lines.map(({ line, pending }) => {
    const account = accounts.get(line.accountId)
    // A line has a currency here, hence an account.
    if (!account) throw new DamagedCopyError('a statement line lost its account')
    return { line, account, pending }
  })
}

function accountNames(
  db: SqliteDatabase,
  tables: CopyTables,
  ids: readonly string[],
): Map<string, OverviewLine['account']> {
  const from = (type: 'currentAccount' | 'subAccount'): string =>
    `SELECT id, doc ->> '$.name' AS name, number FROM ${tables.entity(type)} WHERE id IN (SELECT value FROM json_each(?1))`
  const rows = db
    .prepare(`${from('currentAccount')} UNION ALL ${from('subAccount')}`)
    .all(JSON.stringify([...new Set(ids)]))
  return new Map(
    rows.map(({ id, name, number }) => [
      String(id),
      { id: String(id), name: String(name), number: number === null ? null : String(number) },
    ]),
  )
}

const INT64_MAX = 2n ** 63n - 1n

/** Accounts of one scheme, or current accounts, by their own balance; walks the index of balances from its upper end. */
export function overviewAccounts(
  db: SqliteDatabase,
  tables: CopyTables,
  pendingOf: PendingOf,
  { currency, scheme, after, limit }: OverviewAccountsRequest,
): OverviewAccountPage {
  const { accountNode } = tables
  const { mask, value } = scheme === 'unallocated' ? CURRENT_ACCOUNTS : facetFilter({ scheme })
  const minor = after === null ? INT64_MAX : BigInt(after.minor)
  const rows = db
    .prepare(
      `SELECT n, CAST(own AS TEXT) AS minor FROM ${accountNode} AS node INDEXED BY ${accountNode}_sort_balance
       WHERE (facets & ?) = ? AND (own, n) < (?, ?) AND ${isOfCurrency(db, tables, currency)}
       ORDER BY own DESC, n DESC LIMIT ?`,
    )
    .all(mask, value, minor, after?.n ?? Number.MAX_SAFE_INTEGER, currency, limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: readAccounts(
      db,
      tables,
      page.map(({ n }) => Number(n)),
      pendingOf,
    ).map(({ row }) => row),
    next: rows.length > limit && last ? { minor: String(last.minor), n: Number(last.n) } : null,
  }
}

/** A condition with one parameter. Where every account is of that currency, the walk need not leave its index. */
function isOfCurrency(db: SqliteDatabase, tables: CopyTables, currency: string): string {
  const current = tables.entity('currentAccount')
  const isAlone = db
    .prepare(
      `SELECT NOT EXISTS (SELECT 1 FROM ${tables.accountSum} AS sums LEFT JOIN ${current} AS top
         ON top.id = sums.current_account_id WHERE top.doc ->> '$.currency' IS NOT ?) AS alone`,
    )
    .get(currency)?.alone
  if (Number(isAlone) === 1) return '? IS NOT NULL'
  const top = `coalesce((SELECT "currentAccountId" FROM ${tables.entity('subAccount')} AS sub WHERE sub.id = node.id), node.id)`
  return `(SELECT doc ->> '$.currency' FROM ${current} AS top WHERE top.id = ${top}) = ?`
}
