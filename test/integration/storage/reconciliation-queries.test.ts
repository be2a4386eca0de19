import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { confirmedCreditReceipts, creditReceipts } from '#main/storage/reconciliation/credit-receipts'
import {
  createReconciliationQueries,
  type ReconciliationQueries,
} from '#main/storage/reconciliation/reconciliation-queries'
import type { Store } from '#main/storage/store'
import {
  RECEIPT_AGES,
  RECEIPT_SORTS,
  RECEIPT_STATES,
  type ReceiptAge,
  ReceiptCredits,
  ReceiptDetail,
  type ReceiptFilter,
  ReceiptPage,
  type ReceiptSort,
  ReceiptVerdict,
  ReconciliationSummary,
} from '#shared/contract/reconciliation-views'
import { RECONCILIATION_STATUSES, type ReconciliationItem } from '#shared/domain/documents'
import { isLocalDate } from '#shared/kernel/time'
import { apply, change, currentAccount, id, NOW, openShared, subAccount } from './store-fixture'

const TODAY = '2026-07-10'
const RECEIPTS = 300
const DAY_MS = 24 * 60 * 60 * 1000
const BY_DUE: ReceiptSort = { key: 'dueDate', direction: 'asc' }

function today() {
  if (!isLocalDate(TODAY)) throw new Error('no date')
  return TODAY
}

const day = (offset: number) => new Date(Date.parse(`${TODAY}T00:00:00Z`) + offset * DAY_MS).toISOString().slice(0, 10)
const numberOf = (n: number) => `88123${n.toString().padStart(11, '0')}`
/** Accounts 10 to 13 are kept in rupiah, 20 in yen; 1 and 2 are the current accounts. */
const NUMBERS = [...[10, 11, 12, 13, 20].map(numberOf), '100001', '100002']
const currencyOf = (number: string) => (number === numberOf(20) || number === '100002' ? 'JPY' : 'IDR')

function receipt(i: number): ReconciliationItem & { readonly amount: string } {
  const accountNumber = NUMBERS[i % NUMBERS.length] ?? ''
  const status = RECONCILIATION_STATUSES[(i * 7) % 4] ?? 'unmatched'
  const decimals = currencyOf(accountNumber) === 'JPY' ? '' : '.00'
  return {
    id: id(1_000 + i),
    version: 1,
    updatedAt: NOW,
    reference: `${i % 3 ? 'INV' : 'Faktur'}/${String((i * 53) % 997)}`,
    accountNumber,
    amount: `${((i * 104_729) % 900) + 1}000${decimals}`,
    dueDate: day(((i * 31) % 90) - 60),
    status,
    ...(status === 'matched' || status === 'suggested' ? { transactionId: id(5_000 + (i % 40)) } : {}),
  }
}

const line = (n: number, account: number, amount: string, more: object = {}) => ({
  id: id(n),
  version: 1,
  updatedAt: NOW,
  accountId: id(account),
  postedAt: `2026-07-0${1 + (n % 9)}T03:00:00.000Z`,
  direction: 'credit',
  amount,
  balanceAfter: amount,
  channel: 'atm',
  counterparty: `Toko ${n}`,
  reference: `R${n}`,
  description: 'Setoran',
  ...more,
})

const all = Array.from({ length: RECEIPTS }, (_, i) => receipt(i))
const seen = { pendingOf: () => new Map(), asOf: () => NOW, today }
let store: Store
let queries: ReconciliationQueries
let close: () => void

beforeAll(() => {
  const shared = openShared()
  store = shared.store
  close = shared.close
  const accounts = [
    change(1, 'company', {
      id: id(900),
      version: 1,
      updatedAt: NOW,
      name: 'PT Uji',
      transferApprovalThreshold: '1.00',
      accountPrefix: '88123',
    }),
    change(2, 'currentAccount', currentAccount(1)),
    change(
      3,
      'currentAccount',
      currentAccount(2, { currency: 'JPY', balance: '0', held: '0', available: '0', rollup: '0' }),
    ),
    ...[10, 11, 12, 13].map((n, at) => change(4 + at, 'subAccount', subAccount(n, 1, { number: numberOf(n) }))),
    change(8, 'subAccount', subAccount(20, 2, { number: numberOf(20), currentAccountId: id(2) })),
  ]
  const credits = Array.from({ length: 40 }, (_, n) =>
    change(100 + n, 'accountTransaction', line(5_000 + n, 10 + (n % 4), '5000.00')),
  )
  const receipts = all.map((doc, i) => change(1_000 + i, 'reconciliationItem', { ...doc }))
  apply(store, ...accounts, ...credits, ...receipts)
  queries = createReconciliationQueries(store, seen)
})
afterAll(() => close())

