import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApprovalRequest, createApprovalQueries } from '#main/storage/approvals/approval-queries'
import { createTransferQueries, type TransferRequest } from '#main/storage/approvals/transfer-queries'
import { mergedPage, type Place } from '#main/storage/approvals/walked-pages'
import type { Store } from '#main/storage/store'
import { ApprovalDetail, ApprovalPage, TransferPage } from '#shared/contract/approval-views'
import type { Change } from '#shared/contract/http'
import type { DocumentPut } from '#shared/domain/command'
import { APPROVAL_STATUSES, TRANSFER_STATUSES } from '#shared/domain/documents'
import { apply, change, currentAccount, id, NOW, newPath, opened, openShared, subAccount } from './store-fixture'

const MAKER = id(900)
const OTHER_MAKER = id(901)
const APPROVER = id(902)
const REQUESTS = 240
const START_MS = Date.parse('2026-06-01T00:00:00.000Z')
const HOUR_MS = 3_600_000

const at = (hours: number): string => new Date(START_MS + hours * HOUR_MS).toISOString()
const name = (n: number): string => `${n % 3 ? 'Kas' : 'Dompet'} ${n % 20}`

function approval(n: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  const status = APPROVAL_STATUSES[n % 4] ?? 'pending'
  const decided = status === 'approved' || status === 'rejected'
  return {
    id: id(10_000 + n),
    version: 1,
    updatedAt: at(n + 5),
    subjectType: 'transfer',
    subjectId: id(20_000 + n),
    makerId: n % 3 ? MAKER : OTHER_MAKER,
    status,
    summary: {
      amount: `${n + 1}000000.00`,
      currency: 'IDR',
      from: { id: id(10 + (n % 20)), name: name(n), number: '8812300000012042' },
      to: { id: id(10 + ((n + 1) % 20)), name: name(n + 1), number: null },
      reference: `GAJI-${n}`,
      description: n % 5 ? null : 'Gaji Juli',
    },
    requestedAt: at(n),
    lapsesAt: at(n + 72),
    ...(decided ? { decidedBy: APPROVER, decidedAt: at(n + 4) } : {}),
    ...(status === 'rejected' ? { reason: 'Salah rekening' } : {}),
    ...more,
  }
}

function transfer(n: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: id(20_000 + n),
    version: 1,
    updatedAt: at(n + 5),
    number: `TRF-2026-${String(n).padStart(6, '0')}`,
    fromAccountId: id(10 + (n % 20)),
    toAccountId: id(10 + ((n + 1) % 20)),
    amount: `${n + 1}000000.00`,
    reference: `GAJI-${n}`,
    status: TRANSFER_STATUSES[n % 4],
    makerId: n % 3 ? MAKER : OTHER_MAKER,
    createdAt: at(n),
    approvalId: id(10_000 + n),
    ...more,
  }
}

function fill(store: Store): void {
  const accounts = Array.from({ length: 20 }, (_, n) =>
    change(10 + n, 'subAccount', subAccount(10 + n, 1, { name: name(n) })),
  )
  const each = (type: string, of: (n: number) => Record<string, unknown>): Change[] =>
    Array.from({ length: REQUESTS }, (_, n) => change(1_000 + n, type, of(n)))
  apply(
    store,
    change(1, 'currentAccount', currentAccount(1)),
    change(2, 'company', {
      ...{ id: id(2), version: 1, updatedAt: NOW, name: 'PT Uji', accountPrefix: '88123' },
      transferApprovalThreshold: '100000000.00',
    }),
    ...accounts,
    ...each('approval', approval),
    ...each('transfer', transfer),
  )
}

const asked = (store: Store, me: string) => {
  const ports = {
    self: () => ({ id: me, name: 'Dewi Maharani' }),
    pendingOf: () => new Map(),
    decisionsOf: () => new Map(),
  }
  return { approvals: createApprovalQueries(store, ports), transfers: createTransferQueries(store, ports) }
}

const ALL = { text: '', filter: {}, offset: 0, limit: 500 } as const

let shared: ReturnType<typeof openShared>
beforeAll(() => {
  shared = openShared()
  fill(shared.store)
})
afterAll(() => shared.close())

