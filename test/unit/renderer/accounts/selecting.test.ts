import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SPAN_ROWS } from '#shared/contract/account-views'
import { limitArguments, NO_WISHES } from '../../../../renderer/features/accounts/bulk/limit-wishes'
import { isFarEnough, rowUnder, scrollStep } from '../../../../renderer/features/accounts/tree/drag-session'
import { layOut } from '../../../../renderer/features/accounts/tree/layout'
import { selectionKey } from '../../../../renderer/features/accounts/tree/moves'
import { together } from '../../../../renderer/features/accounts/tree/selection-figures'
import { questions, spansOf } from '../../../../renderer/features/accounts/tree/spans'
import type { AccountSource } from '../../../../renderer/features/accounts/tree/use-account-pages'

const sort = { key: 'name', direction: 'asc' } as const
const TREE: AccountSource = { kind: 'tree', sort }

describe('rows that are selected without being loaded', () => {
  const layout = layOut({
    childCount: (parent) => (parent === null ? 3 : parent === 'b' ? 4 : 0),
    openAmong: (parent) => (parent === null ? [{ id: 'b', index: 1 }] : []),
  })

  it('are named by runs of neighbours among siblings', () => {
    // Rows: a, b, b0…b3, c.
    expect(spansOf(layout, TREE, 1, 6)).toEqual([
      { kind: 'children', parentId: null, sort, offset: 1, limit: 1 },
      { kind: 'children', parentId: 'b', sort, offset: 0, limit: 4 },
      { kind: 'children', parentId: null, sort, offset: 2, limit: 1 },
    ])
    expect(spansOf(layout, TREE, 3, 4)).toEqual([{ kind: 'children', parentId: 'b', sort, offset: 1, limit: 2 }])
    expect(spansOf(layout, TREE, 5, 99)).toHaveLength(2)
    expect(spansOf(layout, TREE, 9, 12)).toEqual([])
  })

  it('of a list of matches are one run, cut to what one question may hold', () => {
    const source: AccountSource = { kind: 'matches', text: 'kas', filter: { status: 'open' }, sort }
    const long = layOut({ childCount: (parent) => (parent === null ? 12_000 : 0), openAmong: () => [] })
    const spans = spansOf(long, source, 0, 11_999)
    expect(spans.map(({ offset, limit }) => [offset, limit])).toEqual([
      [0, 5_000],
      [5_000, 5_000],
      [10_000, 2_000],
    ])
    expect(questions(spans)).toHaveLength(3)
  })

  it('are asked for in questions that are small enough, none left out', () => {
    const span = (limit: number) => ({ kind: 'children', parentId: null, sort, offset: 0, limit }) as const
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: SPAN_ROWS }), { maxLength: 300 }), (limits) => {
        const asked = questions(limits.map(span))
        expect(asked.flat().map(({ limit }) => limit)).toEqual(limits)
        for (const question of asked) {
          expect(question.length).toBeLessThanOrEqual(100)
          expect(question.reduce((rows, { limit }) => rows + limit, 0)).toBeLessThanOrEqual(SPAN_ROWS)
        }
      }),
    )
  })
})

describe('keys of the selection', () => {
  const key = (name: string, held = {}) =>
    selectionKey({ key: name, ctrlKey: false, metaKey: false, shiftKey: false, ...held })

  it('tick, extend and select all; others are left alone', () => {
    expect(key(' ')).toBe('toggle')
    expect(key(' ', { shiftKey: true })).toBe('extend')
    expect([key('a', { ctrlKey: true }), key('A', { metaKey: true })]).toEqual(['all', 'all'])
    expect([key('a'), key('a', { ctrlKey: true, shiftKey: true }), key('ArrowDown', { shiftKey: true })]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('sums of a selection', () => {
  it('are those of all its parts, each currency for itself, exactly', () => {
    const part = (accounts: number, ...balances: [string, string][]) => ({
      accounts,
      balances: balances.map(([currency, balance]) => ({ currency, balance })),
    })
    const parts = [part(2, ['IDR', '9007199254740993.01'], ['USD', '-5.00']), part(1, ['IDR', '0.99'])]
    expect(together(parts)).toEqual(part(3, ['IDR', '9007199254740994.00'], ['USD', '-5.00']))
    expect(together([])).toEqual({ accounts: 0, balances: [] })
  })
})

describe('limits wanted of many accounts', () => {
  it('carry only what is to change; null removes; an amount that is missing is not sent as none', () => {
    const wish = (change: 'leave' | 'set' | 'remove', amount = '') => ({ change, amount })
    const debit = (daily: ReturnType<typeof wish>) => ({ ...NO_WISHES, debit: { ...NO_WISHES.debit, daily } })
    expect(limitArguments(NO_WISHES)).toBeNull()
    expect(limitArguments(debit(wish('set', '5.00')))).toEqual({ debit: { daily: '5.00' } })
    expect(limitArguments(debit(wish('remove', '5.00')))).toEqual({ debit: { daily: null } })
    expect(limitArguments(debit(wish('set')))).toBeNull()
    expect(limitArguments(debit(wish('leave', '5.00')))).toBeNull()
  })
})

describe('dragging a row', () => {
  const box = { left: 200, right: 1000, top: 100, bottom: 500 }

  it('finds the row under the pointer, and none over the head, beside the list or below its end', () => {
    const at = (x: number, y: number, scrollTop = 0) => rowUnder({ x, y }, box, scrollTop, 34, 20)
    expect([at(300, 132), at(300, 165), at(300, 166), at(300, 140, 340)]).toEqual([0, 0, 1, 10])
    expect([at(300, 120), at(150, 200), at(300, 501), at(300, 400, 600)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  it('begins after a few pixels, so that a click stays a click', () => {
    expect(isFarEnough({ x: 0, y: 0 }, { x: 4, y: 4 })).toBe(false)
    expect(isFarEnough({ x: 0, y: 0 }, { x: 5, y: 5 })).toBe(true)
  })

  it('scrolls near the edges only, faster the nearer', () => {
    expect(scrollStep({ x: 0, y: 300 }, box)).toBe(0)
    expect(scrollStep({ x: 0, y: 135 }, box)).toBeLessThan(scrollStep({ x: 0, y: 170 }, box))
    expect(scrollStep({ x: 0, y: 135 }, box)).toBeLessThan(0)
    expect(scrollStep({ x: 0, y: 499 }, box)).toBeGreaterThan(scrollStep({ x: 0, y: 460 }, box))
    expect(scrollStep({ x: 0, y: 460 }, box)).toBeGreaterThan(0)
  })
})
