import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AccountQueries, createAccountQueries } from '#main/storage/accounts/account-queries'
import { SORT_COLUMNS } from '#main/storage/copy-tables'
import type { Store } from '#main/storage/store'
import {
  AccountDetail,
  AccountPage,
  type AccountRow,
  type AccountSort,
  AccountsSummary,
  LIMIT_USES,
  SORT_KEYS,
  StatementPage,
} from '#shared/contract/views'
import { BLOCKS, SCHEMES } from '#shared/domain/documents'
import { apply, change, currentAccount, guess, id, NOW, newPath, opened, openShared, subAccount } from './store-fixture'

const WORDS = [
  'Kas kecil',
  'Cabang',
  'Dompet "Niaga"',
  'Gaji',
  'Operasional 100%',
  "Toko O'Neill",
  'Pusat_Data',
  'Élan',
]
const ACCOUNTS = 400
const TODAY = '2026-07-10'
const BY_NAME: AccountSort = { key: 'name', direction: 'asc' }
const FIRST = { sort: BY_NAME, offset: 0, limit: 500 }

const noMarks = { pendingOf: () => new Map(), asOf: () => NOW, today: () => TODAY }

/** Of every sort: none, one direction, both, nothing allowed; used today, on another day, beyond it. */
function limitsAndUse(i: number) {
  const daily = [null, '1000.00', '400.00', '0.00'][i % 29 ? i % 3 : 3] ?? null
  const direction = { perTransaction: '50.00', daily }
  const other = { perTransaction: null, daily: i % 4 ? null : '900.00' }
  const used = { debit: `${(i * 37) % 1100}.00`, credit: `${(i * 53) % 800}.00` }
  return {
    limits: i % 2 ? { debit: direction, credit: other } : { debit: other, credit: direction },
    usedToday: { date: i % 5 ? TODAY : '2026-07-09', ...used },
  }
}

function fill(store: Store): void {
  const subs = Array.from({ length: ACCOUNTS }, (_, i) => {
    const n = i + 10
    const parent = i < 12 ? 1 + (i % 2) : 10 + Math.floor(i / 12)
    const balance = `${((i * 7919) % 1000) - 50}.00`
    return change(
      n,
      'subAccount',
      subAccount(n, parent, {
        name: `${WORDS[i % WORDS.length]} ${i % 37}`,
        number: `88123${String((i * 104_729) % 10 ** 10).padStart(10, '0')}${i % 10}`,
        scheme: SCHEMES[i % 4],
        status: i % 11 ? 'open' : 'closed',
        block: BLOCKS[i % 7] ?? 'none',
        currentAccountId: id(1 + (i % 2)),
        balance,
        held: `${i % 6}.00`,
        available: `${((i * 104_729) % 2000) - 100}.00`,
        ...limitsAndUse(i),
        ...(i % 5 ? {} : { externalRef: `ERP-${i}/${i % 3 ? 'A' : 'b'}`, tags: ['x'] }),
      }),
    )
  })
  apply(
    store,
    change(1, 'currentAccount', currentAccount(1, { name: 'Giro utama', balance: '1000.00' })),
    change(2, 'currentAccount', currentAccount(2, { name: 'Giro kas' })),
    ...subs,
  )
}

/** A store of its own for tests that write. */
function filled() {
  const store = opened(newPath())
  fill(store)
  return asked(store)
}

function asked(store: Store): { store: Store; queries: AccountQueries; all: AccountRow[] } {
  const queries = createAccountQueries(store, noMarks)
  const all = queries.search({ text: '', filter: {}, ...FIRST }).rows
  return { store, queries, all }
}

const key = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
const minor = (amount: string) => BigInt(amount.replace('.', ''))
const rank = (row: AccountRow) => (row.scheme === null ? 0 : SCHEMES.indexOf(row.scheme) + 1)
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const compareMoney = (a: string, b: string) => (minor(a) < minor(b) ? -1 : minor(a) > minor(b) ? 1 : 0)

