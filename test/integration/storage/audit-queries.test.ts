import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuditQueries, createAuditQueries } from '#main/storage/audit/audit-queries'
import type { Store } from '#main/storage/store'
import { AuditDetail, AuditPage, type AuditQuestion, type AuditRow, AuditSummary } from '#shared/contract/audit-views'
import type { Change } from '#shared/contract/http'
import {
  accountOf,
  BUDI,
  commandId,
  DEVICE,
  type EntryFacts,
  entryChange,
  entryId,
  SITI,
  swapIn,
} from './audit-entries'
import { apply, change, currentAccount, id, NOW, newPath, opened, openShared, tombstone } from './store-fixture'

const ME = { id: id(BUDI), name: 'Budi Santoso' }
const NO_FILTER: AuditQuestion = { terms: [], filter: {} }

function asked(store: Store): AuditQueries {
  return createAuditQueries(store, { self: () => ME, deviceId: DEVICE, asOf: () => NOW })
}

const KINDS = ['subAccount.setLimits', 'subAccount.setBlock', 'transfer.create', 'subAccount.update', 'channel.credit']
const NAMES = ['Kas Kecil Bekasi', 'Kas Kecil Depok', 'Dompet "Niaga"', 'Élan Café', "Toko O'Neill 100%"]
const NUMBERS = NAMES.map((_, i) => `88123000000${i}2042`)
const COUNT = 700
const START = Date.parse('2026-07-01T00:00:00.000Z')

/** Every minute one, with two in the same millisecond now and then. */
function facts(n: number): EntryFacts {
  const account = n % NAMES.length
  const type = KINDS[n % KINDS.length] ?? ''
  const isRejected = n % 7 === 3
  const before = accountOf(10 + account, NAMES[account] ?? '', NUMBERS[account] ?? '', '50000000.00')
  const after = {
    ...before,
    limits: { ...Object(before.limits), debit: { perTransaction: null, daily: `${n}5000000.00` } },
  }
  const about =
    type === 'transfer.create' ? { type: 'transfer', n: 3_000 + n } : { type: 'subAccount', n: 10 + account }
  const transfer = { id: id(about.n), number: `TRF-2026-${n}`, reference: `INV/2026/${n}`, amount: '1250000.00' }
  return {
    n,
    at: new Date(START + Math.floor(n - (n % 10 === 0 ? 1 : 0)) * 60_000).toISOString(),
    by: type === 'channel.credit' ? 'bank' : n % 3 ? SITI : BUDI,
    more: {
      type,
      subjectType: about.type,
      subjectId: id(about.n),
      args: { id: id(about.n), ...(isRejected ? { name: `Wanted ${n}` } : {}) },
      outcome: isRejected ? 'rejected' : 'accepted',
      ...(isRejected ? { code: 'account.closed', params: { name: NAMES[account] } } : {}),
      ...(type === 'transfer.create' ? {} : { before }),
      ...(isRejected ? {} : { after: type === 'transfer.create' ? transfer : after }),
    },
  }
}

const ALL = Array.from({ length: COUNT }, (_, n) => facts(n))
const documents: Change[] = [
  change(1, 'currentAccount', currentAccount(1, { name: 'Giro utama' })),
  ...NAMES.map((name, i) => change(2 + i, 'subAccount', accountOf(10 + i, name, NUMBERS[i] ?? '', '1.00'))),
]

const newestFirst = (some: readonly EntryFacts[]) =>
  some
    .toSorted((a, b) => (a.at === b.at ? (b.seq ?? b.n) - (a.seq ?? a.n) : a.at < b.at ? 1 : -1))
    .map(({ n }) => entryId(n))
const idsOf = (rows: readonly AuditRow[]) => rows.map((row) => row.id)
const whole = (queries: AuditQueries, question: AuditQuestion) => queries.page({ ...question, offset: 0, limit: 1_000 })
const word = (text: string) => ({ text, types: [], personIds: [] })

const isOf = (wanted: string) => (fact: EntryFacts) => fact.more?.type === wanted
const nameOf = (fact: EntryFacts) => NAMES[fact.n % NAMES.length] ?? ''

