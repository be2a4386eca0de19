import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
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

describe('documents of the copy', () => {
  it('shows what the feed brought, also after opening again, fields of newer banks included', () => {
    const path = newPath()
    const store = opened(path)
    const doc = subAccount(2, 1, {
      name: 'Gaji',
      colour: 'teal',
      limits: { ...Object(subAccount(2, 1).limits), extra: 1 },
    })
    expect(apply(store, change(1, 'currentAccount', currentAccount(1)), change(2, 'subAccount', doc))).toEqual({
      types: new Set(['currentAccount', 'subAccount']),
      quarantined: 0,
    })
    closed(store)
    const again = opened(path)
    expect(again.documents.visible.find('subAccount', id(2))).toMatchObject({ name: 'Gaji', colour: 'teal' })
    expect(again.documents.bankVersion('subAccount', id(2))).toEqual(doc)
    expect(again.documents.visible.findWhere('subAccount', 'parentId', id(1))).toHaveLength(1)
    expect(again.documents.visible.find('subAccount', id(9))).toBeUndefined()
    expect(again.documents.counts().get('subAccount')).toBe(1)
  })

  it('keeps the bank version under a guess and goes back to it', () => {
    const store = opened(newPath())
    const bank = subAccount(2, 1, { version: 4 })
    apply(store, change(1, 'currentAccount', currentAccount(1)), change(2, 'subAccount', bank))
    const digest = store.documents.digest('subAccount')
    guess(store, { ...bank, name: 'first guess' }, { ...bank, name: 'second guess' })
    guess(store, subAccount(3, 2, { number: null }))
    expect(store.documents.visible.find('subAccount', id(2))).toMatchObject({ name: 'second guess', version: 4 })
    expect(store.documents.bankVersion('subAccount', id(2))).toEqual(bank)
    expect(store.documents.isUnconfirmed('subAccount', id(2))).toBe(false)
    expect(store.documents.isUnconfirmed('subAccount', id(3))).toBe(true)
    expect(store.documents.bankVersion('subAccount', id(3))).toBeUndefined()
    expect(store.documents.digest('subAccount')).toEqual(digest)

    expect(store.transaction(() => store.documents.restoreBases())).toEqual(new Set(['subAccount']))
    expect(store.documents.visible.find('subAccount', id(2))).toEqual(bank)
    expect(store.documents.visible.find('subAccount', id(3))).toBeUndefined()
    expect(store.transaction(() => store.documents.restoreBases())).toEqual(new Set())
  })

  it('refuses a guess that does not fit its schema', () => {
    const store = opened(newPath())
    expect(() => guess(store, subAccount(2, 1, { scheme: 'pocket' }))).toThrow(/scheme/)
    expect(store.documents.counts().get('subAccount')).toBe(0)
  })

  it('ignores rows older than what it holds, and what was deleted stays deleted', () => {
    const store = opened(newPath())
    apply(store, change(5, 'subAccount', subAccount(2, 1, { version: 2, name: 'new' })))
    expect(apply(store, change(4, 'subAccount', subAccount(2, 1, { name: 'old' }))).types).toEqual(new Set())
    expect(store.documents.visible.find('subAccount', id(2))?.name).toBe('new')
    expect(apply(store, tombstone(4, 'subAccount', 2)).types).toEqual(new Set())
    expect(apply(store, tombstone(6, 'subAccount', 2)).types).toEqual(new Set(['subAccount']))
    apply(store, change(5, 'subAccount', subAccount(2, 1, { version: 2 })), tombstone(7, 'subAccount', 3))
    apply(store, change(6, 'subAccount', subAccount(3, 1)))
    expect(store.documents.counts().get('subAccount')).toBe(0)
    apply(store, change(8, 'subAccount', subAccount(2, 1, { version: 10 })))
    expect(store.documents.counts().get('subAccount')).toBe(1)
  })

  it('quarantines what it cannot read and keeps the good row; a readable one later releases it', () => {
    const store = opened(newPath())
    apply(store, change(1, 'subAccount', subAccount(2, 1)))
    const bad = change(2, 'subAccount', subAccount(2, 1, { version: 2, balance: 'much' }))
    const huge = change(3, 'subAccount', subAccount(3, 1, { balance: '9999999999999999.9999' }))
    const stolen = { ...change(4, 'subAccount', subAccount(4, 1)), id: id(5) }
    const other = { ...change(5, 'subAccount', subAccount(6, 1)), version: 3 }
    expect(apply(store, bad, huge, stolen, other)).toEqual({ types: new Set(), quarantined: 4 })
    expect(store.documents.visible.find('subAccount', id(2))).toMatchObject({ version: 1, balance: '0.00' })
    expect(store.documents.quarantined().map(({ change: { id }, reason }) => [id, reason])).toEqual([
      [id(2), 'balance: field.money'],
      [id(3), 'balance: more than 18 digits'],
      [id(5), 'id: not the document that the row names'],
      [id(6), 'version: differs from the row'],
    ])
    expect(store.documents.quarantined()[0]?.change).toEqual(bad)
    apply(store, change(6, 'subAccount', subAccount(2, 1, { version: 3 })), tombstone(7, 'subAccount', 3))
    expect(store.documents.quarantined().map((row) => row.change.id)).toEqual([id(5), id(6)])
  })

  it('digests the sorted id:version lines of the bank rows', () => {
    const store = opened(newPath())
    apply(store, change(1, 'subAccount', subAccount(11, 1, { version: 3 })), change(2, 'subAccount', subAccount(2, 1)))
    const lines = [`${id(2)}:1`, `${id(11)}:3`]
    const hash = createHash('sha256').update(lines.join('\n')).digest('hex')
    expect(store.documents.digest('subAccount')).toEqual({ count: 2, hash })
    const many = Array.from({ length: 4_500 }, (_, i) => change(10 + i, 'subAccount', subAccount(100 + i, 1)))
    apply(store, ...many)
    const all = [...lines, ...many.map((row) => `${row.id}:1`)].sort()
    expect(store.documents.digest('subAccount')).toEqual({
      count: 4_502,
      hash: createHash('sha256').update(all.join('\n')).digest('hex'),
    })
    expect(store.documents.digest('company')).toEqual({ count: 0, hash: createHash('sha256').digest('hex') })
  })

  it('takes back everything of a transaction that throws', () => {
    const store = opened(newPath())
    expect(() =>
      store.transaction(() => {
        store.documents.applyChanges([change(1, 'subAccount', subAccount(2, 1))])
        store.meta.set('cursor', '1')
        throw new Error('stop')
      }),
    ).toThrow('stop')
    expect(store.documents.counts().get('subAccount')).toBe(0)
    expect(store.meta.get('cursor')).toBeUndefined()
    apply(store, change(1, 'subAccount', subAccount(2, 1)))
    expect(store.documents.counts().get('subAccount')).toBe(1)
  })
})