const daysLate = ({ dueDate }: { dueDate: string }) => Math.round((Date.parse(TODAY) - Date.parse(dueDate)) / DAY_MS)
function ageOf(item: { dueDate: string }): ReceiptAge {
  const late = daysLate(item)
  return late <= 0 ? 'not_due' : late <= 7 ? 'days_1_7' : late <= 30 ? 'days_8_30' : 'over_30'
}
const isOpen = ({ status }: { status: string }) => status === 'unmatched' || status === 'suggested'

function fits(item: ReconciliationItem, { state, age, accountNumber }: ReceiptFilter): boolean {
  return (
    (state === undefined || (state === 'open' ? isOpen(item) : item.status === state)) &&
    (age === undefined || ageOf(item) === age) &&
    (accountNumber === undefined || item.accountNumber === accountNumber)
  )
}
const ids = (rows: readonly { id: string }[]) => rows.map((row) => row.id)
const list = (filter: ReceiptFilter, text = '', sort = BY_DUE) =>
  queries.list({ text, filter, sort, offset: 0, limit: 500 })

describe('the list of receipts', () => {
  it.each([undefined, ...RECEIPT_STATES])('state %s, any age', (state) => {
    for (const age of [undefined, ...RECEIPT_AGES]) {
      const filter = { ...(state ? { state } : {}), ...(age ? { age } : {}) }
      const page = list(filter)
      expect(ids(page.rows).sort()).toEqual(ids(all.filter((item) => fits(item, filter))).sort())
      expect(page.total).toBe(page.rows.length)
    }
  })

  it('of one account', () => {
    for (const accountNumber of NUMBERS)
      expect(list({ accountNumber }).total).toBe(all.filter((item) => item.accountNumber === accountNumber).length)
  })

  it('finds text in references, whatever the case, and account numbers written in groups', () => {
    const found = (text: string) => ids(list({}, text).rows).sort()
    const of = (test: (item: ReconciliationItem) => boolean) => ids(all.filter(test)).sort()
    expect(found('FAKTUR/5')).toEqual(of(({ reference }) => reference.toLowerCase().includes('faktur/5')))
    expect(found('8812 3000 0000 0012')).toEqual(of(({ accountNumber }) => accountNumber === numberOf(12)))
    expect(found('no such thing')).toEqual([])
    expect(found('%')).toEqual([])
  })

  it.each(RECEIPT_SORTS)('sorted by %s both ways, page by page', (key) => {
    const whole = (direction: 'asc' | 'desc') => ids(list({}, '', { key, direction }).rows)
    const paged = (direction: 'asc' | 'desc') =>
      [0, 1, 2, 3, 4, 5, 6].flatMap((page) =>
        ids(queries.list({ text: '', filter: {}, sort: { key, direction }, offset: page * 47, limit: 47 }).rows),
      )
    const key2 = (item: ReconciliationItem) =>
      key === 'amount'
        ? Number(item.amount.replace('.', '')).toString().padStart(20, '0')
        : key === 'reference'
          ? item.reference.toLowerCase()
          : key === 'account'
            ? item.accountNumber + item.dueDate
            : item.dueDate
    const keys = whole('asc').map((each) => key2(all.find((item) => item.id === each) ?? receipt(0)))
    expect(keys).toEqual([...keys].sort())
    expect(whole('desc')).toEqual([...whole('asc')].reverse())
    expect(paged('asc')).toEqual(whole('asc'))
  })

  it('tells what a row shows, by the contract', () => {
    const page = ReceiptPage.parse(list({}))
    const row = page.rows.find(({ accountNumber, status }) => accountNumber === numberOf(20) && status === 'matched')
    const item = all.find((each) => each.id === row?.id)
    if (!row || !item) throw new Error('nothing to look at')
    expect(row).toMatchObject({
      currency: 'JPY',
      accountName: 'Cabang 20',
      accountId: id(20),
      daysLate: daysLate(item),
      transactionId: item.transactionId,
      credit: { id: item.transactionId },
      pending: null,
    })
    expect(page.rows.find(({ accountNumber }) => accountNumber === '100002')).toMatchObject({ accountName: 'Giro 2' })
  })

  it('walks an index for every order, and never sorts what it did not choose', () => {
    const table = store.tables().entity('reconciliationItem')
    const plan = (order: string, index: string) =>
      store.db
        .prepare(
          `EXPLAIN QUERY PLAN SELECT n FROM ${table} INDEXED BY ${table}_by_${index}
           WHERE "status" IN ('unmatched', 'suggested') ORDER BY ${order} LIMIT 10`,
        )
        .all()
        .map(({ detail }) => String(detail))
    for (const [order, index] of [
      ['"dueDate" DESC, "n" DESC', 'dueDate_n_status_accountNumber'],
      ['"amount", "n"', 'amount_n_status_dueDate_accountNumber'],
      ['"words", "n"', 'words_n_status_dueDate_accountNumber'],
      ['"accountNumber", "dueDate", "n"', 'accountNumber_dueDate_n_status'],
    ] as const) {
      expect(plan(order, index).join()).not.toMatch(/TEMP B-TREE/)
    }
  })
})