describe.each(['applied to a live copy', 'filled and swapped in'] as const)('audit entries %s', (way) => {
  let queries: AuditQueries
  let close: () => void

  beforeAll(() => {
    const shared = openShared()
    close = shared.close
    const changes = [...documents, ...ALL.map(entryChange)]
    if (way === 'filled and swapped in') swapIn(shared.store, changes)
    else for (let at = 0; at < changes.length; at += 150) apply(shared.store, ...changes.slice(at, at + 150))
    queries = asked(shared.store)
  })
  afterAll(() => close())

  it('stand newest first, entries of one moment by the feed, whatever the page', () => {
    const all = whole(queries, NO_FILTER)
    expect(AuditPage.parse(all).total).toBe(COUNT)
    expect(idsOf(all.rows)).toEqual(newestFirst(ALL))
    const parts = [0, 1, 199, 350, 690].map((offset, i, offsets) => ({
      offset,
      limit: (offsets[i + 1] ?? COUNT) - offset,
    }))
    expect(parts.flatMap((part) => idsOf(queries.page({ ...NO_FILTER, ...part }).rows))).toEqual(idsOf(all.rows))
    expect(queries.page({ ...NO_FILTER, offset: COUNT, limit: 10 })).toEqual({ rows: [], total: COUNT })
  })

  it('say who, where, what, about which account and why not', () => {
    const { rows } = whole(queries, NO_FILTER)
    const row = (n: number) => rows.find((each) => each.id === entryId(n))
    expect(row(1)).toMatchObject({
      at: ALL[1]?.at,
      person: { id: id(SITI), name: null },
      deviceId: DEVICE,
      isThisDevice: true,
      type: 'subAccount.setBlock',
      subject: { type: 'subAccount', id: id(11), name: NAMES[1], number: NUMBERS[1], accountId: id(11) },
      outcome: 'accepted',
      problem: null,
      changes: [{ path: ['limits', 'debit', 'daily'], from: '50000000.00', to: '15000000.00' }],
      moreChanges: 0,
    })
    expect(row(0)?.person).toEqual(ME)
    expect(row(4)?.person).toEqual({ id: 'bank', name: null })
    expect(row(4)?.isThisDevice).toBe(false)
    expect(row(3)).toMatchObject({ problem: { code: 'account.closed', params: { name: NAMES[3] } }, changes: [] })
    expect(row(7)).toMatchObject({
      subject: { type: 'transfer', name: 'INV/2026/7', number: 'TRF-2026-7', accountId: null },
      changes: [
        { path: ['amount'], to: '1250000.00' },
        { path: ['reference'], to: 'INV/2026/7' },
      ],
    })
  })

  it.each([
    ['bekasi', (fact: EntryFacts) => nameOf(fact).includes('Bekasi') && !isOf('transfer.create')(fact)],
    ['BEKASI', (fact: EntryFacts) => nameOf(fact).includes('Bekasi') && !isOf('transfer.create')(fact)],
    ['"niaga"', (fact: EntryFacts) => nameOf(fact).includes('Niaga') && !isOf('transfer.create')(fact)],
    ['elan cafe', (fact: EntryFacts) => nameOf(fact).startsWith('Élan') && !isOf('transfer.create')(fact)],
    ["o'neill 100%", (fact: EntryFacts) => nameOf(fact).startsWith('Toko') && !isOf('transfer.create')(fact)],
    ['8812 3000 0001 2042', (fact: EntryFacts) => fact.n % 5 === 1 && !isOf('transfer.create')(fact)],
    [
      'inv/2026/4',
      (fact: EntryFacts) =>
        isOf('transfer.create')(fact) && `inv/2026/${fact.n}`.includes('inv/2026/4') && fact.n % 7 !== 3,
    ],
    ['wanted 10', (fact: EntryFacts) => fact.n % 7 === 3 && `${fact.n}`.startsWith('10')],
    [
      '415000000',
      (fact: EntryFacts) => fact.n % 5 !== 2 && fact.n % 7 !== 3 && `${fact.n}5000000.00`.includes('415000000'),
    ],
    [
      '415.000.000',
      (fact: EntryFacts) => fact.n % 5 !== 2 && fact.n % 7 !== 3 && `${fact.n}5000000.00`.includes('415000000'),
    ],
    [commandId(77).slice(-12), (fact: EntryFacts) => fact.n === 77],
    ['nothing like it', () => false],
    ['%%%', () => false],
    ['a OR b', () => false],
    ['NEAR(kas kecil)', () => false],
    ['text : kas', () => false],
    ['kas*', () => false],
    ['"""', () => false],
    ['<->', () => false],
    ["'; DROP TABLE meta; --", () => false],
    ['\u0000bekasi', (fact: EntryFacts) => nameOf(fact).includes('Bekasi') && !isOf('transfer.create')(fact)],
  ])('are found by %j as reading every one would find them', (text, has) => {
    const found = whole(queries, { terms: [word(text)], filter: {} })
    expect(idsOf(found.rows)).toEqual(newestFirst(ALL.filter(has)))
    expect(found.total).toBe(found.rows.length)
  })

  it('are found by the names that types and persons have on the screen', () => {
    const kinds = { text: 'limits', types: ['subAccount.setLimits', 'never.seen'], personIds: [] }
    expect(idsOf(whole(queries, { terms: [kinds], filter: {} }).rows)).toEqual(
      newestFirst(ALL.filter(isOf('subAccount.setLimits'))),
    )
    const bekasi = { text: 'bekasi', types: [], personIds: [] }
    const me = { text: 'budi', types: [], personIds: [ME.id] }
    expect(idsOf(whole(queries, { terms: [bekasi, me, kinds], filter: {} }).rows)).toEqual(
      newestFirst(ALL.filter((fact) => fact.n % 5 === 0 && fact.by === BUDI)),
    )
  })

  it.each<[AuditQuestion['filter'], (fact: EntryFacts) => boolean]>([
    [{ outcome: 'rejected' }, (fact) => fact.more?.outcome === 'rejected'],
    [{ outcome: 'accepted' }, (fact) => fact.more?.outcome === 'accepted'],
    [{ type: 'transfer.create' }, isOf('transfer.create')],
    [{ personId: 'bank' }, (fact) => fact.by === 'bank'],
    [{ personId: id(SITI), outcome: 'rejected' }, (fact) => fact.by === SITI && fact.more?.outcome === 'rejected'],
    [{ type: 'transfer.create', personId: 'bank' }, () => false],
    [{ type: 'never.seen' }, () => false],
    [{ personId: id(999) }, () => false],
  ])('are filtered by %j, alone and with a search', (filter, passes) => {
    expect(idsOf(whole(queries, { terms: [], filter }).rows)).toEqual(newestFirst(ALL.filter(passes)))
    const found = whole(queries, { terms: [word('depok')], filter })
    const expected = ALL.filter((fact) => fact.n % 5 === 1 && passes(fact))
    expect(idsOf(found.rows)).toEqual(newestFirst(expected))
    expect(found.total).toBe(expected.length)
  })

  it('are read through one after the other in the same order', () => {
    for (const question of [
      NO_FILTER,
      { terms: [word('bekasi')], filter: { outcome: 'accepted' as const } },
      { terms: [], filter: { from: '2026-07-01', to: '2026-07-01' } },
    ]) {
      const expected = idsOf(whole(queries, question).rows)
      const read: string[] = []
      for (let than: string | null = null; ; ) {
        const some: AuditRow[] = queries.older({ ...question, than, limit: 33 })
        read.push(...idsOf(some))
        than = some.at(-1)?.id ?? null
        if (than === null) break
      }
      expect(read).toEqual(expected)
    }
    expect(queries.older({ ...NO_FILTER, than: id(1), limit: 5 })).toEqual([])
  })

  it('say which types and persons there are', () => {
    expect(AuditSummary.parse(queries.summary())).toEqual({
      total: COUNT,
      types: KINDS.toSorted(),
      persons: [
        { id: id(SITI), name: null },
        { id: id(BUDI), name: ME.name },
        { id: 'bank', name: null },
      ],
      asOf: NOW,
    })
  })

  it('tell the rest of one entry, with the names of what it names', () => {
    const detail = AuditDetail.parse(queries.get(entryId(1)))
    expect(detail).toMatchObject({
      id: entryId(1),
      commandId: commandId(1),
      currency: 'IDR',
      deviceAt: null,
      before: { name: NAMES[1], limits: { debit: { daily: '50000000.00' } } },
      after: { limits: { debit: { daily: '15000000.00' } } },
      names: {
        [id(1)]: { type: 'currentAccount', name: 'Giro utama', number: '100001', isAccount: true },
        [id(11)]: { type: 'subAccount', name: NAMES[1], number: NUMBERS[1], isAccount: true },
      },
    })
    expect(queries.get(id(12))).toBeUndefined()
  })
})

