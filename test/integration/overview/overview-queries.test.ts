import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOverviewQueries, type OverviewQueries } from '#main/storage/overview/overview-queries'
import type { Store } from '#main/storage/store'
import {
  OverviewAccountPage,
  type OverviewAccountsRequest,
  type OverviewLine,
  OverviewLinePage,
  type OverviewLinesRequest,
  type OverviewOfCurrency,
  OverviewView,
} from '#shared/contract/overview-views'
import type { AccountRow } from '#shared/contract/views'
import { CHANNELS, SCHEMES } from '#shared/domain/documents'
import { addDays, parseLocalDate } from '#shared/kernel/time'
import {
  apply,
  change,
  currentAccount,
  id,
  newPath,
  opened,
  openShared,
  subAccount,
  tombstone,
} from '../storage/store-fixture'
import { statementLine } from './overview-fixture'

/** 18:22 in Jakarta on 10 July. */
const AS_OF = '2026-07-10T11:22:00.000Z'
const LAST_90 = { kind: 'last', days: 90 } as const
const ACCOUNTS = 120
const LINES = 1_500
const GIRO_IDR = [1, 2]
const GIRO_USD = 3

const minor = (amount: string): bigint => BigInt(amount.replace('.', ''))
const total = (amounts: readonly string[]): bigint => amounts.reduce((sum, amount) => sum + minor(amount), 0n)

function asked(store: Store, asOf: string | null = AS_OF): OverviewQueries {
  return createOverviewQueries(store, { pendingOf: () => new Map(), asOf: () => asOf })
}

/** 90 days of lines around every hour of the day on accounts of two currencies. */
function fill(store: Store): void {
  const subs = Array.from({ length: ACCOUNTS }, (_, i) => {
    const owner = i % 10 === 0 ? GIRO_USD : (GIRO_IDR[i % 2] ?? 1)
    const parent = i < 30 ? owner : 10 + (i % 30)
    const balance = `${(i * 7919) % 5000}.${String(i % 100).padStart(2, '0')}`
    const more = { currentAccountId: id(owner), scheme: SCHEMES[i % 4], balance, available: balance }
    return change(i + 10, 'subAccount', subAccount(i + 10, parent, more))
  })
  const lines = Array.from({ length: LINES }, (_, i) => {
    const at = new Date(Date.parse('2026-04-11T17:00:00.000Z') + ((i * 5_171_717_171) % (89.7 * 86_400_000)))
    const facts = {
      postedAt: at.toISOString(),
      direction: i % 3 === 0 ? 'debit' : 'credit',
      amount: `${1 + ((i * 104_729) % 9_000_000)}.25`,
      channel: CHANNELS[i % CHANNELS.length],
    }
    return change(
      i + 1_000,
      'accountTransaction',
      statementLine(i + 1_000, i % 17 === 0 ? 1 : 10 + (i % ACCOUNTS), facts),
    )
  })
  apply(
    store,
    change(
      1,
      'currentAccount',
      currentAccount(1, { balance: '2700000000.00', held: '5.00', available: '2699999995.00' }),
    ),
    change(2, 'currentAccount', currentAccount(2, { balance: '100.50', available: '100.50' })),
    change(3, 'currentAccount', currentAccount(3, { balance: '99.00', available: '99.00', currency: 'USD' })),
    ...lines,
    ...subs,
  )
}

function linesOf(queries: OverviewQueries, request: Omit<OverviewLinesRequest, 'after' | 'limit'>, limit: number) {
  const rows: OverviewLine[] = []
  for (let after: OverviewLinesRequest['after'] = null; ; ) {
    const page = OverviewLinePage.parse(queries.lines({ ...request, after, limit }))
    rows.push(...page.rows)
    if (page.next === null) return rows
    after = page.next
  }
}

function accountsOf(
  queries: OverviewQueries,
  request: Omit<OverviewAccountsRequest, 'after' | 'limit'>,
  limit: number,
) {
  const rows: AccountRow[] = []
  for (let after: OverviewAccountsRequest['after'] = null; ; ) {
    const page = OverviewAccountPage.parse(queries.accounts({ ...request, after, limit }))
    rows.push(...page.rows)
    if (page.next === null) return rows
    after = page.next
  }
}

function currencyOf(view: OverviewView, currency: string): OverviewOfCurrency {
  const found = view.currencies.find((one) => one.currency === currency)
  if (!found) throw new Error(`no ${currency}`)
  return found
}

