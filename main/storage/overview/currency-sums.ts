import type { SqliteDatabase, SqliteRow } from '#main/sqlite/database'
import type { CopyTables } from '../copy-table-names'
import { exactSum, readSum } from './exact-sum'
import type { DayRange } from './known-days'

/**
 * The sums of the overview, each by one query over the kept sums (sum-tables.ts), in minor units. Rows of different
 * currencies stay apart: a currency is that of the current account at the top.
 */

export interface AccountSum {
  readonly currency: string
  /** Empty for current accounts' own. */
  readonly scheme: string
  readonly accounts: number
  readonly balance: bigint
  readonly held: bigint
  readonly available: bigint
}

export interface CashSum {
  readonly currency: string
  readonly internal: boolean
  readonly linesIn: number
  readonly moneyIn: bigint
  readonly linesOut: number
  readonly moneyOut: bigint
}

/** A currency of the copy, with an amount written in it. */
export interface KnownCurrency {
  readonly currency: string
  readonly sample: string
}

export function currencySums(db: SqliteDatabase, tables: CopyTables) {
  const { accountSum, cashDay } = tables
  const currentAccount = tables.entity('currentAccount')
  /** Looked up once a query, not once a row. */
  const withCurrency = `WITH top (id, currency) AS MATERIALIZED (SELECT id, doc ->> '$.currency' FROM ${currentAccount})`
  const ofCash = (key: string): string =>
    `${withCurrency} SELECT top.currency, ${key}, internal, sum(credits) AS credits, sum(debits) AS debits,
       ${exactSum('credit', 'credit')}, ${exactSum('debit', 'debit')}
     FROM ${cashDay} AS cash JOIN top ON top.id = cash.current_account_id
     WHERE day BETWEEN ? AND ? GROUP BY top.currency, ${key}, internal`
  const cash = (key: string, { from, to }: DayRange) =>
    db
      .prepare(ofCash(key))
      .all(from, to)
      .map((row) => ({ ...cashOf(row), key: String(row[key]) }))

  return {
    currencies: (): KnownCurrency[] =>
      db
        .prepare(
          `SELECT doc ->> '$.currency' AS currency, min(doc ->> '$.balance') AS sample FROM ${currentAccount}
           GROUP BY currency ORDER BY currency`,
        )
        .all()
        .map((row) => ({ currency: String(row.currency), sample: String(row.sample) })),

    accounts: (): AccountSum[] =>
      db
        .prepare(
          `${withCurrency} SELECT top.currency, scheme, sum(accounts) AS accounts,
             ${exactSum('balance', 'balance')}, ${exactSum('held', 'held')}, ${exactSum('available', 'available')}
           FROM ${accountSum} AS sums JOIN top ON top.id = sums.current_account_id GROUP BY top.currency, scheme`,
        )
        .all()
        .map((row) => ({
          currency: String(row.currency),
          scheme: String(row.scheme),
          accounts: Number(row.accounts),
          balance: readSum(row, 'balance'),
          held: readSum(row, 'held'),
          available: readSum(row, 'available'),
        })),

    /** `key` is the day. */
    cashByDay: (range: DayRange) => cash('day', range),
    /** `key` is the scheme. */
    cashByScheme: (range: DayRange) => cash('scheme', range),

    unplacedLines: ({ from, to }: DayRange): number =>
      Number(
        db
          .prepare(
            `SELECT sum(credits + debits) AS lines FROM ${cashDay}
             WHERE day BETWEEN ? AND ? AND current_account_id NOT IN (SELECT id FROM ${currentAccount})`,
          )
          .get(from, to)?.lines ?? 0,
      ),
  }
}

function cashOf(row: SqliteRow): CashSum {
  return {
    currency: String(row.currency),
    internal: Number(row.internal) === 1,
    linesIn: Number(row.credits),
    moneyIn: readSum(row, 'credit'),
    linesOut: Number(row.debits),
    moneyOut: readSum(row, 'debit'),
  }
}