describe('approvals', () => {
  const page = (request: Partial<ApprovalRequest> & Pick<ApprovalRequest, 'view'>, me = APPROVER) =>
    ApprovalPage.parse(asked(shared.store, me).approvals.page({ ...ALL, ...request }))
  const numbers = (of: ReturnType<typeof page>) => of.rows.map(({ reference }) => Number(reference?.slice(5)))
  const every = Array.from({ length: REQUESTS }, (_, n) => n)
  const statusOf = (n: number) => APPROVAL_STATUSES[n % 4]

  it('wait with the soonest lapse first, those of others only', () => {
    const pending = every.filter((n) => statusOf(n) === 'pending')
    expect(numbers(page({ view: 'waiting' }))).toEqual(pending)
    const others = pending.filter((n) => n % 3 === 0)
    expect(numbers(page({ view: 'waiting' }, MAKER))).toEqual(others)
    expect(asked(shared.store, MAKER).approvals.summary()).toEqual({
      waiting: others.length,
      sent: pending.length - others.length,
      transferThreshold: '100000000.00',
    })
  })

  it('that this user sent come latest first, whatever became of them', () => {
    const own = every.filter((n) => n % 3 !== 0).reverse()
    expect(numbers(page({ view: 'sent' }, MAKER))).toEqual(own)
    const pending = page({ view: 'sent', filter: { status: 'pending' } }, MAKER)
    expect(numbers(pending)).toEqual(own.filter((n) => statusOf(n) === 'pending'))
    expect(pending.rows.every(({ maker }) => maker.isYou && maker.name === 'Dewi Maharani')).toBe(true)
    expect(page({ view: 'sent' }).total).toBe(0)
  })

  it('that have ended come latest end first, in pages that fit together', () => {
    const whole = page({ view: 'ended' })
    expect(whole.total).toBe(every.filter((n) => statusOf(n) !== 'pending').length)
    const ends = whole.rows.map(({ endedAt }) => endedAt ?? '')
    expect(ends).toEqual([...ends].sort().reverse())
    const parts = [0, 50, 100, 150].flatMap((offset) => page({ view: 'ended', offset, limit: 50 }).rows)
    expect(parts).toEqual(whole.rows.slice(0, 200))
    expect(page({ view: 'ended', offset: 5_000 })).toEqual({ rows: [], total: whole.total })
  })

  it('are filtered by status, person and the bank’s calendar days', () => {
    const of = (filter: ApprovalRequest['filter']) => numbers(page({ view: 'ended', filter }))
    expect(of({ status: 'rejected' }).every((n) => statusOf(n) === 'rejected')).toBe(true)
    expect(of({ personId: OTHER_MAKER }).every((n) => n % 3 === 0)).toBe(true)
    expect(of({ personId: APPROVER }).every((n) => statusOf(n) === 'approved' || statusOf(n) === 'rejected')).toBe(true)
    // 00:00 in Jakarta is 17:00 of the day before in UTC.
    const day = page({ view: 'ended', filter: { from: '2026-06-03', to: '2026-06-03' } })
    expect(day.rows.length).toBeGreaterThan(0)
    expect(day.rows.every(({ endedAt }) => endedAt !== null && endedAt >= '2026-06-02T17:00')).toBe(true)
    expect(day.rows.every(({ endedAt }) => endedAt !== null && endedAt < '2026-06-03T17:00')).toBe(true)
    const before = page({ view: 'ended', filter: { to: '2026-06-02' } }).total
    const after = page({ view: 'ended', filter: { from: '2026-06-04' } }).total
    expect(before + day.total + after).toBe(page({ view: 'ended' }).total)
  })

  it('are found by what was asked for, its amount, the reason and the bank’s number', () => {
    const found = (text: string) => numbers(page({ view: 'ended', text }))
    expect(found('gaji-101')).toEqual([101])
    expect(found('8812 3000 0001 2042')).toHaveLength(page({ view: 'ended' }).total)
    expect(found('102,000,000')).toEqual([101])
    expect(found('trf-2026-000101')).toEqual([101])
    expect(found('salah REKENING').every((n) => statusOf(n) === 'rejected')).toBe(true)
    expect(found('100% "nothing_')).toEqual([])
    expect(numbers(page({ view: 'waiting', text: 'gaji-100' }))).toEqual([100])
  })

  it('that this user has decided stay in their place among those that wait, until the bank has settled it', () => {
    const store = opened(newPath())
    fill(store)
    const { approvals } = asked(store, APPROVER)
    const before = approvals.page({ ...ALL, view: 'waiting' })
    const decided = before.rows[7]
    if (!decided) throw new Error('nothing waits')
    const { version, ...doc } = approval(Number(decided.reference?.slice(5)), {
      status: 'approved',
      decidedBy: APPROVER,
      decidedAt: NOW,
    })
    // The fixture writes what a command's guess would.
    store.transaction(() => store.documents.writeGuess({ type: 'approval', doc } as unknown as DocumentPut, NOW))
    const after = approvals.page({ ...ALL, view: 'waiting' })
    expect(after.rows.map((row) => row.id)).toEqual(before.rows.map((row) => row.id))
    expect(after.total).toBe(before.total)
    expect(approvals.summary().waiting).toBe(before.total - 1)
    for (const offset of [0, 5, 7, 8, 50]) {
      const part = approvals.page({ ...ALL, view: 'waiting', offset, limit: 5 })
      expect(part.rows).toEqual(after.rows.slice(offset, offset + 5))
    }
    expect(approvals.page({ ...ALL, view: 'ended' }).rows.some((row) => row.id === decided.id)).toBe(false)
    expect(version).toBe(1)
  })

  it('name who asked and decided, and every person of the history once', () => {
    const { approvals } = asked(shared.store, APPROVER)
    expect(approvals.people()).toEqual([
      { id: MAKER, name: null, isYou: false },
      { id: OTHER_MAKER, name: null, isYou: false },
      { id: APPROVER, name: 'Dewi Maharani', isYou: true },
    ])
  })

  it('of another subject, or with a summary that makes no sense, are shown by what is left', () => {
    const store = opened(newPath())
    apply(
      store,
      change(1, 'approval', approval(0, { subjectType: 'cashOrder', summary: { service: 'immediate', amount: '1' } })),
      change(2, 'approval', approval(4, { summary: { amount: ['no'], from: 'x', to: { name: 7 }, reference: {} } })),
    )
    const { approvals } = asked(store, APPROVER)
    const [cash, odd] = ApprovalPage.parse(approvals.page({ ...ALL, view: 'waiting' })).rows
    expect(cash).toMatchObject({ subjectType: 'cashOrder', amount: '1', from: null, reference: null, number: null })
    expect(odd).toMatchObject({ amount: null, from: null, to: null, reference: null })
    const detail = approvals.get(id(10_000))
    expect(ApprovalDetail.omit({ outlook: true }).parse(detail).summary).toEqual({ service: 'immediate', amount: '1' })
    expect(approvals.get(id(5))).toBeUndefined()
  })
})

