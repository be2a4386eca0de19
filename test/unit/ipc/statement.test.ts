import { describe, expect, it } from 'vitest'
import { readStatement } from '#main/session/statement'
import type { StatementPage } from '#shared/contract/views'
import { newId } from '#shared/kernel/ids'

const line = (day: number): StatementPage['transactions'][number] => ({
  id: newId({ nowMs: day, randomBytes: (n) => new Uint8Array(n) }),
  version: 1,
  updatedAt: `2026-07-${day}T01:00:00.000Z`,
  accountId: newId({ nowMs: 1, randomBytes: (n) => new Uint8Array(n) }),
  postedAt: `2026-07-${day}T01:00:00.000Z`,
  direction: 'credit',
  amount: '10.00',
  balanceAfter: '10.00',
  channel: 'branch',
  counterparty: '',
  reference: '',
  description: '',
})
const page = (days: number[], hasMore: boolean): StatementPage => ({
  transactions: days.map(line),
  hasMore,
  olderUnavailable: false,
})

interface Scene {
  readonly local: StatementPage
  readonly connection?: 'online' | 'offline'
  readonly unconfirmed?: boolean
  readonly bank?: { transactions: StatementPage['transactions']; hasMore: boolean } | 'fails'
}

function ask({ local, connection = 'online', unconfirmed = false, bank = 'fails' }: Scene, before?: string) {
  const asked: (string | undefined)[] = []
  const parts = {
    accounts: { statement: () => local },
    store: { documents: { isUnconfirmed: () => unconfirmed } },
    sync: { status: () => ({ connection, firstSync: null }) },
    backend: {
      transactions: async (_account: string, bound: string | undefined) => {
        asked.push(bound)
        return bank === 'fails'
          ? { ok: false, error: { kind: 'network', problem: { code: 'network.timeout' } } }
          : { ok: true, value: bank }
      },
    },
  }
  // The stand-ins have the few members that are read here; the compiler would want the whole session.
  const live = parts as unknown as Parameters<typeof readStatement>[0]
  return readStatement(live, { accountId: line(1).accountId, before, limit: 2 }).then((answer) => ({ answer, asked }))
}

describe('a page of a statement', () => {
  const before = '2026-07-11T01:00:00.000Z'

  it('comes from this computer alone while there are local lines', async () => {
    expect(await ask({ local: page([14, 13], true) })).toEqual({
      answer: { ok: true, value: page([14, 13], true) },
      asked: [],
    })
  })

  it('says after the last local line that there may be more', async () => {
    const { answer, asked } = await ask({ local: page([12, 11], false) })
    expect(answer).toEqual({ ok: true, value: page([12, 11], true) })
    expect(asked).toEqual([])
  })

  it('asks the bank for what lies before everything local', async () => {
    const { answer, asked } = await ask(
      { local: page([], false), bank: { transactions: [line(10)], hasMore: true } },
      before,
    )
    expect(answer).toEqual({ ok: true, value: page([10], true) })
    expect(asked).toEqual([before])
  })

  it('says so when the bank cannot be asked', async () => {
    const unavailable = { ok: true, value: { ...page([], false), olderUnavailable: true } }
    expect((await ask({ local: page([], false), bank: 'fails' }, before)).answer).toEqual(unavailable)
    const offline = await ask({ local: page([], false), connection: 'offline' }, before)
    expect(offline).toEqual({ answer: unavailable, asked: [] })
  })

  it('does not ask about an account the bank has not confirmed', async () => {
    expect(await ask({ local: page([], false), unconfirmed: true })).toEqual({
      answer: { ok: true, value: page([], false) },
      asked: [],
    })
  })
})