const COMPARE: Record<AccountSort['key'], (a: AccountRow, b: AccountRow) => number> = {
  name: (a, b) => compareText(key(a.name), key(b.name)),
  number: (a, b) => compareText(a.number ?? '', b.number ?? ''),
  scheme: (a, b) => rank(a) - rank(b),
  balance: (a, b) => compareMoney(a.balance, b.balance),
  rollup: (a, b) => compareMoney(a.rollup, b.rollup),
  available: (a, b) => compareMoney(a.available, b.available),
  held: (a, b) => compareMoney(a.held, b.held),
  reference: (a, b) => compareText(key(a.externalRef ?? LAST), key(b.externalRef ?? LAST)),
  limitUse: (a, b) => Math.sign(usedShare(a) - usedShare(b)) || 0,
  state: (a, b) => stateRank(a) - stateRank(b),
}

const LAST = '\u{10ffff}'
const stateRank = (row: AccountRow) => (row.status === 'closed' ? 4 : 0) + 3 - BLOCKS.indexOf(row.block)
/** The larger share of today; what has no limit comes before what has used nothing of one. */
const usedShare = ({ limitUse }: AccountRow) => {
  if (limitUse === null) return -1
  if (limitUse.isNothing) return Number.POSITIVE_INFINITY
  return limitUse.date === TODAY ? Math.max(limitUse.debit ?? 0, limitUse.credit ?? 0) : 0
}

function expectSorted(rows: readonly AccountRow[], sort: AccountSort): void {
  const sign = sort.direction === 'asc' ? 1 : -1
  for (const [i, row] of rows.entries()) {
    const next = rows[i + 1]
    if (next) expect(COMPARE[sort.key](row, next) * sign || 0, sort.key).toBeLessThanOrEqual(0)
  }
}

const ids = (rows: readonly AccountRow[]) => rows.map((row) => row.id).sort()