describe('transfers', () => {
  const page = (request: Partial<TransferRequest> = {}) =>
    TransferPage.parse(asked(shared.store, MAKER).transfers.page({ ...ALL, ...request }))
  const numbers = (request: Partial<TransferRequest>) => page(request).rows.map(({ reference }) => reference.slice(5))

  it('come latest first with the names of both accounts', () => {
    const { rows, total } = page()
    expect(total).toBe(REQUESTS)
    expect(rows[0]).toMatchObject({
      number: 'TRF-2026-000239',
      from: { id: id(10 + (239 % 20)), name: name(239 % 20) },
      to: { name: name(240 % 20) },
      currency: 'IDR',
      maker: { id: MAKER, isYou: true },
    })
    expect(page({ offset: 100, limit: 50 }).rows).toEqual(rows.slice(100, 150))
  })

  it('are filtered by status, account and day', () => {
    expect(page({ filter: { status: 'posted' } }).rows.every(({ status }) => status === 'posted')).toBe(true)
    const of = page({ filter: { accountId: id(12) } })
    expect(of.total).toBe((REQUESTS / 20) * 2)
    expect(of.rows.every(({ from, to }) => from?.id === id(12) || to?.id === id(12))).toBe(true)
    expect(numbers({ filter: { from: '2026-06-03', to: '2026-06-03' } })).toHaveLength(24)
  })

  it('are found by reference, number, amount and either account', () => {
    expect(numbers({ text: 'gaji-101' })).toEqual(['101'])
    expect(numbers({ text: 'TRF-2026-000101' })).toEqual(['101'])
    expect(numbers({ text: '102.000.000' })).toEqual(['101'])
    const wallet = page({ text: 'dompet 15' })
    expect(wallet.total).toBe((REQUESTS / 20) * 2)
    expect(wallet.rows.every(({ from, to }) => from?.name === 'Dompet 15' || to?.name === 'Dompet 15')).toBe(true)
    expect(numbers({ text: 'nothing' })).toEqual([])
  })

  it('are found by their one reference', () => {
    const { transfers } = asked(shared.store, MAKER)
    expect(transfers.byReference('GAJI-7')?.number).toBe('TRF-2026-000007')
    expect(transfers.byReference('GAJI')).toBeUndefined()
    expect(transfers.get(id(20_007))?.reference).toBe('GAJI-7')
    expect(transfers.get(id(7))).toBeUndefined()
  })
})

describe('a page with a few rows merged into a long list', () => {
  it('is the same as a part of the whole, wherever the few stand', () => {
    const place = (n: number): Place => ({ n, at: `t${String(Math.floor(n / 2)).padStart(3, '0')}` })
    const whole = Array.from({ length: 40 }, (_, n) => place(n))
    for (const picks of [[], [0], [39], [0, 1, 2], [37, 38, 39], [5, 6, 20, 33], [10, 11, 12, 13, 14, 15, 16]]) {
      const few = whole.filter(({ n }) => picks.includes(n))
      const long = whole.filter(({ n }) => !picks.includes(n))
      for (let offset = 0; offset < 40; offset += 1) {
        const window = { offset, limit: 6 }
        const page = mergedPage(few, (part) => long.slice(part.offset, part.offset + part.limit), window)
        expect(page, `${picks.join()} at ${offset}`).toEqual(whole.slice(offset, offset + 6))
      }
    }
  })
})