/** Every figure is the sum of the rows that it opens. */
function expectSumsOfRows(queries: OverviewQueries, currency: string, limit: number): void {
  const shown = currencyOf(OverviewView.parse(queries.view(LAST_90)), currency)
  for (const { day, moneyIn, moneyOut, net, linesIn, linesOut } of shown.days) {
    const rows = linesOf(queries, { currency, day, direction: null }, limit)
    const of = (direction: string) => rows.filter(({ line }) => line.direction === direction)
    expect(total(of('credit').map(({ line }) => line.amount))).toBe(minor(moneyIn))
    expect(total(of('debit').map(({ line }) => line.amount))).toBe(minor(moneyOut))
    expect([linesIn, linesOut]).toEqual([of('credit').length, of('debit').length])
    expect(minor(net)).toBe(minor(moneyIn) - minor(moneyOut))
  }
  for (const { scheme, position, accounts } of shown.schemes) {
    const rows = accountsOf(queries, { currency, scheme }, limit)
    expect(total(rows.map(({ balance }) => balance))).toBe(minor(position))
    expect(rows).toHaveLength(accounts)
  }
  expect(total(shown.schemes.map(({ position }) => position))).toBe(minor(shown.position.shown))
  const { rows, others } = shown.currentAccounts
  expect(total([...rows.map(({ rollup }) => rollup), others.position])).toBe(minor(shown.position.shown))
  expect(total(shown.days.map(({ moneyIn }) => moneyIn))).toBe(minor(shown.moneyIn.shown))
  expect(total(shown.days.map(({ moneyOut }) => moneyOut))).toBe(minor(shown.moneyOut.shown))
  expect(total(shown.schemes.map(({ moneyIn }) => moneyIn))).toBe(minor(shown.moneyIn.shown))
  expect(minor(shown.available.shown)).toBe(minor(shown.position.shown) - minor(shown.held.shown))
}

describe('the overview', () => {
  let store: Store
  let queries: OverviewQueries
  let closeShared: () => void

  beforeAll(() => {
    const shared = openShared()
    store = shared.store
    closeShared = shared.close
    fill(store)
    queries = asked(store)
  })
  afterAll(() => closeShared())

  it.each(['IDR', 'USD'])(
    'in %s: every figure is the sum of the rows that it opens, whatever their pages',
    (currency) => {
      expectSumsOfRows(queries, currency, 500)
      expectSumsOfRows(queries, currency, 7)
    },
  )

  it('never adds currencies together: both sums are there, each of its own accounts', () => {
    const view = queries.view(LAST_90)
    expect(view.currencies.map(({ currency }) => currency)).toEqual(['IDR', 'USD'])
    const usd = currencyOf(view, 'USD')
    const rows = SCHEMES.flatMap((scheme) => accountsOf(queries, { currency: 'USD', scheme }, 3))
    expect(new Set(rows.map(({ currency }) => currency))).toEqual(new Set(['USD']))
    expect(minor(usd.position.shown)).toBe(9_900n + total(rows.map(({ balance }) => balance)))
    expect(usd.currentAccounts.rows.map(({ id: one }) => one)).toEqual([id(GIRO_USD)])
  })

  it('leaves transfers between own accounts out of money in and out, and says how much they were', () => {
    const { internal, moneyIn, days } = currencyOf(queries.view(LAST_90), 'IDR')
    expect(internal.lines).toBeGreaterThan(50)
    const all = store.db
      .prepare(
        `SELECT doc ->> '$.channel' AS channel, count(*) AS rows FROM ${store.tables().entity('accountTransaction')} GROUP BY channel`,
      )
      .all()
    const inside = all.find(({ channel }) => channel === 'internal')
    const usd = currencyOf(queries.view(LAST_90), 'USD')
    expect(internal.lines + usd.internal.lines).toBe(Number(inside?.rows))
    const outside = [...days, ...usd.days].reduce((sum, { linesIn, linesOut }) => sum + linesIn + linesOut, 0)
    expect(outside + Number(inside?.rows)).toBe(LINES)
    expect(minor(moneyIn.shown)).toBeGreaterThan(0n)
  })

  it('shows the largest accounts first, and sub-accounts with all below them', () => {
    const { currentAccounts, subAccounts } = currencyOf(queries.view(LAST_90), 'IDR')
    expect(currentAccounts.rows.map(({ id: one }) => one)).toEqual([id(1), id(2)])
    const rollups = subAccounts.map(({ rollup }) => minor(rollup))
    expect(rollups).toHaveLength(8)
    expect(rollups).toEqual([...rollups].sort((a, b) => (a < b ? 1 : -1)))
    expect(new Set(subAccounts.map(({ parentId }) => parentId))).toEqual(new Set([id(1), id(2)]))
  })
})

