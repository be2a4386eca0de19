import { describe, expect, it } from 'vitest'
import { movementRows } from '../../../../renderer/components/movement/movement-table'
import { idOf } from '../rows'
import { account, change, GIRO, KAS_A } from './approvals'

const REGION = idOf(11)
const LIMITS = (debit: string | null, credit: string | null = null) => ({
  debit: { perTransaction: null, daily: debit },
  credit: { perTransaction: null, daily: credit },
})
const used = (debit: string, date = '2026-07-10') => ({ date, debit, credit: '0.00' })

describe('the figures of a movement', () => {
  it('are one row where nothing is held, now and then', () => {
    const changes = [change(KAS_A, {}, { balance: '499000000.00', available: '499000000.00' })]
    expect(movementRows(account(KAS_A, 'Kas A'), 'debit', [{ changes }])).toEqual([
      { figure: 'balance', allAvailable: true, values: ['500000000.00', '499000000.00'] },
    ])
    expect(movementRows(account(KAS_A, 'Kas A'), 'debit', [])).toEqual([
      { figure: 'balance', allAvailable: true, values: ['500000000.00'] },
    ])
  })

  it('tell what is held while it waits, step by step', () => {
    const asked = [change(KAS_A, {}, { balance: '500000000.00', held: '150000000.00', available: '350000000.00' })]
    const agreed = [change(KAS_A, {}, { balance: '350000000.00', held: '0.00', available: '350000000.00' })]
    expect(movementRows(account(KAS_A, 'Kas A'), 'debit', [{ changes: asked }, { changes: agreed }])).toEqual([
      { figure: 'balance', values: ['500000000.00', '500000000.00', '350000000.00'] },
      { figure: 'held', values: ['0.00', '150000000.00', '0.00'] },
      { figure: 'available', values: ['500000000.00', '350000000.00', '350000000.00'] },
    ])
  })

  it('of an account that a stage does not touch stay as they were', () => {
    const rows = movementRows(account(KAS_A, 'Kas A'), 'credit', [{ changes: [] }, { changes: [] }])
    expect(rows).toEqual([{ figure: 'balance', allAvailable: true, values: Array(3).fill('500000000.00') }])
  })

  it('of a current account are what is not allocated, and its statement where that changes', () => {
    const giro = account(GIRO, 'Giro', { kind: 'current', rollup: '5000000000.00', ancestors: [] })
    const inside = [change(GIRO, {}, { balance: '1.00', available: '1.00', rollup: '5000000000.00' })]
    expect(movementRows(giro, 'debit', [{ changes: inside }]).map(({ figure }) => figure)).toEqual(['unallocated'])
    const across = [change(GIRO, {}, { balance: '1.00', available: '1.00', rollup: '4000000000.00' })]
    expect(movementRows(giro, 'debit', [{ changes: across }])).toContainEqual({
      figure: 'rollup',
      values: ['5000000000.00', '4000000000.00'],
    })
  })

  it('tell what is left of the daily limits, the account’s own and those above it', () => {
    const below = account(KAS_A, 'Kas A', {
      ancestors: [
        { id: GIRO, name: 'Giro', kind: 'current' },
        { id: REGION, name: 'Region', kind: 'sub' },
      ],
    })
    const changes = [
      change(KAS_A, { limits: LIMITS('50.00'), usedToday: used('22.00') }, { usedToday: used('23.00') }),
      change(
        REGION,
        { name: 'Region', limits: LIMITS('100.00'), usedToday: used('90.00', '2026-07-09') },
        { usedToday: used('1.00') },
      ),
    ]
    const left = movementRows(below, 'debit', [{ changes }]).filter(({ figure }) => figure === 'left')
    expect(left).toEqual([
      { figure: 'left', direction: 'debit', above: null, values: ['28.00', '27.00'] },
      // What was used yesterday counts no more.
      { figure: 'left', direction: 'debit', above: 'Region', values: ['100.00', '99.00'] },
    ])
    expect(movementRows(below, 'credit', [{ changes }]).some(({ figure }) => figure === 'left')).toBe(false)
  })

  it('do not count yesterday’s use while a hold waits either', () => {
    const limited = { limits: LIMITS('50.00'), usedToday: used('22.00', '2026-07-09') }
    const asked = [change(KAS_A, limited, { held: '1.00' })]
    const agreed = [change(KAS_A, limited, { usedToday: used('1.00') })]
    const rows = movementRows(account(KAS_A, 'Kas A'), 'debit', [{ changes: asked }, { changes: agreed }])
    expect(rows.at(-1)).toEqual({
      figure: 'left',
      direction: 'debit',
      above: null,
      values: ['50.00', '50.00', '49.00'],
    })
  })
})
