import { describe, expect, it } from 'vitest'
import { gatherStatement, type StatementSource } from '#main/reports/statement/gather-statement'
import type { AccountTransaction } from '#shared/domain/documents'
import { err, ok } from '#shared/kernel/result'
import { addDays, addMs, BANK_ZONE, startOfDay } from '#shared/kernel/time'
import { AS_OF, date, postings, uuid } from './statements'

/** One credit of 1.00 each day at noon from 1 January on, up to the present. */
const LINES: readonly AccountTransaction[] = postings(
  0n,
  Array.from({ length: 212 }, (_, day) => ({
    at: addMs(startOfDay(addDays(date('2026-01-01'), day), BANK_ZONE), 12 * 60 * 60 * 1000),
    direction: 'credit',
    amount: 100n,
  })),
)
/** 90 calendar days back from 31 July, today included. */
const FIRST_IN_COPY = '2026-05-03'

interface Asked {
  readonly before: string | undefined
  readonly limit: number
}

function source(change: Partial<StatementSource> = {}) {
  const asked: Asked[] = []
  const given: StatementSource = {
    accountAtBank: (id) => ({
      id,
      number: '8812300000012042',
      name: 'Cabang',
      currency: 'IDR',
      balance: '211.00',
      available: '211.00',
    }),
    *confirmedLines(_id, from) {
      const known = LINES.filter(({ postedAt }) => postedAt >= from && postedAt >= `${FIRST_IN_COPY}`)
      for (let at = 0; at < known.length; at += 10) yield known.slice(at, at + 10)
    },
    async askBank(_id, before, limit) {
      asked.push({ before, limit })
      const older = LINES.filter(({ postedAt }) => before === undefined || postedAt < before).toReversed()
      // This bank gives less at once than it was asked for, as it may.
      return ok({ transactions: older.slice(0, 50), hasMore: older.length > 50 })
    },
    isOnline: () => true,
    asOf: () => AS_OF,
    isClosed: () => false,
    ...change,
  }
  return { given, asked }
}

const ask = (given: StatementSource, from: string, to: string) =>
  gatherStatement(given, { accountId: uuid(1), from, to })

describe('a statement’s lines', () => {
  it('of the last 90 days come from the copy; not one day more', async () => {
    const { given, asked } = source()
    const made = await ask(given, FIRST_IN_COPY, '2026-07-31')
    expect(made.ok && made.value.lines).toHaveLength(90)
    expect(asked).toEqual([])
    await ask(given, '2026-05-02', '2026-07-31')
    expect(asked.length).toBeGreaterThan(0)
  })

  it('of an older period come from the bank, page by page until it is whole', async () => {
    const { given, asked } = source()
    const made = await ask(given, '2026-01-10', '2026-01-20')
    expect(made.ok && made.value.lines.map(({ id }) => id)).toEqual(LINES.slice(9, 20).map(({ id }) => id))
    expect(asked[0]).toEqual({ before: undefined, limit: 1_000 })
    expect(asked[1]?.before).toBe(LINES.at(-50)?.postedAt)
  })

  it('that only the bank has are not to be had offline, and the answer says from when on they are', async () => {
    const { given } = source({ isOnline: () => false })
    expect(await ask(given, '2026-05-02', '2026-07-31')).toEqual({
      ok: false,
      error: { code: 'statement.bank_needed', params: { from: FIRST_IN_COPY } },
    })
    expect(await ask(given, FIRST_IN_COPY, '2026-07-31')).toMatchObject({ ok: true })
  })

  it('are none where the bank answers an error in the middle', async () => {
    let questions = 0
    const { given } = source({
      async askBank(...question) {
        questions += 1
        const problem = { code: 'network.timeout' }
        return questions < 3 ? source().given.askBank(...question) : err({ kind: 'network', problem })
      },
    })
    expect(await ask(given, '2026-01-01', '2026-07-31')).toEqual({ ok: false, error: { code: 'network.timeout' } })
  })

  it.each([
    ['the same page again and again', LINES.slice(-5).toReversed()],
    ['pages without lines', []],
  ])('are none where the bank answers %s', async (_name, transactions) => {
    const { given } = source({ askBank: async () => ok({ transactions: [...transactions], hasMore: true }) })
    expect(await ask(given, '2026-01-01', '2026-07-31')).toEqual({ ok: false, error: { code: 'bank.garbage' } })
  })

  it('are not pieced together: a bank that leaves one out is found out', async () => {
    const { given } = source({
      async askBank(_id, before) {
        const older = LINES.filter(({ postedAt }) => before === undefined || postedAt < before).toReversed()
        return ok({ transactions: older.slice(0, 50).filter((_, at) => at !== 20), hasMore: older.length > 50 })
      },
    })
    expect(await ask(given, '2026-01-01', '2026-07-31')).toMatchObject({ error: { code: 'statement.broken' } })
  })

  it.each([
    ['the app locks', { isClosed: () => true }, 'session.locked'],
    ['there is no copy yet', { asOf: () => null }, 'sync.no_copy'],
    ['there is no such account', { accountAtBank: () => undefined }, 'not_found'],
    ['the bank does not know the account', { accountAtBank: () => 'unconfirmed' as const }, 'statement.no_account_yet'],
  ])('are none where %s', async (_name, change, code) => {
    expect(await ask(source(change).given, '2026-07-01', '2026-07-31')).toMatchObject({ ok: false, error: { code } })
  })

  it('are asked for by days that exist', async () => {
    expect(await ask(source().given, '2026-02-30', '2026-03-01')).toMatchObject({
      error: { code: 'time.invalid_date' },
    })
  })
})
