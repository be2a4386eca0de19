import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Direction, type MovementTarget, moveMoney } from '#shared/domain/accounts/movement'
import type { SubAccount } from '#shared/domain/documents'
import { formatWire, IDR, money, parseMoney } from '#shared/kernel/money'
import { type Instant, parseInstant } from '#shared/kernel/time'
import { giro, NOW, subAccount, uuid } from '../../support/accounts-world'

const at = (text: string): Instant => {
  const instant = parseInstant(text)
  if (!instant.ok) throw new Error(text)
  return instant.value
}
const rupiah = (text: string) => {
  const amount = parseMoney(text, IDR)
  if (!amount.ok) throw new Error(text)
  return amount.value
}
const rich = { balance: '1000.00', available: '1000.00' }
const move = (target: MovementTarget, direction: Direction, amount: string, now = NOW) =>
  moveMoney(target, direction, rupiah(amount), at(now))
const onSub = (account: SubAccount, ...ancestors: SubAccount[]): MovementTarget => ({
  kind: 'sub',
  account,
  lineage: { currentAccount: giro(), ancestors },
})

describe('moveMoney', () => {
  it('moves balance, available, rollup and the day of use, on ancestors too', () => {
    const parent = subAccount(10, { usedToday: { date: '2026-07-10', debit: '5.00', credit: '2.00' } })
    const child = subAccount(11, { ...rich, parentId: uuid(10), held: '100.00', available: '900.00' })
    const moved = move(onSub(child, parent), 'debit', '250.00')
    if (!moved.ok) throw new Error(moved.error.code)
    expect(formatWire(moved.value.balanceAfter)).toBe('750.00')
    expect(moved.value.puts.map(({ type, doc }) => [type, doc])).toEqual([
      [
        'subAccount',
        expect.objectContaining({
          balance: '750.00',
          available: '650.00',
          held: '100.00',
          usedToday: { date: '2026-07-10', debit: '250.00', credit: '0.00' },
        }),
      ],
      [
        'subAccount',
        expect.objectContaining({
          balance: '0.00',
          usedToday: { date: '2026-07-10', debit: '255.00', credit: '2.00' },
        }),
      ],
      ['currentAccount', expect.objectContaining({ balance: '5000000000.00', rollup: '4999999750.00' })],
    ])
  })

  it('forgets what was used before 00:00 in Jakarta', () => {
    const account = subAccount(10, {
      ...rich,
      limits: { debit: { perTransaction: null, daily: '100.00' }, credit: { perTransaction: null, daily: null } },
      usedToday: { date: '2026-07-10', debit: '90.00', credit: '0.00' },
    })
    expect(move(onSub(account), 'debit', '50.00', '2026-07-10T16:59:59.999Z')).toMatchObject({
      ok: false,
      error: { code: 'account.limit_daily', params: { remainingToday: '10.00' } },
    })
    expect(move(onSub(account), 'debit', '50.00', '2026-07-10T17:00:00.000Z').ok).toBe(true)
  })

  it.each([
    ['debit', { block: 'debit' }, '1.00', 'account.debit_blocked'],
    ['debit', { block: 'all' }, '1.00', 'account.debit_blocked'],
    ['credit', { block: 'credit' }, '1.00', 'account.credit_blocked'],
    ['debit', {}, '1000.01', 'account.insufficient_funds'],
    ['credit', { status: 'closed' }, '1.00', 'account.closed'],
  ] as const)('refuses a %s with %j of %s: %s', (direction, change, amount, code) => {
    expect(move(onSub(subAccount(10, { ...rich, ...change })), direction, amount)).toMatchObject({ error: { code } })
  })

  it('holds an ancestor to its limits as well', () => {
    const parent = subAccount(10, {
      limits: { debit: { perTransaction: '10.00', daily: null }, credit: { perTransaction: null, daily: null } },
    })
    expect(move(onSub(subAccount(11, rich), parent), 'debit', '10.01')).toMatchObject({
      error: { code: 'account.limit_per_transaction' },
    })
  })

  it('never lets a current account go below what is available', () => {
    const account = giro({ balance: '10.00', held: '4.00', available: '6.00' })
    expect(move({ kind: 'current', account }, 'debit', '6.01')).toMatchObject({
      error: { code: 'account.insufficient_funds', params: { available: '6.00' } },
    })
    expect(move({ kind: 'current', account }, 'debit', '6.00').ok).toBe(true)
  })

  it('refuses nothing and less than nothing', () => {
    expect(moveMoney(onSub(subAccount(10)), 'credit', money(0n, IDR), at(NOW)).ok).toBe(false)
    expect(moveMoney(onSub(subAccount(10)), 'credit', money(-1n, IDR), at(NOW)).ok).toBe(false)
  })

  it('a credit and the same debit leave every balance as it was', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 14n), (minor) => {
        const before = subAccount(10, rich)
        const credited = moveMoney(onSub(before), 'credit', money(minor, IDR), at(NOW))
        if (!credited.ok) return false
        const [account, current] = credited.value.puts
        if (account?.type !== 'subAccount' || current?.type !== 'currentAccount') return false
        const target: MovementTarget = {
          kind: 'sub',
          account: { ...before, ...account.doc } as SubAccount,
          lineage: { currentAccount: { ...giro(), rollup: current.doc.rollup }, ancestors: [] },
        }
        const back = moveMoney(target, 'debit', money(minor, IDR), at(NOW))
        if (!back.ok) return false
        const [after, top] = back.value.puts
        return (
          after?.type === 'subAccount' &&
          after.doc.balance === before.balance &&
          after.doc.available === before.available &&
          top?.type === 'currentAccount' &&
          top.doc.rollup === giro().rollup
        )
      }),
    )
  })
})