describe('a staged copy', () => {
  it('takes over at once and forgets what the bank no longer has', () => {
    const path = newPath()
    const store = opened(path)
    apply(store, change(1, 'subAccount', subAccount(2, 1)), change(2, 'subAccount', subAccount(3, 1)))
    store.staging.clear()
    store.staging.add([change(1, 'subAccount', subAccount(3, 1, { name: 'staged' }))])
    expect(store.staging.count()).toBe(1)
    expect(store.documents.visible.find('subAccount', id(3))?.name).toBe('Cabang 3')
    expect(store.transaction(() => store.staging.swap())).toContain('subAccount')
    expect(store.documents.visible.find('subAccount', id(3))?.name).toBe('staged')
    expect(store.documents.visible.find('subAccount', id(2))).toBeUndefined()
    expect(store.staging.count()).toBe(0)
    expect(store.staging.reclaim(1)).toBe(true)
    while (store.staging.reclaim(10));
    closed(store)
    expect(opened(path).documents.visible.find('subAccount', id(3))?.name).toBe('staged')
  })

  it('stays beside the live copy when the swap is rolled back', () => {
    const store = opened(newPath())
    apply(store, change(1, 'subAccount', subAccount(2, 1)))
    store.staging.add([change(1, 'subAccount', subAccount(3, 1))])
    expect(() =>
      store.transaction(() => {
        store.staging.swap()
        throw new Error('stop')
      }),
    ).toThrow('stop')
    expect(store.documents.visible.find('subAccount', id(2))).toBeDefined()
    expect(store.staging.count()).toBe(1)
    store.staging.clear()
    expect(store.staging.count()).toBe(0)
  })

  it('does not mix a retired copy into the next one', () => {
    const store = opened(newPath())
    apply(store, change(1, 'subAccount', subAccount(2, 1)))
    store.transaction(() => store.staging.swap())
    store.staging.add([change(1, 'subAccount', subAccount(3, 1))])
    expect(store.staging.count()).toBe(1)
    store.transaction(() => store.staging.swap())
    expect(store.documents.counts().get('subAccount')).toBe(1)
  })
})
