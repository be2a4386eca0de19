import { describe, expect, it } from 'vitest'
import { checkPeriod, type StatementInput, statementOf, turnover } from '#shared/domain/accounts/statement'
import { formatWire, IDR } from '#shared/kernel/money'
import { AS_OF, date, instant, JULY, type Posting, postings, statement, uuid } from './statements'

const IN: Posting = { direction: 'credit', amount: 500n }
const OUT: Posting = { direction: 'debit', amount: 300n }

function input(change: Partial<StatementInput> = {}): StatementInput {
  const transactions = postings(1_000n, [IN, OUT, IN])
  return {
    account: { id: uuid(1), number: '8812300000012042', name: 'Cabang', currency: IDR },
    period: JULY,
    asOf: AS_OF,
    transactions,
    present: { balance: '17.00', available: '15.00' },
    ...change,
  }
}

describe('a statement', () => {
  it('begins with the balance before its first line and ends with the one after its last', () => {
    const { opening, closing, lines } = statement({ opening: 1_000n, lines: [IN, OUT, IN] })
    expect([opening, closing].map(formatWire)).toEqual(['10.00', '17.00'])
    expect(lines.map(({ balanceAfter }) => formatWire(balanceAfter))).toEqual(['15.00', '12.00', '17.00'])
  })

  it('counts what came in and went out', () => {
    const made = statement({ opening: 1_000n, lines: [IN, OUT, IN] })
    expect(turnover(made, 'credit')).toEqual({ count: 2, total: { minor: 1_000n, currency: IDR } })
    expect(turnover(made, 'debit')).toEqual({ count: 1, total: { minor: 300n, currency: IDR } })
  })

  it('takes whole days of the bank’s zone: 17:00Z begins the next', () => {
    const transactions = postings(0n, [
      { ...IN, at: '2026-06-30T16:59:59.999Z' },
      { ...IN, at: '2026-06-30T17:00:00.000Z' },
      { ...IN, at: '2026-07-01T16:59:59.999Z' },
      { ...IN, at: '2026-07-01T17:00:00.000Z' },
    ])
    const period = { from: date('2026-07-01'), to: date('2026-07-01') }
    const made = statementOf(input({ transactions, period, present: { balance: '20.00', available: '20.00' } }))
    expect(made.ok && made.value.lines.map(({ postedAt }) => postedAt)).toEqual([
      '2026-06-30T17:00:00.000Z',
      '2026-07-01T16:59:59.999Z',
    ])
    expect(made.ok && [made.value.opening, made.value.closing].map(formatWire)).toEqual(['5.00', '15.00'])
  })

  it('of a period without lines has the balance that the next line began with', () => {
    const period = { from: date('2026-06-01'), to: date('2026-06-30') }
    const made = statementOf(input({ period }))
    expect(made.ok && made.value.lines).toEqual([])
    expect(made.ok && [made.value.opening, made.value.closing].map(formatWire)).toEqual(['10.00', '10.00'])
  })

  it('of an account without lines has its present balance', () => {
    const made = statementOf(input({ transactions: [], present: { balance: '-7.50', available: '-7.50' } }))
    expect(made.ok && [made.value.opening, made.value.closing].map(formatWire)).toEqual(['-7.50', '-7.50'])
  })

  it('knows what is available only where it reaches the present', () => {
    const availableOf = (change: Partial<StatementInput>) => {
      const made = statementOf(input(change))
      return made.ok ? made.value.closingAvailable && formatWire(made.value.closingAvailable) : made.error
    }
    expect(availableOf({})).toBe('15.00')
    expect(availableOf({ period: { from: JULY.from, to: date('2026-07-30') } })).toBeNull()
    expect(availableOf({ asOf: instant('2026-08-02T00:00:00.000Z') })).toBeNull()
    expect(availableOf({ present: { balance: '99.00', available: '15.00' } })).toBeNull()
  })

  it('ends with the last day that has begun, in the bank’s zone', () => {
    const lastDayAt = (asOf: string) => {
      const made = statementOf(input({ transactions: [], asOf: instant(asOf) }))
      return made.ok && made.value.lastDay
    }
    expect(lastDayAt('2026-07-14T16:59:59.999Z')).toBe('2026-07-14')
    expect(lastDayAt('2026-07-14T17:00:00.000Z')).toBe('2026-07-15')
    expect(lastDayAt('2026-08-14T17:00:00.000Z')).toBe('2026-07-31')
  })

  it('is as of its last line where that is newer than the last synchronisation', () => {
    const late = '2026-07-31T06:00:00.000Z'
    const made = statementOf(input({ transactions: postings(0n, [{ ...IN, at: late }]) }))
    expect(made.ok && made.value.asOf).toBe(late)
  })

  it.each([
    ['missing', [0, 2]],
    ['doubled', [0, 1, 1, 2]],
    ['out of order', [1, 0, 2]],
  ])('is not made of lines of which one is %s', (_name, order) => {
    const all = postings(1_000n, [IN, OUT, IN])
    const transactions = order.flatMap((index) => all[index] ?? [])
    const made = statementOf(input({ transactions }))
    expect(made).toMatchObject({ ok: false, error: { code: 'statement.broken' } })
  })

  it('is not made of amounts that are none of the currency', () => {
    const [line] = postings(0n, [IN])
    if (line === undefined) throw new Error('no line')
    expect(statementOf(input({ transactions: [{ ...line, amount: '5.0' }] }))).toMatchObject({
      error: { code: 'money.invalid' },
    })
    expect(statementOf(input({ transactions: [{ ...line, balanceAfter: '5' }] }))).toMatchObject({
      error: { code: 'money.invalid' },
    })
    expect(statementOf(input({ present: { balance: 'x', available: '0.00' } }))).toMatchObject({
      error: { code: 'money.invalid' },
    })
  })

  it('has a period that does not end before it begins, and has begun', () => {
    expect(checkPeriod({ from: date('2026-07-02'), to: date('2026-07-01') }, AS_OF)).toMatchObject({
      error: { code: 'statement.period_reversed' },
    })
    expect(checkPeriod({ from: date('2026-08-01'), to: date('2026-08-02') }, AS_OF)).toMatchObject({
      error: { code: 'statement.period_ahead' },
    })
    // 18:00Z is already the first of August in Jakarta.
    expect(
      checkPeriod({ from: date('2026-08-01'), to: date('2026-08-02') }, instant('2026-07-31T18:00:00.000Z')).ok,
    ).toBe(true)
  })
})