describe('account queries', () => {
  let shared: ReturnType<typeof asked>
  let closeShared: () => void

  beforeAll(() => {
    const { store, close } = openShared()
    closeShared = close
    fill(store)
    shared = asked(store)
  })

  afterAll(() => closeShared())

  it('give every account exactly once in any order, and pages are parts of the whole', () => {
    const { queries, all } = shared
    expect(all).toHaveLength(ACCOUNTS + 2)
    for (const sortKey of SORT_KEYS) {
      for (const direction of ['asc', 'desc'] as const) {
        const sort = { key: sortKey, direction }
        const whole = queries.search({ text: '', filter: {}, sort, offset: 0, limit: 500 })
        expect(whole.total).toBe(ACCOUNTS + 2)
        expect(ids(whole.rows)).toEqual(ids(all))
        expectSorted(whole.rows, sort)
        const paged = [0, 150, 300, 390, 402, 900].flatMap((offset, i, offsets) => {
          const limit = Math.min((offsets[i + 1] ?? offset) - offset, 500) || 1
          return queries.search({ text: '', filter: {}, sort, offset, limit }).rows
        })
        expect(paged.map((row) => row.id)).toEqual(whole.rows.map((row) => row.id))
      }
    }
  })

  it('filter by scheme, status and block as plain filtering does, totals included', () => {
    const { queries, all } = shared
    for (const scheme of [undefined, ...SCHEMES]) {
      for (const status of [undefined, 'open', 'closed'] as const) {
        for (const block of [undefined, ...BLOCKS]) {
          const filter = { ...(scheme && { scheme }), ...(status && { status }), ...(block && { block }) }
          const expected = all.filter(
            (row) =>
              (!scheme || row.scheme === scheme) &&
              (!status || row.status === status) &&
              (!block || row.block === block),
          )
          const page = queries.search({ text: '', filter, ...FIRST })
          expect(page.total).toBe(expected.length)
          expect(ids(page.rows)).toEqual(ids(expected))
        }
      }
    }
  })

  it('filter by how much of the daily limits is used, beside the rest, totals included', () => {
    const { queries, all } = shared
    const share = (row: AccountRow) => (row.kind === 'sub' ? usedShare(row) : -2)
    const passes = { nearly: (n: number) => n >= 800, reached: (n: number) => n >= 1000, none: (n: number) => n === -1 }
    for (const limitUse of LIMIT_USES) {
      for (const [text, more] of [
        ['', {}],
        ['', { scheme: 'transfer' }],
        ['gaji', {}],
        ['g', { status: 'closed' }],
      ] as const) {
        const plain = queries.search({ text, filter: more, ...FIRST }).rows
        const expected = plain.filter((row) => passes[limitUse](share(row)))
        const page = queries.search({ text, filter: { ...more, limitUse }, ...FIRST })
        expect(page.total).toBe(expected.length)
        expect(ids(page.rows)).toEqual(ids(expected))
        if (text === '') expect(expected.length).toBeGreaterThan(3)
      }
    }
    expect(all.some(({ limitUse }) => limitUse?.date !== TODAY && (limitUse?.debit ?? 0) >= 800)).toBe(true)
  })

  it('count nothing of another day, also when the day turns without a word from the bank', () => {
    const { store } = shared
    const nearly = (date: string) =>
      createAccountQueries(store, { ...noMarks, today: () => date }).search({
        text: '',
        filter: { limitUse: 'nearly' },
        ...FIRST,
      })
    const always = nearly('2026-07-11')
    expect(always.total).toBeGreaterThan(0)
    expect(always.rows.every(({ limitUse }) => limitUse?.isNothing)).toBe(true)
    expect(nearly('2026-07-09').total).toBeGreaterThan(always.total)
    expect(nearly(TODAY).total).toBeGreaterThan(always.total)
  })

  it.each([
    ['gaji'],
    ['GAJI 3'],
    ['kas kec'],
    ['kecil kas'],
    ['erp-1'],
    ['8812'],
    ['88123 0000'],
    ['elan'],
    ['Élan'],
    ['g'],
    ['8'],
    ['gi'],
    ['"niaga"'],
    ['gaji"'],
    ['nia"ga'],
    ['100%'],
    ['%%%'],
    ['___'],
    ['pusat_data'],
    ["o'neill"],
    ['a OR b'],
    ['gaji NOT kas'],
    ['NEAR(a b)'],
    ['name:gaji'],
    ['gaji*'],
    ['^gaji'],
    ['"'],
    ['""'],
    ['(('],
    ["'; DROP TABLE meta; --"],
    ['\u0000gaji'],
    ['  gaji   1 '],
    ['{name} : gaji'],
    ['-'],
    ['%'],
    ['_'],
    ['-10'],
    ['😀😀😀'],
    ['10 gaji'],
  ])('search %j as reading every row would', (text) => {
    const { queries, all } = shared
    const wanted = key(text.replaceAll('\u0000', ' ')).trim().replace(/\s+/g, ' ')
    const haystack = (row: AccountRow) => [key(row.name), row.number ?? '', key(row.externalRef ?? '')]
    const digits = wanted.replace(/\D/g, '')
    const expected = all.filter((row) => {
      const texts = haystack(row)
      if (/^[\d\s.-]+$/.test(wanted) && digits.length >= 3) {
        return (row.number ?? '').includes(digits) || texts.some((one) => one.includes(wanted))
      }
      if ([...wanted].length < 3) return texts.some((one) => one.startsWith(wanted))
      const words = wanted.split(' ')
      if (words.every((word) => [...word].length < 3)) return texts.some((one) => one.includes(wanted))
      return words.every((word) => texts.some((one) => one.includes(word)))
    })
    const page = queries.search({ text, filter: {}, ...FIRST })
    expect(ids(page.rows)).toEqual(ids(expected))
    expect(page.total).toBe(expected.length)
    expectSorted(page.rows, BY_NAME)
    const closed = queries.search({ text, filter: { status: 'closed' }, ...FIRST })
    expect(ids(closed.rows)).toEqual(ids(expected.filter((row) => row.status === 'closed')))
  })

  it('follow a changed name, number and reference in the search index', () => {
    const { store, queries } = filled()
    const find = (text: string) => queries.search({ text, filter: {}, ...FIRST }).total
    apply(
      store,
      change(9_001, 'subAccount', subAccount(15, 1, { version: 2, name: 'Zebra', number: '8812399999999999' })),
    )
    expect([find('zebra'), find('8812 3999 9999 9999')]).toEqual([1, 1])
    apply(store, change(9_002, 'subAccount', subAccount(15, 1, { version: 3, name: 'Okapi', externalRef: 'REF 77' })))
    expect([find('zebra'), find('999999999'), find('okapi'), find('ref 77')]).toEqual([0, 0, 1, 1])
  })

  it('list children of a node and the current accounts, with their sums', () => {
    const { queries, all } = shared
    for (const parentId of [null, ...all.map((row) => row.id).slice(0, 60)]) {
      const expected = all.filter((row) => row.parentId === parentId)
      const page = AccountPage.parse(queries.children({ parentId, ...FIRST }))
      expect(page.total).toBe(expected.length)
      expect(ids(page.rows)).toEqual(ids(expected))
      expectSorted(page.rows, BY_NAME)
    }
    const sum = all.reduce((total, row) => total + minor(row.balance), 0n)
    const roots = queries.children({ parentId: null, sort: { key: 'rollup', direction: 'desc' }, offset: 0, limit: 10 })
    expectSorted(roots.rows, { key: 'rollup', direction: 'desc' })
    expect(roots.rows.reduce((total, row) => total + minor(row.rollup), 0n)).toBe(sum)
    expect(roots.rows.reduce((total, row) => total + row.descendantCount, 0)).toBe(ACCOUNTS)
    expect(queries.children({ parentId: id(9_999), ...FIRST })).toEqual({ rows: [], total: 0 })
  })

  it('walk the sort index where a node has very many children', () => {
    const store = opened(newPath())
    const many = Array.from({ length: 2_500 }, (_, i) =>
      change(i + 10, 'subAccount', subAccount(i + 10, i % 50 ? 3 : 1, { balance: `${(i * 7) % 100}.00` })),
    )
    apply(store, change(1, 'currentAccount', currentAccount(1)), change(2, 'subAccount', subAccount(3, 1)), ...many)
    const queries = createAccountQueries(store, noMarks)
    const request = { parentId: id(3), sort: { key: 'balance', direction: 'desc' }, limit: 500 } as const
    const rows = [0, 500, 1000, 1500, 2000].flatMap((offset) => queries.children({ ...request, offset }).rows)
    expect(new Set(ids(rows)).size).toBe(2_450)
    expect(rows.every((row) => row.parentId === id(3))).toBe(true)
    expectSorted(rows, request.sort)
    const found = queries.search({ text: 'cabang', filter: { scheme: 'operational' }, ...FIRST, offset: 2_400 })
    expect([found.total, found.rows.length]).toEqual([2_501, 101])
  })

  it('open one account with its place, limits and pending mark', () => {
    const { store } = filled()
    guess(store, subAccount(700, 20, { number: null, name: 'Baru' }))
    const mark = { state: 'waiting' as const, types: ['subAccount.create'] }
    const pendingOf = () => new Map([[id(700), mark]])
    const queries = createAccountQueries(store, { ...noMarks, pendingOf, asOf: () => null })
    const detail = AccountDetail.parse({ ...queries.get(id(700)), commands: [] })
    expect(detail).toMatchObject({ number: null, pending: mark, rollup: '0.00', currency: 'IDR', tags: [] })
    expect(detail.ancestors.map((one) => one.kind)).toEqual(['current', 'sub'])
    expect(queries.ancestors(id(700))).toEqual(detail.ancestors)
    expect(AccountDetail.parse({ ...queries.get(id(1)), commands: [] })).toMatchObject({
      kind: 'current',
      limits: null,
    })
    expect(queries.get(id(9_999))).toBeUndefined()
    expect(AccountsSummary.parse(queries.summary())).toEqual({
      currentAccounts: 2,
      subAccounts: ACCOUNTS + 1,
      pending: 1,
      asOf: null,
    })
    const pending = (text: string) => queries.search({ text, filter: { pendingOnly: true }, ...FIRST }).rows
    expect(pending('').map((row) => row.name)).toEqual(['Baru'])
    expect([pending('bar').length, pending('b').length, pending('gaji').length]).toEqual([1, 1, 0])
    store.transaction(() => store.documents.restoreBases())
    expect(pending('')).toEqual([])
  })

  it('show sums in the decimals of the current account', () => {
    const store = opened(newPath())
    const yen = { currency: 'JPY', balance: '5', held: '0', available: '5', rollup: '7' }
    const inYen = {
      balance: '2',
      held: '0',
      available: '2',
      usedToday: { date: '2026-07-10', debit: '0', credit: '0' },
    }
    apply(store, change(2, 'subAccount', subAccount(3, 1, inYen)))
    const queries = createAccountQueries(store, noMarks)
    expect(queries.get(id(3))).toMatchObject({ currency: '', rollup: '2', ancestors: [] })
    apply(store, change(1, 'currentAccount', currentAccount(1, yen)))
    expect(queries.get(id(1))).toMatchObject({ currency: 'JPY', rollup: '7', balance: '5' })
  })
})

