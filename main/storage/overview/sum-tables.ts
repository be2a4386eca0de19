import type { SqliteDatabase } from '#main/sqlite/database'
import type { Place, SummedAccount, SummedLine } from './summed'

/** Names of the tables of one copy. */
export interface SumTables {
  readonly accountSum: string
  readonly cashDay: string
}

/**
 * Sums that are kept while documents come and go, so that the overview reads some hundred rows however many accounts and
 * statement lines there are: of accounts by current account and scheme, of lines also by day and by whether they are
 * between own accounts. Amounts in minor units.
 */
export function sumTableDefinitions({ accountSum, cashDay }: SumTables): string {
  return `
    CREATE TABLE ${accountSum} (
      current_account_id TEXT NOT NULL, scheme TEXT NOT NULL, accounts INTEGER NOT NULL,
      balance INTEGER NOT NULL, held INTEGER NOT NULL, available INTEGER NOT NULL,
      PRIMARY KEY (current_account_id, scheme)
    ) WITHOUT ROWID;
    CREATE TABLE ${cashDay} (
      day TEXT NOT NULL, current_account_id TEXT NOT NULL, scheme TEXT NOT NULL, internal INTEGER NOT NULL,
      credits INTEGER NOT NULL, credit INTEGER NOT NULL, debits INTEGER NOT NULL, debit INTEGER NOT NULL,
      PRIMARY KEY (day, current_account_id, scheme, internal)
    ) WITHOUT ROWID;`
}

const ACCOUNT_SUMS = ['accounts', 'balance', 'held', 'available'] as const
const CASH_SUMS = ['credits', 'credit', 'debits', 'debit'] as const

/** No real sum comes near; SQLite would go on in floating point beyond, and a hostile bank's must not stop the feed. */
const MOST = 2n ** 63n - 1n

function int64(sum: bigint): string {
  return String(sum > MOST ? MOST : sum < -MOST ? -MOST : sum)
}

/** What changes in the two tables; gathered first, because a call of the database costs more than an addition. */
export interface SumChanges {
  account(summed: SummedAccount, times: 1 | -1): void
  line(place: Place, summed: SummedLine, times: 1 | -1): void
  /** Writes what was gathered and forgets it. */
  write(): void
  forget(): void
}

export function sumChanges(db: SqliteDatabase, { accountSum, cashDay }: SumTables): SumChanges {
  const accounts = gathering(db, accountSum, ['current_account_id', 'scheme'], ACCOUNT_SUMS)
  const cash = gathering(db, cashDay, ['day', 'current_account_id', 'scheme', 'internal'], CASH_SUMS)
  return {
    account({ place, balance, held, available }, times) {
      const sign = BigInt(times)
      accounts.add([place.currentAccountId, place.scheme], [sign, sign * balance, sign * held, sign * available])
    },
    line({ currentAccountId, scheme }, { day, internal, direction, amount }, times) {
      const sign = BigInt(times)
      const sums = direction === 'credit' ? [sign, sign * amount, 0n, 0n] : [0n, 0n, sign, sign * amount]
      cash.add([day, currentAccountId, scheme, internal ? 1 : 0], sums)
    },
    write() {
      accounts.write()
      cash.write()
    },
    forget() {
      accounts.forget()
      cash.forget()
    },
  }
}

type Key = readonly (string | number)[]

function gathering(db: SqliteDatabase, table: string, keys: readonly string[], sums: readonly string[]) {
  const gathered = new Map<string, { readonly key: Key; readonly sums: readonly bigint[] }>()
  const columns = [...keys, ...sums]
  const added = sums.map((sum) => `${sum} = max(-${MOST}, min(${MOST}, ${sum} + excluded.${sum}))`)
  // JSON carries 64-bit sums as text, which the column's affinity turns into an integer exactly.
  const upsert = `INSERT INTO ${table} (${columns.join(', ')})
    SELECT ${columns.map((_, place) => `value ->> ${place}`).join(', ')} FROM json_each(?) WHERE TRUE
    ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${added.join(', ')}`
  const empty = `DELETE FROM ${table} WHERE ${sums.map((sum) => `${sum} = 0`).join(' AND ')}`
  return {
    add(key: Key, amounts: readonly bigint[]): void {
      const name = key.join(' ')
      const known = gathered.get(name)
      gathered.set(name, {
        key,
        sums: known ? amounts.map((amount, place) => amount + (known.sums[place] ?? 0n)) : amounts,
      })
    },
    write(): void {
      const rows = [...gathered.values()].filter((row) => row.sums.some((sum) => sum !== 0n))
      gathered.clear()
      if (rows.length === 0) return
      db.prepare(upsert).run(JSON.stringify(rows.map((row) => [...row.key, ...row.sums.map(int64)])))
      if (rows.some((row) => row.sums.some((sum) => sum < 0n))) db.prepare(empty).run()
    },
    forget: () => gathered.clear(),
  }
}
