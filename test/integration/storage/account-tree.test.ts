import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Store } from '#main/storage/store'
import { formatWire, IDR } from '#shared/kernel/money'
import {
  apply,
  change,
  closed,
  currentAccount,
  guess,
  id,
  newPath,
  opened,
  subAccount,
  tombstone,
} from './store-fixture'
import { expectSums, kept, recomputed } from './tree-sums'

const CURRENT = [1, 2]
const SUBS = [3, 4, 5, 6, 7, 8, 9]
const node = fc.constantFrom(...SUBS)
const parent = fc.constantFrom(...CURRENT, ...SUBS)
const amount = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }).map((minor) => formatWire({ minor, currency: IDR }))
const action = fc.oneof(
  fc.record({ do: fc.constant('put' as const), node, parent, amount }),
  fc.record({ do: fc.constant('guess' as const), node, parent, amount }),
  fc.record({ do: fc.constant('current' as const), node: fc.constantFrom(...CURRENT), amount }),
  fc.record({ do: fc.constant('delete' as const), node: fc.constantFrom(...CURRENT, ...SUBS) }),
  fc.record({ do: fc.constant('restore' as const) }),
)
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

function play(store: Store, step: Action, seq: number): void {
  if (step.do === 'restore') {
    store.documents.restoreBases()
    return
  }
  const facts = { version: seq, scheme: seq % 2 ? 'operational' : 'transfer', status: seq % 3 ? 'open' : 'closed' }
  if (step.do === 'guess') {
    guessInside(
      store,
      subAccount(step.node, step.parent, { ...facts, balance: step.amount, name: `Cabang guess ${seq}` }),
    )
    return
  }
  store.documents.restoreBases()
  if (step.do === 'delete') {
    store.documents.applyChanges([tombstone(seq, step.node < 3 ? 'currentAccount' : 'subAccount', step.node, seq)])
  } else if (step.do === 'current') {
    const doc = currentAccount(step.node, { version: seq, balance: step.amount })
    store.documents.applyChanges([change(seq, 'currentAccount', doc)])
  } else {
    const doc = subAccount(step.node, step.parent, { ...facts, balance: step.amount })
    store.documents.applyChanges([change(seq, 'subAccount', doc)])
  }
}

function guessInside(store: Store, doc: Record<string, unknown>): void {
  store.documents.writeGuess(
    { type: 'subAccount', doc } as unknown as Parameters<Store['documents']['writeGuess']>[0],
    '2026-07-10T01:00:00.000Z',
  )
}

describe('kept sums of the account tree', () => {
  it('sum own and all below: the example of docs/domain.md §1', () => {
    const store = opened(newPath())
    // Children first: the order of the feed is the order of the last change, not of the tree.
    apply(
      store,
      change(1, 'subAccount', subAccount(4, 3, { balance: '300000000.00', name: 'C' })),
      change(2, 'subAccount', subAccount(3, 1, { balance: '800000000.00', name: 'B' })),
      change(3, 'subAccount', subAccount(2, 1, { balance: '1200000000.00', name: 'A' })),
    )
    apply(store, change(4, 'currentAccount', currentAccount(1, { balance: '2700000000.00' })))
    expect(kept(store).get(id(3))?.total).toBe('110000000000')
    expect(kept(store).get(id(1))).toEqual({ parent: null, total: '500000000000', childCount: 2, descendantCount: 3 })
  })

  it('equal a recursive recomputation after any sequence of puts, moves, deletes, guesses and restores', () => {
    const store = opened(newPath())
    let seq = 0
    fc.assert(
      fc.property(fc.array(fc.array(action, { minLength: 1, maxLength: 5 }), { maxLength: 12 }), (transactions) => {
        store.transaction(() => {
          store.documents.restoreBases()
          for (const n of [...CURRENT, ...SUBS]) {
            seq += 1
            store.documents.applyChanges([tombstone(seq, n < 3 ? 'currentAccount' : 'subAccount', n, seq)])
          }
        })
        expect(kept(store).size).toBe(0)
        for (const steps of transactions) {
          store.transaction(() => {
            for (const step of steps) {
              seq += 1
              play(store, step, seq)
            }
          })
          expectSums(store)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('come right again when a cycle that a page of the feed showed is resolved by the next page', () => {
    const store = opened(newPath())
    apply(
      store,
      change(1, 'currentAccount', currentAccount(1)),
      change(2, 'subAccount', subAccount(3, 1, { balance: '5.00' })),
    )
    apply(store, change(3, 'subAccount', subAccount(4, 3, { balance: '7.00' })))
    // 4 was moved to the top, then 3 under 4, then 4 was renamed: the feed shows 3 first.
    apply(store, change(5, 'subAccount', subAccount(3, 4, { version: 2, balance: '5.00' })))
    apply(store, change(6, 'subAccount', subAccount(4, 1, { version: 3, balance: '7.00' })))
    expect(kept(store)).toEqual(recomputed(store))
    expect(kept(store).get(id(1))?.total).toBe('1200')
  })

  it('survive opening again and a rolled back transaction', () => {
    const path = newPath()
    const store = opened(path)
    apply(
      store,
      change(1, 'currentAccount', currentAccount(1)),
      change(2, 'subAccount', subAccount(3, 1, { balance: '5.00' })),
    )
    guess(store, subAccount(4, 3, { balance: '0.00', number: null }))
    expect(() =>
      store.transaction(() => {
        store.documents.applyChanges([change(3, 'subAccount', subAccount(5, 3, { balance: '99.00' }))])
        throw new Error('stop')
      }),
    ).toThrow('stop')
    expectSums(store)
    apply(store, change(3, 'subAccount', subAccount(7, 3, { balance: '2.00' })))
    expect(kept(store).has(id(5))).toBe(false)
    expectSums(store)
    closed(store)
    const again = opened(path)
    apply(again, change(4, 'subAccount', subAccount(6, 3, { balance: '1.00' })))
    expectSums(again)
    expect(kept(again).get(id(1))).toMatchObject({ total: '800', descendantCount: 4 })
  })

  it('do not stop the feed when a hostile bank sends sums beyond 64 bits', () => {
    const store = opened(newPath())
    const most = '9999999999999999.99'
    const many = Array.from({ length: 12 }, (_, i) =>
      change(i + 2, 'subAccount', subAccount(i + 3, 1, { balance: most })),
    )
    apply(store, change(1, 'currentAccount', currentAccount(1)), ...many)
    expect(kept(store).get(id(1))?.total).toBe('9223372036854775807')
  })
})
