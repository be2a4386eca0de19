import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Store } from '#main/storage/store'
import type { Change } from '#shared/contract/http'
import type { DocumentType } from '#shared/domain/documents'
import { formatWire, IDR } from '#shared/kernel/money'
import { BANK_ZONE, localDateIn, parseInstant } from '#shared/kernel/time'
import {
  apply,
  change,
  closed,
  currentAccount,
  id,
  newPath,
  opened,
  subAccount,
  tombstone,
} from '../storage/store-fixture'
import { statementLine } from './overview-fixture'

type Rows = Record<string, readonly string[]>
const minor = (amount: unknown): bigint => BigInt(String(amount).replace('.', ''))

function visible(store: Store, type: DocumentType): Record<string, string>[] {
  const rows = store.db.prepare(`SELECT doc FROM ${store.tables().entity(type)}`).all()
  return rows.map((row) => JSON.parse(String(row.doc)))
}

function added(into: Map<string, bigint[]>, key: string, amounts: readonly bigint[]): void {
  const known = into.get(key) ?? amounts.map(() => 0n)
  into.set(
    key,
    amounts.map((amount, place) => amount + (known[place] ?? 0n)),
  )
}

const asRows = (sums: Map<string, bigint[]>): Rows =>
  Object.fromEntries([...sums].map(([key, values]) => [key, values.map(String)]).sort())

/** The same sums by plain addition over what the user sees. */
function recomputed(store: Store): { accounts: Rows; cash: Rows } {
  const accounts = new Map<string, bigint[]>()
  const places = new Map<string, string>()
  for (const type of ['currentAccount', 'subAccount'] as const) {
    for (const doc of visible(store, type)) {
      const place = type === 'currentAccount' ? `${doc.id} ` : `${doc.currentAccountId} ${doc.scheme}`
      places.set(String(doc.id), place)
      added(accounts, place, [1n, minor(doc.balance), minor(doc.held), minor(doc.available)])
    }
  }
  const cash = new Map<string, bigint[]>()
  for (const doc of visible(store, 'accountTransaction')) {
    const postedAt = parseInstant(String(doc.postedAt))
    if (!postedAt.ok) throw new Error('no instant')
    const internal = doc.channel === 'internal' ? 1 : 0
    const key = `${localDateIn(BANK_ZONE, postedAt.value)} ${places.get(String(doc.accountId)) ?? ' '} ${internal}`
    const amount = minor(doc.amount)
    added(cash, key, doc.direction === 'credit' ? [1n, amount, 0n, 0n] : [0n, 0n, 1n, amount])
  }
  return { accounts: asRows(accounts), cash: asRows(cash) }
}

function kept({ db, tables }: Store): { accounts: Rows; cash: Rows } {
  const { accountSum, cashDay } = tables()
  const read = (sql: string): Rows => {
    const rows = db.prepare(sql).all()
    return Object.fromEntries(rows.map(({ key, ...sums }) => [String(key), Object.values(sums).map(String)]).sort())
  }
  const text = (columns: string[]) => columns.map((column) => `CAST(${column} AS TEXT) AS ${column}`).join(', ')
  return {
    accounts: read(
      `SELECT current_account_id || ' ' || scheme AS key, ${text(['accounts', 'balance', 'held', 'available'])} FROM ${accountSum}`,
    ),
    cash: read(
      `SELECT day || ' ' || current_account_id || ' ' || scheme || ' ' || internal AS key,
         ${text(['credits', 'credit', 'debits', 'debit'])} FROM ${cashDay}`,
    ),
  }
}

const CURRENT = [1, 2]
const SUBS = [3, 4, 5, 6]
const LINES = [20, 21, 22, 23, 24, 25]
const typeOf = (n: number): DocumentType => (n < 3 ? 'currentAccount' : n < 20 ? 'subAccount' : 'accountTransaction')
const amount = fc.bigInt({ min: 1n, max: 10n ** 16n }).map((most) => formatWire({ minor: most, currency: IDR }))
const owner = fc.constantFrom(...CURRENT)
/** Around midnight in Jakarta, which is 17:00 in UTC. */
const postedAt = fc
  .constantFrom(
    '2026-07-08T17:00:00.000Z',
    '2026-07-09T16:59:59.999Z',
    '2026-07-09T17:00:00.000Z',
    '2026-07-10T01:00:00.000Z',
  )
  .map(String)
const document = fc.oneof(
  fc.record({ n: owner, balance: amount, held: amount }).map(({ n, ...figures }) => currentAccount(n, figures)),
  fc
    .record({ n: fc.constantFrom(...SUBS), owner, scheme: fc.constantFrom('operational', 'transfer'), balance: amount })
    .map(({ n, owner: at, ...facts }) => subAccount(n, at, { ...facts, currentAccountId: id(at) })),
  fc
    .record({
      n: fc.constantFrom(...LINES),
      account: fc.constantFrom(...CURRENT, ...SUBS),
      postedAt,
      amount,
      direction: fc.constantFrom('credit', 'debit'),
      channel: fc.constantFrom('atm', 'internal'),
    })
    .map(({ n, account, ...facts }) => statementLine(n, account, facts)),
)
const action = fc.oneof(
  fc.record({ do: fc.constant('put' as const), doc: document }),
  fc.record({ do: fc.constant('guess' as const), doc: document }),
  fc.record({ do: fc.constant('delete' as const), n: fc.constantFrom(...CURRENT, ...SUBS, ...LINES) }),
  fc.record({ do: fc.constant('restore' as const) }),
)
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