describe('a day of audit entries', () => {
  it('begins and ends at midnight in Jakarta', () => {
    const store = opened(newPath())
    const moments = [
      '2026-07-09T16:59:59.999Z',
      '2026-07-09T17:00:00.000Z',
      '2026-07-10T00:30:00.000Z',
      '2026-07-10T16:59:59.999Z',
      '2026-07-10T17:00:00.000Z',
    ]
    apply(store, ...moments.map((at, n) => entryChange({ n, at, more: { args: { name: 'Kas Kecil' } } })))
    const queries = asked(store)
    const on = (filter: AuditQuestion['filter'], terms: AuditQuestion['terms'] = []) =>
      idsOf(whole(queries, { terms, filter }).rows)
    expect(on({ from: '2026-07-10', to: '2026-07-10' })).toEqual([3, 2, 1].map(entryId))
    expect(on({ to: '2026-07-09' })).toEqual([entryId(0)])
    expect(on({ from: '2026-07-11' })).toEqual([entryId(4)])
    expect(on({ from: '2026-07-12' })).toEqual([])
    expect(on({ from: '2026-07-10', to: '2026-07-10' }, [word('kas')])).toEqual([3, 2, 1].map(entryId))
    expect(on({ from: '2026-07-12' }, [word('kas')])).toEqual([])
    expect(on({ from: '2026-07-11', to: '2026-07-09' }, [word('kas')])).toEqual([])
  })
})

