import type { SqliteDatabase } from '#main/sqlite/database'
import {
  OVERVIEW_SCHEMES,
  type OverviewDay,
  type OverviewOfCurrency,
  type OverviewRange,
  type OverviewScheme,
  type OverviewView,
} from '#shared/contract/overview-views'
import type { PendingOf } from '../accounts/account-rows'
import type { CopyTables } from '../copy-table-names'
import { type AccountSum, type CashSum, currencySums } from './currency-sums'
import { sumWriter, type WriteSum } from './exact-sum'
import { type DayRange, daysOf, knownDays, rangeWithin } from './known-days'
import { type LargestAccounts, largestAccounts } from './largest-accounts'
import { NOTHING_PENDING, type PendingPart, pendingParts } from './pending-part'

interface Sums {
  readonly accounts: readonly AccountSum[]
  readonly byDay: readonly Keyed[]
  readonly byScheme: readonly Keyed[]
  readonly pending: PendingPart
  readonly largest: LargestAccounts | undefined
}

type Keyed = CashSum & { readonly key: string }

/** Everything the Overview screen draws, from some hundred kept rows. `asOf`: the bank's time of the last pull. */
export function overviewView(
  db: SqliteDatabase,
  tables: CopyTables,
  pendingOf: PendingOf,
  asOf: string | null,
  wanted: OverviewRange,
): OverviewView {
  const known = knownDays(asOf)
  if (known === null) return { asOf, known: null, range: null, currencies: [], unplacedLines: 0 }
  const range = rangeWithin(known, wanted)
  const sums = currencySums(db, tables)
  const largest = largestAccounts(db, tables, pendingOf)
  const pending = pendingParts(db, tables, range)
  const accounts = sums.accounts()
  const byDay = sums.cashByDay(range)
  const byScheme = sums.cashByScheme(range)
  const currencies = sums.currencies().map(({ currency, sample }) => {
    const of = <T extends { readonly currency: string }>(all: readonly T[]) =>
      all.filter((one) => one.currency === currency)
    return ofCurrency(currency, sumWriter(currency, sample), range, {
      accounts: of(accounts),
      byDay: of(byDay),
      byScheme: of(byScheme),
      pending: pending.get(currency) ?? NOTHING_PENDING,
      largest: largest.get(currency),
    })
  })
  return { asOf, known, range, currencies, unplacedLines: sums.unplacedLines(range) }
}

function ofCurrency(currency: string, write: WriteSum, range: DayRange, sums: Sums): OverviewOfCurrency {
  const { pending, largest } = sums
  const both = (shown: bigint, part: bigint) => ({ shown: write(shown), confirmed: write(shown - part) })
  const outside = totalOf(sums.byDay.filter(({ internal }) => !internal))
  const inside = totalOf(sums.byDay.filter(({ internal }) => internal))
  const total = (figure: 'balance' | 'held' | 'available') => sums.accounts.reduce((sum, one) => sum + one[figure], 0n)
  return {
    currency,
    position: both(total('balance'), pending.balance),
    available: both(total('available'), pending.available),
    held: both(total('held'), pending.held),
    moneyIn: both(outside.moneyIn, pending.moneyIn),
    moneyOut: both(outside.moneyOut, pending.moneyOut),
    net: both(outside.moneyIn - outside.moneyOut, pending.moneyIn - pending.moneyOut),
    internal: {
      moneyIn: write(inside.moneyIn),
      moneyOut: write(inside.moneyOut),
      lines: inside.linesIn + inside.linesOut,
    },
    days: daysIn(range, sums.byDay, write),
    schemes: schemesOf(sums, write),
    currentAccounts: {
      rows: [...(largest?.currentAccounts ?? [])],
      others: { accounts: largest?.others.accounts ?? 0, position: write(largest?.others.position ?? 0n) },
    },
    subAccounts: [...(largest?.subAccounts ?? [])],
  }
}

type Movement = Omit<CashSum, 'currency' | 'internal'>
const NO_MOVEMENT: Movement = { linesIn: 0, moneyIn: 0n, linesOut: 0, moneyOut: 0n }

function totalOf(sums: readonly CashSum[]): Movement {
  return sums.reduce<Movement>(
    (total, { linesIn, moneyIn, linesOut, moneyOut }) => ({
      linesIn: total.linesIn + linesIn,
      moneyIn: total.moneyIn + moneyIn,
      linesOut: total.linesOut + linesOut,
      moneyOut: total.moneyOut + moneyOut,
    }),
    NO_MOVEMENT,
  )
}

function written({ moneyIn, moneyOut }: Movement, write: WriteSum) {
  return { moneyIn: write(moneyIn), moneyOut: write(moneyOut), net: write(moneyIn - moneyOut) }
}

/** A known day without lines is a day without money: zero is its figure. */
function daysIn(range: DayRange, byDay: readonly Keyed[], write: WriteSum): OverviewDay[] {
  const known = new Map(byDay.filter(({ internal }) => !internal).map((day) => [day.key, day]))
  return daysOf(range).map((day) => {
    const sum = known.get(day) ?? NO_MOVEMENT
    return { day, ...written(sum, write), linesIn: sum.linesIn, linesOut: sum.linesOut }
  })
}

/** Those that have accounts; current accounts always do. */
function schemesOf({ accounts, byScheme }: Sums, write: WriteSum): OverviewScheme[] {
  return OVERVIEW_SCHEMES.flatMap((scheme) => {
    const key = scheme === 'unallocated' ? '' : scheme
    const sum = accounts.find((one) => one.scheme === key)
    if (sum === undefined || sum.accounts === 0) return []
    const moved = byScheme.find((one) => one.key === key && !one.internal) ?? NO_MOVEMENT
    return [{ scheme, accounts: sum.accounts, position: write(sum.balance), ...written(moved, write) }]
  })
}
