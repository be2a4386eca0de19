import { describe, expect, it } from 'vitest'
import { createAccountQueries } from '#main/storage/accounts/account-queries'
import type { Store } from '#main/storage/store'
import type { Change } from '#shared/contract/http'
import { DOCUMENT_TYPES } from '#shared/domain/documents'
import { apply, change, closed, currentAccount, id, newPath, opened, subAccount, tombstone } from './store-fixture'

const NAMES = ['Kas Kecil', 'Toko Bekasi', 'Cabang Medan', 'Dompet']

/** Children before parents, accounts that change, move and go, what this build cannot read, and repeats. */
function feed(): Change[] {
  const accounts = Array.from({ length: 1_500 }, (_, i) => {
    const n = 1_510 - i
    const more = {
      name: `${NAMES[n % 4]} ${n}`,
      balance: `${n % 97}.50`,
      externalRef: n % 5 === 0 ? `REF-${n}` : undefined,
    }
    return change(i + 1, 'subAccount', subAccount(n, n > 30 ? 11 + (n % 20) : 1, JSON.parse(JSON.stringify(more))))
  })
  const moved = subAccount(40, 41, { version: 2, name: 'Pindah', balance: '7.25' })
  return [
    ...accounts,
    change(2_000, 'currentAccount', currentAccount(1, { balance: '3.00' })),
    change(2_001, 'subAccount', moved),
    tombstone(2_002, 'subAccount', 60),
    change(2_003, 'subAccount', { ...subAccount(61, 1), version: 2, status: 'of another kind' }),
    change(2_004, 'parkingSpace', { id: id(9_000), version: 1 }),
    tombstone(2_005, 'subAccount', 9_001),
    change(1_999, 'subAccount', subAccount(9_001, 1, { name: 'Lama' })),
    change(2_006, 'subAccount', { ...subAccount(62, 1), version: 2, name: 5 }),
    change(2_007, 'subAccount', subAccount(62, 1, { version: 3, name: 'Sembuh' })),
  ]
}

function seenIn(store: Store) {
  const queries = createAccountQueries(store, {
    pendingOf: () => new Map(),
    asOf: () => null,
    today: () => '2026-07-10',
  })
  const page = { offset: 0, limit: 2_000 }
  const names = { key: 'name', direction: 'asc' } as const
  const byTotal = { key: 'rollup', direction: 'desc' } as const
  const found = (text: string) => {
    const { rows, total } = queries.search({ text, filter: {}, sort: names, ...page })
    return { total, ids: rows.map((row) => row.id).sort() }
  }
  return {
    digests: DOCUMENT_TYPES.map((type) => store.documents.digest(type)),
    counts: store.documents.counts(),
    summary: queries.summary(),
    totals: queries.search({ text: '', filter: {}, sort: byTotal, ...page }).rows.map((row) => row.rollup),
    below: queries.children({ parentId: id(1), sort: names, ...page }),
    searches: ['kas kecil', 'bekasi 12', 'ref-5', '8812300', 'sembuh', 'lama', 'pindah'].map(found),
    quarantined: store.documents.quarantined(),
    foreign: store.db.prepare(`SELECT type, id, seq FROM ${store.tables().foreignDocument}`).all(),
    indexes: store.db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name LIKE ? ORDER BY name")
      .all(`%${store.tables().copy}`)
      .map(({ name }) => String(name).replace(/_[ab](?=_|$)/, '')),
  }
}

function stage(store: Store, changes: readonly Change[], slice = 170): void {
  for (let at = 0; at < changes.length; at += slice) {
    store.transaction(() => store.staging.add(changes.slice(at, at + slice)))
  }
}

function finish(store: Store): void {
  for (const step of store.staging.finishing()) store.transaction(step)
}

describe('a copy that was filled beside the live one', () => {
  it('is what the same feed makes row by row', () => {
    const live = opened(newPath())
    apply(live, ...feed())
    const store = opened(newPath())
    stage(store, feed())
    expect(store.staging.count()).toBe([...live.documents.counts().values()].reduce((sum, n) => sum + n, 0))
    finish(store)
    expect(store.documents.counts().get('subAccount')).toBe(0)
    store.transaction(() => store.staging.swap())
    expect(seenIn(store)).toEqual(seenIn(live))
    while (store.staging.reclaim(500));
    expect(seenIn(store)).toEqual(seenIn(live))

    const next = [change(3_000, 'subAccount', subAccount(41, 1, { version: 2, balance: '1000.00', name: 'Baru' }))]
    apply(live, ...next)
    apply(store, ...next)
    expect(seenIn(store)).toEqual(seenIn(live))
  })

  it('swaps in whole when nobody has finished it', () => {
    const live = opened(newPath())
    apply(live, ...feed())
    const store = opened(newPath())
    stage(store, feed())
    store.transaction(() => store.staging.swap())
    expect(seenIn(store)).toEqual(seenIn(live))
  })

  it('can be finished again after a step or the swap was rolled back', () => {
    const live = opened(newPath())
    apply(live, ...feed())
    const store = opened(newPath())
    stage(store, feed())
    const failing = [...store.staging.finishing()].slice(0, 3)
    for (const step of failing) {
      expect(() =>
        store.transaction(() => {
          step()
          throw new Error('disk')
        }),
      ).toThrow('disk')
    }
    finish(store)
    expect(() =>
      store.transaction(() => {
        store.staging.swap()
        throw new Error('disk')
      }),
    ).toThrow('disk')
    expect(store.documents.counts().get('subAccount')).toBe(0)
    expect(store.staging.isFilling()).toBe(true)
    store.transaction(() => store.staging.swap())
    expect(seenIn(store)).toEqual(seenIn(live))
  })

  it('is forgotten when adding to it was rolled back, and not by what else is', () => {
    const store = opened(newPath())
    stage(store, feed().slice(0, 300))
    expect(() =>
      store.transaction(() => {
        throw new Error('a command that did not fit')
      }),
    ).toThrow()
    expect(store.staging.isFilling()).toBe(true)
    expect(() =>
      store.transaction(() => {
        store.staging.add(feed().slice(300, 400))
        throw new Error('disk')
      }),
    ).toThrow('disk')
    expect(store.staging.isFilling()).toBe(false)
    expect(store.staging.count()).toBe(0)
    stage(store, [change(1, 'currentAccount', currentAccount(1))])
    store.transaction(() => store.staging.swap())
    expect([...store.documents.counts().values()].reduce((sum, n) => sum + n, 0)).toBe(1)
  })

  it('puts its search index in order even when the process ended in between', () => {
    const path = newPath()
    const before = opened(path)
    stage(before, feed())
    finish(before)
    before.transaction(() => before.staging.swap())
    const expected = seenIn(before)
    closed(before)
    const store = opened(path)
    expect(store.staging.isFilling()).toBe(false)
    expect(store.meta.get('storage.unmerged_search')).toBe('1')
    while (store.staging.reclaim(500));
    expect(store.meta.get('storage.unmerged_search')).toBeUndefined()
    expect(seenIn(store)).toEqual(expected)
    store.db.exec(
      `INSERT INTO ${store.tables().accountSearch} (${store.tables().accountSearch}) VALUES ('integrity-check')`,
    )
  })
})