describe('entries that come late', () => {
  const early = { n: 1, at: '2026-07-10T03:00:00.000Z', more: { args: { name: 'Kas' } } }
  const next = { n: 2, at: '2026-07-10T04:00:00.000Z', more: { args: { name: 'Kas' } } }
  const backdated = { n: 3, at: '2026-07-10T02:00:00.000Z', more: { args: { name: 'Kas' } } }
  const last = { n: 4, at: '2026-07-10T05:00:00.000Z', more: { args: { name: 'Kas' } } }
  const expected = [4, 2, 1, 3].map(entryId)

  it.each(['one transaction', 'a transaction each', 'a copy that is filled'] as const)(
    'stand where their time says, found ones too, in %s',
    (way) => {
      const store = opened(newPath())
      const changes = [early, next, backdated, last].map(entryChange)
      if (way === 'a copy that is filled') swapIn(store, changes)
      else if (way === 'one transaction') apply(store, ...changes)
      else for (const each of changes) apply(store, each)
      const queries = asked(store)
      expect(idsOf(whole(queries, NO_FILTER).rows)).toEqual(expected)
      const found = { terms: [word('kas')], filter: { outcome: 'accepted' as const } }
      expect(idsOf(whole(queries, found).rows)).toEqual(expected)
      expect(queries.page({ ...found, offset: 2, limit: 1 })).toMatchObject({ total: 4, rows: [{ id: entryId(1) }] })
      expect(idsOf(queries.older({ ...found, than: entryId(2), limit: 9 }))).toEqual([1, 3].map(entryId))
    },
  )

  it('are told from those of the same moment by the feed, also when it brings them in another order', () => {
    const store = opened(newPath())
    const { at } = early
    apply(store, ...[5, 3, 4].map((seq) => entryChange({ n: seq, seq, at, more: early.more })))
    const queries = asked(store)
    expect(idsOf(whole(queries, NO_FILTER).rows)).toEqual([5, 4, 3].map(entryId))
    expect(idsOf(whole(queries, { terms: [word('kas')], filter: {} }).rows)).toEqual([5, 4, 3].map(entryId))
  })
})