function typeOfDocument(doc: Record<string, unknown>): DocumentType {
  return 'postedAt' in doc ? 'accountTransaction' : 'parentId' in doc ? 'subAccount' : 'currentAccount'
}

function play(store: Store, step: Action, seq: number): void {
  if (step.do === 'guess') {
    const put = { type: typeOfDocument(step.doc), doc: step.doc }
    store.documents.writeGuess(
      put as unknown as Parameters<Store['documents']['writeGuess']>[0],
      '2026-07-10T01:00:00.000Z',
    )
    return
  }
  store.documents.restoreBases()
  if (step.do === 'restore') return
  const row: Change =
    step.do === 'delete'
      ? tombstone(seq, typeOf(step.n), step.n, seq)
      : change(seq, typeOfDocument(step.doc), { ...step.doc, version: seq })
  store.documents.applyChanges([row])
}

describe('the sums that the overview is drawn from', () => {
  it('equal a plain addition after any sequence of puts, guesses, deletes and restores, in any order of arrival', () => {
    const store = opened(newPath())
    let seq = 0
    fc.assert(
      fc.property(fc.array(fc.array(action, { minLength: 1, maxLength: 6 }), { maxLength: 12 }), (transactions) => {
        store.transaction(() => {
          store.documents.restoreBases()
          for (const n of [...CURRENT, ...SUBS, ...LINES]) {
            seq += 1
            store.documents.applyChanges([tombstone(seq, typeOf(n), n, seq)])
          }
        })
        expect(kept(store)).toEqual({ accounts: {}, cash: {} })
        for (const steps of transactions) {
          store.transaction(() => {
            for (const step of steps) {
              seq += 1
              play(store, step, seq)
            }
          })
          expect(kept(store)).toEqual(recomputed(store))
        }
      }),
      { numRuns: 100 },
    )
  })

  it('are those of a copy made as a whole, whichever way it came', () => {
    const feed = [
      change(1, 'accountTransaction', statementLine(30, 3, { amount: '5.00' })),
      change(2, 'subAccount', subAccount(3, 1, { balance: '12.50', available: '12.50' })),
      ...Array.from({ length: 2_500 }, (_, i) =>
        change(i + 3, 'accountTransaction', statementLine(i + 100, i % 7 === 0 ? 1 : 3, { amount: `${i + 1}.25` })),
      ),
      change(9_000, 'currentAccount', currentAccount(1, { balance: '3.00' })),
      change(9_001, 'accountTransaction', statementLine(31, 9, { amount: '7.00' })),
      tombstone(9_002, 'accountTransaction', 104),
      change(9_003, 'subAccount', subAccount(3, 1, { version: 2, balance: '20.00', scheme: 'petty_cash' })),
      change(9_004, 'accountTransaction', statementLine(105, 3, { version: 2, amount: '1.00' })),
    ]
    const staged = opened(newPath())
    staged.transaction(() => staged.staging.add(feed))
    // What was begun and broken off is done anew from the first step.
    for (const [place, step] of [...staged.staging.finishing()].entries()) if (place % 2 === 0) staged.transaction(step)
    for (const step of staged.staging.finishing()) staged.transaction(step)
    staged.transaction(() => staged.staging.swap())
    const followed = opened(newPath())
    for (let at = 0; at < feed.length; at += 90) apply(followed, ...feed.slice(at, at + 90))
    expect(kept(staged)).toEqual(recomputed(staged))
    expect(kept(staged)).toEqual(kept(followed))
    expect(Object.keys(kept(staged).cash)).toContain(`2026-07-10   0`)
  })

  it('are made again from the documents by the next build, and forgotten with a rolled back transaction', () => {
    const path = newPath()
    const store = opened(path)
    apply(
      store,
      change(1, 'currentAccount', currentAccount(1, { balance: '3.00' })),
      change(2, 'accountTransaction', statementLine(30, 1, { amount: '5.00' })),
    )
    const before = kept(store)
    expect(() =>
      store.transaction(() => {
        store.documents.applyChanges([change(3, 'accountTransaction', statementLine(31, 1))])
        throw new Error('stop')
      }),
    ).toThrow('stop')
    apply(store, tombstone(3, 'subAccount', 9))
    expect(kept(store)).toEqual(before)
    // Another registry, as of another build: every table is made anew.
    store.meta.set('storage.registry_hash', 'of an older build')
    closed(store)
    expect(kept(opened(path))).toEqual(before)
  })

  it('do not stop the feed when a hostile bank sends sums beyond 64 bits', () => {
    const store = opened(newPath())
    const most = '9999999999999999.99'
    const subs = Array.from({ length: 12 }, (_, i) =>
      change(i + 2, 'subAccount', subAccount(i + 3, 1, { balance: most })),
    )
    apply(store, change(1, 'currentAccount', currentAccount(1)), ...subs)
    expect(kept(store).accounts[`${id(1)} operational`]?.[1]).toBe('9223372036854775807')
    for (const row of subs) apply(store, { ...row, seq: row.seq + 100, version: 1 })
    apply(store, change(900, 'accountTransaction', statementLine(40, 3, { postedAt: '9999-12-31T23:00:00.000Z' })))
    expect(Object.keys(kept(store).cash)).toEqual([`9999-12-31 ${id(1)} operational 0`])
  })
})