describe('the sums', () => {
  const minor = (amount: string) => BigInt(amount.replace('.', ''))
  const sum = (items: readonly ReconciliationItem[]) => items.reduce((total, item) => total + minor(item.amount), 0n)

  it('say what is matched and how old what is open is, by currency', () => {
    const summary = ReconciliationSummary.parse(queries.summary())
    expect(summary.total).toBe(RECEIPTS)
    for (const status of RECONCILIATION_STATUSES)
      expect(summary.counts[status]).toBe(all.filter((item) => item.status === status).length)
    expect(summary.currencies.map(({ currency }) => currency)).toEqual(['IDR', 'JPY'])
    for (const { currency, matched, expected, ages } of summary.currencies) {
      const own = all.filter((item) => currencyOf(item.accountNumber) === currency)
      const told = ({ count, amount }: { count: number; amount: string }) => [count, minor(amount)]
      const of = (items: readonly ReconciliationItem[]) => [items.length, sum(items)]
      expect(told(matched)).toEqual(of(own.filter(({ status }) => status === 'matched')))
      expect(told(expected)).toEqual(of(own.filter(({ status }) => status !== 'excluded')))
      for (const age of RECEIPT_AGES)
        expect(told(ages[age])).toEqual(of(own.filter((item) => isOpen(item) && ageOf(item) === age)))
    }
  })
})

