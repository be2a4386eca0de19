import { describe, expect, it } from 'vitest'
import { createAccountLists } from '#main/storage/accounts/account-lists'
import { movePreview } from '#main/storage/accounts/account-move'
import { createAccountSelection } from '#main/storage/accounts/account-selection'
import { createSavedViews } from '#main/storage/saved-views'
import { MovePreview, SAVED_VIEW_SIZE } from '#shared/contract/account-views'
import { apply, change, closed, currentAccount, id, newPath, opened, subAccount } from './store-fixture'

const BY_NAME = { key: 'name', direction: 'asc' } as const

/**
 * Giro 1 (IDR) ─ A 10 ─ B 11 ─ C 12, D 13
 *              ╰ E 14 ─ F 15
 * Giro 2 (USD) ─ G 20
 */
function company() {
  const store = opened(newPath())
  const named = (n: number, parent: number, name: string, balance: string, more = {}) =>
    change(n, 'subAccount', subAccount(n, parent, { name, balance, ...more }))
  apply(
    store,
    change(1, 'currentAccount', currentAccount(1, { balance: '1000.00' })),
    change(2, 'currentAccount', currentAccount(2, { currency: 'USD', balance: '5.00' })),
    named(10, 1, 'A', '10.00'),
    named(11, 10, 'B', '20.00'),
    named(12, 11, 'C', '30.00'),
    named(13, 11, 'D', '-5.00', { status: 'closed' }),
    named(14, 1, 'E', '50.00'),
    named(15, 14, 'F', '60.00'),
    named(20, 2, 'G', '7.00', { currentAccountId: id(2) }),
  )
  return {
    store,
    selection: createAccountSelection(
      store,
      createAccountLists(store, () => '2026-07-10'),
    ),
  }
}

describe('a selection of accounts that are not loaded', () => {
  it('names the sub-accounts of any part of the lists, and no current account', () => {
    const { selection } = company()
    const all = selection.idsIn([{ kind: 'matches', text: '', filter: {}, sort: BY_NAME, offset: 0, limit: 100 }])
    expect(all.sort()).toEqual([10, 11, 12, 13, 14, 15, 20].map(id))
    const some = selection.idsIn([
      { kind: 'children', parentId: id(1), sort: BY_NAME, offset: 1, limit: 1 },
      { kind: 'children', parentId: id(11), sort: BY_NAME, offset: 0, limit: 5 },
      { kind: 'children', parentId: null, sort: BY_NAME, offset: 0, limit: 5 },
      { kind: 'children', parentId: id(999), sort: BY_NAME, offset: 0, limit: 5 },
    ])
    expect(some.sort()).toEqual([12, 13, 14].map(id))
    const open = { kind: 'matches', text: '', filter: { status: 'open' }, sort: BY_NAME, offset: 3, limit: 2 } as const
    // By name: A, B, C, E, F, G, Giro 1, Giro 2.
    expect(selection.idsIn([open]).sort()).toEqual([14, 15].map(id))
  })

  it('adds its own balances up, each currency for itself, without what is below', () => {
    const { selection } = company()
    expect(selection.figures([10, 11, 13, 20].map(id))).toEqual({
      accounts: 4,
      balances: expect.arrayContaining([
        { currency: 'IDR', balance: '25.00' },
        { currency: 'USD', balance: '7.00' },
      ]),
    })
    expect(selection.figures([id(1), id(999)])).toEqual({ accounts: 0, balances: [] })
    expect(selection.currencies([10, 20].map(id)).sort()).toEqual(['IDR', 'USD'])
  })

  it('puts those below others first', () => {
    const { selection } = company()
    const order = selection.deepestFirst([10, 11, 12, 13, 14, 999].map(id))
    expect(order).toHaveLength(6)
    const at = (n: number) => order.indexOf(id(n))
    expect(at(11)).toBeLessThan(at(10))
    expect(at(12)).toBeLessThan(at(11))
    expect(at(13)).toBeLessThan(at(11))
  })
})

describe('what a move would change', () => {
  it('names both ways, the levels, what goes along, and each sum that changes', () => {
    const { store } = company()
    const preview = MovePreview.parse(movePreview(store, id(11), id(15)))
    expect(preview).toMatchObject({
      level: { before: 2, after: 3 },
      deepest: { before: 3, after: 4 },
      below: 2,
      amount: '45.00',
      currency: 'IDR',
    })
    expect(preview.from.map(({ name }) => name)).toEqual(['Giro 1', 'A'])
    expect(preview.to.map(({ name }) => name)).toEqual(['Giro 1', 'E', 'F'])
    // What stands above both keeps its sum.
    expect(preview.sums.map(({ name, before, after }) => [name, before, after])).toEqual([
      ['A', '55.00', '10.00'],
      ['E', '110.00', '155.00'],
      ['F', '60.00', '105.00'],
    ])
  })

  it('says what the tree then shows', () => {
    const { store } = company()
    const preview = movePreview(store, id(11), id(1))
    expect(preview).toMatchObject({ level: { before: 2, after: 1 }, deepest: { before: 3, after: 2 } })
    apply(store, change(30, 'subAccount', subAccount(11, 1, { version: 2, name: 'B', balance: '20.00' })))
    const { accountNode } = store.tables()
    const total = (n: number) => store.db.prepare(`SELECT total FROM ${accountNode} WHERE id = ?`).get(id(n))?.total
    expect(preview?.sums.map(({ id: changed, after }) => [changed, after])).toEqual([[id(10), '10.00']])
    expect(total(10)).toBe(1000)
  })

  it('changes nothing where the account stands already, and is told for forbidden places too', () => {
    const { store } = company()
    expect(movePreview(store, id(11), id(10))).toMatchObject({ sums: [], level: { before: 2, after: 2 } })
    expect(movePreview(store, id(10), id(12))?.sums.map(({ name }) => name)).toEqual(['B', 'C'])
    expect(movePreview(store, id(10), id(10))?.sums).toEqual([])
    expect(movePreview(store, id(12), id(20))?.to.map(({ name }) => name)).toEqual(['Giro 2', 'G'])
  })

  it('is not told of accounts that are not there, nor of a current account', () => {
    const { store } = company()
    expect(movePreview(store, id(999), id(10))).toBeUndefined()
    expect(movePreview(store, id(10), id(999))).toBeUndefined()
    expect(movePreview(store, id(1), id(10))).toBeUndefined()
  })
})

describe('the view that a user has saved', () => {
  it('is there after the copy was opened again, each by its name', () => {
    const path = newPath()
    const store = opened(path)
    const views = createSavedViews(store.meta)
    expect(views.load('accounts')).toBeNull()
    expect(views.save('accounts', { sort: 'name', widths: { name: 300 } }).ok).toBe(true)
    views.save('audit', [1])
    views.save('audit', [2])
    closed(store)
    const again = createSavedViews(opened(path).meta)
    expect(again.load('accounts')).toEqual({ sort: 'name', widths: { name: 300 } })
    expect(again.load('audit')).toEqual([2])
  })

  it('is none where it can no longer be read, and is not kept where it is too large', () => {
    const store = opened(newPath())
    store.meta.set('view.accounts', '{"half')
    const views = createSavedViews(store.meta)
    expect(views.load('accounts')).toBeNull()
    views.save('accounts', 'small')
    expect(views.save('accounts', 'x'.repeat(SAVED_VIEW_SIZE))).toMatchObject({
      ok: false,
      error: { code: 'view.too_large' },
    })
    expect(views.load('accounts')).toBe('small')
  })
})