describe('the days of the overview', () => {
  it('are 90 up to the last pull, by the calendar of Jakarta; nothing is said of days after it', () => {
    const store = opened(newPath())
    apply(store, change(1, 'currentAccount', currentAccount(1)))
    const at = (asOf: string | null) => asked(store, asOf).view(LAST_90)
    expect(at('2026-07-10T16:59:59.999Z').range).toEqual({ from: '2026-04-12', to: '2026-07-10' })
    expect(at('2026-07-10T17:00:00.000Z').range).toEqual({ from: '2026-04-13', to: '2026-07-11' })
    expect(at('2026-07-10T17:00:00.000Z').currencies[0]?.days).toHaveLength(90)
    expect(at(null)).toEqual({ asOf: null, known: null, range: null, currencies: [], unplacedLines: 0 })
  })

  it.each([
    [{ kind: 'last', days: 7 }, '2026-07-04', '2026-07-10'],
    [{ kind: 'last', days: 1 }, '2026-07-10', '2026-07-10'],
    [{ kind: 'between', from: '2026-07-01', to: '2026-07-03' }, '2026-07-01', '2026-07-03'],
    [{ kind: 'between', from: '2026-07-03', to: '2026-07-01' }, '2026-07-01', '2026-07-03'],
    [{ kind: 'between', from: '2020-01-01', to: '2026-04-20' }, '2026-04-12', '2026-04-20'],
    [{ kind: 'between', from: '2026-07-09', to: '2030-01-01' }, '2026-07-09', '2026-07-10'],
    [{ kind: 'between', from: '2030-01-01', to: '2030-02-01' }, '2026-07-10', '2026-07-10'],
    [{ kind: 'between', from: '2020-01-01', to: '2020-02-01' }, '2026-04-12', '2026-04-12'],
    [{ kind: 'between', from: '2026-06-31', to: '2026-07-03' }, '2026-07-01', '2026-07-03'],
  ] as const)('of %j are %s to %s', (wanted, from, to) => {
    const store = opened(newPath())
    apply(store, change(1, 'currentAccount', currentAccount(1)))
    expect(asked(store).view(wanted).range).toEqual({ from, to })
  })

  it('part at 17:00 UTC: the line a millisecond before is the day before', () => {
    const store = opened(newPath())
    apply(
      store,
      change(1, 'currentAccount', currentAccount(1)),
      change(2, 'accountTransaction', statementLine(20, 1, { postedAt: '2026-07-08T16:59:59.999Z', amount: '1.00' })),
      change(3, 'accountTransaction', statementLine(21, 1, { postedAt: '2026-07-08T17:00:00.000Z', amount: '2.00' })),
      change(4, 'accountTransaction', statementLine(22, 1, { postedAt: '2026-07-09T16:59:59.999Z', amount: '4.00' })),
      change(5, 'accountTransaction', statementLine(23, 1, { postedAt: '2026-07-09T17:00:00.000Z', amount: '8.00' })),
    )
    const queries = asked(store)
    const days = queries.view({ kind: 'last', days: 3 }).currencies[0]?.days
    expect(days?.map(({ day, moneyIn }) => `${day} ${moneyIn}`)).toEqual([
      '2026-07-08 1.00',
      '2026-07-09 6.00',
      '2026-07-10 8.00',
    ])
    const ninth = linesOf(queries, { currency: 'IDR', day: '2026-07-09', direction: null }, 1)
    expect(ninth.map(({ line }) => line.id)).toEqual([id(22), id(21)])
  })

  it('count lines whose account is not in the copy apart: nobody can tell their currency', () => {
    const store = opened(newPath())
    apply(
      store,
      change(1, 'currentAccount', currentAccount(1)),
      change(2, 'accountTransaction', statementLine(20, 77, { postedAt: '2026-07-09T01:00:00.000Z' })),
    )
    expect(asked(store).view(LAST_90)).toMatchObject({ unplacedLines: 1, currencies: [{ moneyIn: { shown: '0.00' } }] })
    apply(store, change(3, 'subAccount', subAccount(77, 1)))
    expect(asked(store).view(LAST_90)).toMatchObject({
      unplacedLines: 0,
      currencies: [{ moneyIn: { shown: '100.00' } }],
    })
    apply(store, tombstone(4, 'subAccount', 77))
    expect(asked(store).view(LAST_90)).toMatchObject({ unplacedLines: 1, currencies: [{ moneyIn: { shown: '0.00' } }] })
  })
})