describe('the credits that a receipt may be', () => {
  const item = { ...receipt(0), id: id(9_000), accountNumber: numberOf(13), amount: '3000.00', reference: 'r 7001' }

  beforeAll(() => {
    const { transactionId: _, ...open } = item
    apply(
      store,
      change(9_000, 'reconciliationItem', { ...open, status: 'unmatched' }),
      change(9_001, 'accountTransaction', line(7_001, 13, '3000.00', { reference: ' R  7001' })),
      change(9_002, 'accountTransaction', line(7_002, 13, '9000.00')),
      change(9_003, 'accountTransaction', line(7_003, 13, '2999.99')),
      change(9_004, 'accountTransaction', line(7_004, 13, '3000.00', { direction: 'debit' })),
      change(9_005, 'reconciliationItem', {
        ...open,
        id: id(9_005),
        amount: '6500.00',
        status: 'matched',
        transactionId: id(7_002),
        reference: 'A',
      }),
    )
  })

  it('stand with what is left of each, the same amount first', () => {
    const answer = queries.credits({ itemId: id(9_000), enoughOnly: false, offset: 0, limit: 500 })
    const { credits } = ReceiptCredits.parse(answer)
    const [first] = credits
    expect(first).toMatchObject({ id: id(7_001), sameAmount: true, sameReference: true, enough: true, left: '3000.00' })
    expect(credits.find((each) => each.id === id(7_002))).toMatchObject({
      left: '2500.00',
      enough: false,
      matched: [{ reference: 'A', amount: '6500.00' }],
    })
    expect(ids(credits)).not.toContain(id(7_004))
    const enough = queries.credits({ itemId: id(9_000), enoughOnly: true, offset: 0, limit: 500 })
    expect(enough?.credits.every((each) => each.enough)).toBe(true)
    expect(ids(enough?.credits ?? [])).not.toContain(id(7_003))
    expect(queries.credits({ itemId: id(1), enoughOnly: true, offset: 0, limit: 5 })).toBeUndefined()
  })

  it('are in the details of a receipt that has one', () => {
    const detail = ReceiptDetail.parse({ ...queries.get(id(9_005)), commands: [] })
    expect(detail.creditUse).toMatchObject({ id: id(7_002), left: '2500.00' })
    expect(queries.get(id(1))).toBeUndefined()
  })

  it('rows of a file are judged as the import would, amounts completed', () => {
    const row = { rowId: '2', reference: 'baru', accountNumber: numberOf(13), amount: '1500', dueDate: '2026-08-01' }
    const judged = queries.judge([
      row,
      { ...row, rowId: '3', accountNumber: numberOf(20) },
      { ...row, rowId: '4', accountNumber: '999999', amount: '1.234' },
    ])
    expect(judged.map((each) => ReceiptVerdict.parse(each))).toMatchObject([
      { faults: [], receipt: { amount: '1500.00' }, account: { name: 'Cabang 13', currency: 'IDR' } },
      { faults: [], receipt: { amount: '1500' }, account: { currency: 'JPY' } },
      { faults: [{ code: 'account.number_unknown' }], receipt: null, account: null },
    ])
  })
})

describe('which receipts credits stand for', () => {
  const credits = Array.from({ length: 40 }, (_, n) => id(5_000 + n))
  const expected = (docs: readonly ReconciliationItem[], pending: (doc: ReconciliationItem) => boolean) => {
    const receipts: Record<string, object[]> = {}
    const linked = docs
      .filter(({ status }) => status === 'matched' || status === 'suggested')
      .sort((a, b) => a.dueDate.localeCompare(b.dueDate) || a.reference.localeCompare(b.reference))
    for (const doc of linked) {
      const { reference, status, transactionId = '' } = doc
      receipts[transactionId] = [...(receipts[transactionId] ?? []), { reference, status, pending: pending(doc) }]
    }
    return receipts
  }

  it('is told of every line that is asked for, and of no other', () => {
    const told = creditReceipts(store, credits)
    expect(told).toEqual(expected(all, () => false))
    expect(confirmedCreditReceipts(store, credits)).toEqual(told)
    const [one = ''] = Object.keys(told)
    expect(creditReceipts(store, [one])).toEqual({ [one]: told[one] })
    expect(creditReceipts(store, [])).toEqual({})
  })

  it('is told as guessed on the screen, and as the bank has it in a file', () => {
    const [matched] = all.filter(({ status }) => status === 'matched')
    const [open] = all.filter(({ status }) => status === 'unmatched')
    if (!matched || !open) throw new Error('no receipts')
    const { transactionId: _credit, ...withoutCredit } = matched
    const guessed: ReconciliationItem[] = [
      { ...withoutCredit, status: 'excluded' },
      { ...open, status: 'matched', transactionId: id(5_000) },
    ]
    store.transaction(() => {
      for (const { version: _version, updatedAt: _at, ...doc } of guessed)
        store.documents.writeGuess({ type: 'reconciliationItem', doc }, NOW)
    })
    const visible = all.map((doc) => guessed.find((guess) => guess.id === doc.id) ?? doc)
    const isGuess = ({ id: own }: ReconciliationItem) => guessed.some((guess) => guess.id === own)
    expect(creditReceipts(store, credits)).toEqual(expected(visible, isGuess))
    expect(confirmedCreditReceipts(store, credits)).toEqual(expected(all, () => false))
    store.transaction(() => store.documents.restoreBases())
  })
})
