import type { SqliteDatabase } from '#main/sqlite/database'
import type { AccountRow } from '#shared/contract/views'
import { CURRENT_ACCOUNTS } from '../accounts/account-facts'
import { createAccountPages } from '../accounts/account-pages'
import { type PendingOf, type PlacedAccount, readAccounts } from '../accounts/account-rows'
import type { CopyTables } from '../copy-table-names'

export interface LargestAccounts {
  /** With all below, the largest first. */
  readonly currentAccounts: readonly AccountRow[]
  /** Current accounts that are not among them, with their sum in minor units. */
  readonly others: { readonly accounts: number; readonly position: bigint }
  /** Directly below the `currentAccounts`, with all below, the largest first. None that is empty. */
  readonly subAccounts: readonly AccountRow[]
}

const MOST_CURRENT = 6
const MOST_SUB = 8
/** Far more current accounts than a company has. */
const ALL = 10_000

const BY_ROLLUP = { key: 'rollup', direction: 'desc' } as const

/**
 * The largest accounts of each currency. Sub-accounts are taken directly below the current accounts: deeper ones are parts
 * of them, and would be counted twice beside them.
 */
export function largestAccounts(
  db: SqliteDatabase,
  tables: CopyTables,
  pendingOf: PendingOf,
): Map<string, LargestAccounts> {
  const pages = createAccountPages(db, tables)
  const read = (numbers: readonly number[]): PlacedAccount[] => readAccounts(db, tables, numbers, pendingOf)
  const present = {
    sql: `SELECT n FROM ${tables.accountNode} WHERE id IN (SELECT id FROM ${tables.entity('currentAccount')})`,
    values: [],
  }
  const all = read(pages.among(present, CURRENT_ACCOUNTS, { sort: BY_ROLLUP, offset: 0, limit: ALL }).numbers)
  const byCurrency = new Map<string, PlacedAccount[]>()
  for (const account of all) {
    const { currency } = account.row
    byCurrency.set(currency, [...(byCurrency.get(currency) ?? []), account])
  }
  const below = ({ n, row }: PlacedAccount): number[] => [
    ...pages.children(n, row.childCount, { sort: BY_ROLLUP, offset: 0, limit: MOST_SUB }).numbers,
  ]

  return new Map(
    [...byCurrency].map(([currency, accounts]) => {
      const shown = accounts.slice(0, MOST_CURRENT)
      const others = accounts.slice(MOST_CURRENT)
      const subAccounts = read(shown.flatMap(below))
        .map(({ row }) => row)
        .filter(({ rollup }) => minorOf(rollup) > 0n)
        .sort((a, b) => compare(minorOf(b.rollup), minorOf(a.rollup)))
      return [
        currency,
        {
          currentAccounts: shown.map(({ row }) => row),
          others: { accounts: others.length, position: others.reduce((sum, { row }) => sum + minorOf(row.rollup), 0n) },
          subAccounts: subAccounts.slice(0, MOST_SUB),
        },
      ]
    }),
  )
}

const minorOf = (amount: string): bigint => BigInt(amount.replace('.', ''))
const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)