describe('the audit trail', () => {
  it('follows what the feed corrects and removes, and what is rolled back was never there', () => {
    const store = opened(newPath())
    const entry = { n: 1, at: '2026-07-10T03:00:00.000Z', more: { args: { name: 'Kas Bekasi' } } }
    const other = { n: 2, at: '2026-07-10T04:00:00.000Z', more: { args: { name: 'Kas Depok' }, type: 'rare.kind' } }
    apply(store, entryChange(entry))
    expect(() =>
      store.transaction(() => {
        store.documents.applyChanges([entryChange(other)])
        throw new Error('taken back')
      }),
    ).toThrow('taken back')
    const queries = asked(store)
    const found = (text: string) => idsOf(whole(queries, { terms: [word(text)], filter: {} }).rows)
    expect(idsOf(whole(queries, NO_FILTER).rows)).toEqual([entryId(1)])
    expect(found('depok')).toEqual([])
    apply(store, entryChange(other))
    expect(found('kas')).toEqual([2, 1].map(entryId))
    expect(whole(queries, { terms: [], filter: { type: 'rare.kind' } }).total).toBe(1)
    apply(store, entryChange({ ...entry, seq: 60_000, more: { args: { name: 'Kas Tangerang' } } }))
    expect(found('bekasi')).toEqual([])
    expect(found('tangerang')).toEqual([entryId(1)])
    apply(store, tombstone(70_000, 'auditEntry', 50_001))
    expect(found('kas')).toEqual([entryId(2)])
    expect(idsOf(whole(queries, NO_FILTER).rows)).toEqual([entryId(2)])
  })

  it('is empty and answers where a role is sent no entries', () => {
    const queries = asked(opened(newPath()))
    expect(whole(queries, { terms: [word('kas')], filter: { from: '2026-07-10' } })).toEqual({ rows: [], total: 0 })
    expect(queries.summary()).toMatchObject({ total: 0, types: [], persons: [] })
  })

  it('finds every account that one command opened, and does not read them all for a page', () => {
    const store = opened(newPath())
    const items = Array.from({ length: 1_000 }, (_, i) => ({
      rowId: `${i}`,
      id: id(5_000 + i),
      name: `Kas Kecil Kasir ${i}`,
      scheme: 'petty_cash',
    }))
    const more = { type: 'subAccount.createMany', args: { items, onFault: 'skip' } }
    apply(store, entryChange({ n: 1, at: '2026-07-10T03:00:00.000Z', more }))
    const queries = asked(store)
    const found = whole(queries, { terms: [word('kasir 999')], filter: {} })
    expect(idsOf(found.rows)).toEqual([entryId(1)])
    expect(found.rows[0]?.changes).toEqual([{ path: ['items'], to: 1_000 }])
    expect(JSON.stringify(found).length).toBeLessThan(2_000)
    expect(queries.get(entryId(1))?.args).toEqual(more.args)
  })

  it('takes what a foreign bank writes', () => {
    const store = opened(newPath())
    let deep: unknown = 'bottom of it'
    for (let level = 0; level < 200; level += 1) deep = { inner: deep }
    const odd = {
      type: '<script>',
      code: 'moon.eclipsed',
      outcome: 'rejected',
      args: 'text only',
      after: [deep],
      params: 7,
    }
    apply(store, entryChange({ n: 1, at: '2026-07-10T03:00:00.000Z', more: odd }))
    const queries = asked(store)
    const { rows } = whole(queries, { terms: [word('text only')], filter: { type: '<script>' } })
    expect(rows).toMatchObject([{ type: '<script>', problem: { code: 'moon.eclipsed' }, changes: [] }])
    expect(AuditPage.safeParse({ rows, total: 1 }).success).toBe(true)
    expect(queries.get(entryId(1))?.after).toEqual([deep])
  })
})