describe('an account statement and history', () => {
  const line = (n: number, postedAt: string) =>
    change(n, 'accountTransaction', {
      // Later in the feed, but earlier by id.
      id: id(50 - n),
      version: 1,
      updatedAt: NOW,
      accountId: id(1),
      postedAt,
      direction: 'credit',
      amount: '1.00',
      balanceAfter: '1.00',
      channel: 'internal',
      counterparty: '',
      reference: `R${n}`,
      description: '',
    })
  let pages: StatementPage[]

  beforeAll(() => {
    pages = []
  })

  it('pages latest first without splitting or losing lines of one instant', () => {
    const store = opened(newPath())
    const times = [10, 11, 11, 11, 12, 13]
    apply(store, ...times.map((hour, i) => line(i + 1, `2026-07-10T${hour}:00:00.000Z`)))
    const queries = createAccountQueries(store, noMarks)
    let before: string | undefined
    for (;;) {
      const page = StatementPage.parse(queries.statement({ accountId: id(1), before, limit: 3 }))
      pages.push(page)
      before = page.transactions.at(-1)?.postedAt
      if (!page.hasMore) break
    }
    expect(pages.map((page) => page.transactions.map((one) => one.reference))).toEqual([
      ['R6', 'R5', 'R4', 'R3', 'R2'],
      ['R1'],
    ])
    expect(queries.statement({ accountId: id(9), limit: 3 })).toEqual({
      transactions: [],
      hasMore: false,
      olderUnavailable: false,
    })
  })

  it('tells what was done to an account, latest first', () => {
    const store = opened(newPath())
    const entry = (n: number, more: Record<string, unknown>) =>
      change(n, 'auditEntry', {
        id: id(n),
        version: 1,
        updatedAt: NOW,
        at: `2026-07-1${n}T00:00:00.000Z`,
        actorId: id(90),
        deviceId: null,
        commandId: id(80 + n),
        type: 'subAccount.update',
        outcome: 'accepted',
        ...more,
      })
    const about = { subjectType: 'subAccount', subjectId: id(5) }
    apply(
      store,
      entry(1, about),
      entry(2, { after: { id: id(5) } }),
      entry(3, { subjectId: id(6), after: { id: id(5) } }),
    )
    const { history } = createAccountQueries(store, noMarks)
    expect(history(id(5)).map((one) => one.id)).toEqual([id(2), id(1)])
    expect(history(id(7))).toEqual([])
  })
})

describe('a page of accounts', () => {
  it('is a walk of an index, whatever it is sorted by', () => {
    const store = opened(newPath())
    const { accountNode } = store.tables()
    for (const sortKey of SORT_KEYS) {
      const plan = store.db
        .prepare(
          `EXPLAIN QUERY PLAN SELECT n FROM ${accountNode} INDEXED BY ${accountNode}_sort_${sortKey}
           WHERE (facets & 1) = 1 ORDER BY ${SORT_COLUMNS[sortKey]} DESC, n DESC LIMIT 200 OFFSET 90000`,
        )
        .all()
        .map((row) => String(row.detail))
      expect(plan).toEqual([`SCAN ${accountNode} USING COVERING INDEX ${accountNode}_sort_${sortKey}`])
    }
  })
})