type Put = Parameters<Store['documents']['writeGuess']>[0]
const guessed = (store: Store, type: Put['type'], doc: Record<string, unknown>) =>
  store.documents.writeGuess({ type, doc } as unknown as Put, AS_OF)

describe('with pending commands the overview', () => {
  it('shows what they do beside what the bank has confirmed, and forgets it with them', () => {
    const store = opened(newPath())
    fill(store)
    const queries = asked(store)
    const before = currencyOf(queries.view(LAST_90), 'IDR')
    expect(before.position.shown).toBe(before.position.confirmed)
    store.transaction(() => {
      // A hold, a transfer to a new account, and money that came in: whatever a command does, the bank has not said it.
      guessed(
        store,
        'currentAccount',
        currentAccount(1, { balance: '2699999900.00', held: '45.00', available: '2699999855.00' }),
      )
      guessed(store, 'subAccount', subAccount(500, 1, { balance: '100.00', available: '100.00', number: null }))
      const at = { postedAt: '2026-07-10T10:00:00.000Z' }
      guessed(store, 'accountTransaction', statementLine(501, 1, { ...at, direction: 'debit', channel: 'internal' }))
      guessed(store, 'accountTransaction', statementLine(502, 500, { ...at, channel: 'internal' }))
      guessed(store, 'accountTransaction', statementLine(503, 500, { ...at, amount: '7.00' }))
    })
    const shown = currencyOf(queries.view(LAST_90), 'IDR')
    expect(shown.position).toEqual({ shown: before.position.shown, confirmed: before.position.shown })
    expect(minor(shown.held.shown) - minor(shown.held.confirmed)).toBe(4_000n)
    expect(minor(shown.available.shown) - minor(shown.available.confirmed)).toBe(-4_000n)
    expect(shown.held.confirmed).toBe(before.held.shown)
    expect(minor(shown.moneyIn.shown) - minor(shown.moneyIn.confirmed)).toBe(700n)
    expect(shown.moneyIn.confirmed).toBe(before.moneyIn.shown)
    expect(shown.moneyOut).toEqual(before.moneyOut)
    expect(shown.internal.lines).toBe(before.internal.lines + 2)
    expect(currencyOf(queries.view(LAST_90), 'USD')).toMatchObject({ held: { shown: '0.00', confirmed: '0.00' } })
    const today = linesOf(queries, { currency: 'IDR', day: '2026-07-10', direction: 'credit' }, 100)
    expect(today.filter(({ pending }) => pending).map(({ line }) => line.id)).toEqual([id(503)])
    expectSumsOfRows(queries, 'IDR', 50)
    store.transaction(() => store.documents.restoreBases())
    expect(currencyOf(queries.view(LAST_90), 'IDR')).toEqual(before)
  })

  it('is still the sum of its rows after any guesses', () => {
    const store = opened(newPath())
    fill(store)
    const queries = asked(store)
    const start = parseLocalDate('2026-04-12')
    if (!start.ok) throw new Error('no date')
    const amount = fc
      .integer({ min: 0, max: 10 ** 9 })
      .map((sen) => `${Math.floor(sen / 100)}.${String(sen % 100).padStart(2, '0')}`)
    const line = fc.record({
      n: fc.integer({ min: 5_000, max: 5_020 }),
      account: fc.constantFrom(1, 3, 12, 20, 40),
      day: fc.integer({ min: 0, max: 89 }).map((days) => addDays(start.value, days)),
      amount,
      direction: fc.constantFrom('credit', 'debit'),
      channel: fc.constantFrom('internal', 'edc'),
    })
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        fc.array(fc.record({ n: fc.constantFrom(12, 20, 40), amount }), { maxLength: 3 }),
        (lines, balances) => {
          store.transaction(() => {
            store.documents.restoreBases()
            for (const { n, account, day, ...facts } of lines) {
              guessed(
                store,
                'accountTransaction',
                statementLine(n, account, { ...facts, postedAt: `${day}T03:00:00.000Z` }),
              )
            }
            for (const { n, amount: balance } of balances) {
              const known = store.documents.visible.find('subAccount', id(n))
              guessed(store, 'subAccount', { ...known, balance, available: balance })
            }
          })
          for (const currency of ['IDR', 'USD']) expectSumsOfRows(queries, currency, 100)
        },
      ),
      { numRuns: 10 },
    )
  })
})
