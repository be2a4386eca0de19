import { describe, expect, it } from 'vitest'
import { type AccountSource, everyAccount } from '#main/reports/accounts/every-account'
import { ReportInterrupted } from '#main/reports/save-report'
import type { AccountsExport } from '#shared/contract/report-views'
import type { AccountRow } from '#shared/contract/views'
import { uuid } from './statements'

const SORT = { key: 'name', direction: 'asc' } as const
const TREE: AccountsExport = { format: 'csv', sort: SORT, view: { kind: 'tree' } }
const SEARCH: AccountsExport = { format: 'csv', sort: SORT, view: { kind: 'search', text: '', filter: {} } }

function account(n: number, parent: number | null = null): AccountRow {
  return {
    kind: parent === null ? 'current' : 'sub',
    id: uuid(n),
    parentId: parent === null ? null : uuid(parent),
    currentAccountId: uuid(0),
    number: String(n),
    name: `Account ${n}`,
    currency: 'IDR',
    scheme: parent === null ? null : 'operational',
    status: 'open',
    block: 'none',
    balance: '0.00',
    held: '0.00',
    available: '0.00',
    rollup: '0.00',
    childCount: 0,
    descendantCount: 0,
    externalRef: null,
    limitUse: null,
    pending: null,
  }
}

/** Accounts in memory; `between` runs after every page, as what others do meanwhile. */
function source(all: AccountRow[], between: () => void = () => {}): AccountSource {
  const page = (rows: readonly AccountRow[], offset: number, limit: number) => {
    const answer = { rows: rows.slice(offset, offset + limit), total: rows.length }
    between()
    return answer
  }
  const withCounts = (row: AccountRow): AccountRow => {
    return { ...row, childCount: all.filter(({ parentId }) => parentId === row.id).length }
  }
  const ancestors = (id: string): { id: string; name: string; kind: 'current' | 'sub' }[] => {
    const above = all.find((row) => row.id === all.find((one) => one.id === id)?.parentId)
    return above ? [...ancestors(above.id), { id: above.id, name: above.name, kind: above.kind }] : []
  }
  return {
    accounts: {
      search: ({ offset, limit }) => page(all, offset, limit),
      children: ({ parentId, offset, limit }) =>
        page(all.filter((row) => row.parentId === parentId).map(withCounts), offset, limit),
      ancestors,
      summary: () => ({ currentAccounts: 1, subAccounts: all.length - 1, pending: 0, asOf: null }),
    },
    isClosed: () => false,
  }
}

const idsOf = (parts: Iterable<readonly { row: AccountRow }[]>) => [...parts].flat().map(({ row }) => row.id)

describe('every account', () => {
  it('of the tree comes below its parent, with the names above it', () => {
    const all = [account(0), account(1, 0), account(2, 1), account(3, 0), account(4, 2)]
    expect([...everyAccount(source(all), TREE)].flat().map(({ row, path }) => [row.name, path])).toEqual([
      ['Account 0', []],
      ['Account 1', ['Account 0']],
      ['Account 2', ['Account 0', 'Account 1']],
      ['Account 4', ['Account 0', 'Account 1', 'Account 2']],
      ['Account 3', ['Account 0']],
    ])
  })

  it('of a tree that stands still is read once, also where a parent has many children', () => {
    const all = [account(0), ...Array.from({ length: 500 }, (_, n) => account(n + 1, 0))]
    const asked: string[] = []
    const { accounts, isClosed } = source(all)
    const watched = {
      isClosed,
      accounts: {
        ...accounts,
        search: () => {
          asked.push('search')
          return { rows: [], total: 0 }
        },
      },
    }
    expect(idsOf(everyAccount(watched, TREE))).toEqual(all.map(({ id }) => id))
    expect(asked).toEqual([])
  })

  it('that hangs on nothing is there too: a copy on its way may lack a parent', () => {
    const all = [account(0), account(1, 0), account(2, 99)]
    expect(idsOf(everyAccount(source(all), TREE))).toEqual([0, 1, 2].map(uuid))
  })

  it.each([
    ['forwards', (all: AccountRow[]) => all.unshift(...all.splice(-40))],
    ['backwards', (all: AccountRow[]) => all.push(...all.splice(0, 40))],
  ])('comes once, also where accounts move %s between the pages', (_way, move) => {
    const all = Array.from({ length: 400 }, (_, n) => account(n))
    let moves = 0
    const moving = source(all, () => {
      moves += 1
      if (moves === 2) move(all)
    })
    const ids = idsOf(everyAccount(moving, SEARCH))
    expect(ids).toHaveLength(400)
    expect(new Set(ids).size).toBe(400)
  })

  it('is read in parts of a few milliseconds, also where a part brings nothing new', () => {
    const all = Array.from({ length: 1_000 }, (_, n) => account(n))
    let pages = 0
    const moving = source(all, () => {
      pages += 1
      if (pages === 3) all.unshift(account(5_000))
    })
    const parts = [...everyAccount(moving, SEARCH)]
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(150)
    expect(parts.length).toBe(pages)
    expect(parts.some((part) => part.length === 0)).toBe(true)
  })

  it('is complete also where some went and others came', () => {
    const all = Array.from({ length: 400 }, (_, n) => account(n))
    let pages = 0
    const changing = source(all, () => {
      pages += 1
      if (pages < 8) all.splice(120, 2, account(1_000 + pages))
    })
    const ids = new Set(idsOf(everyAccount(changing, SEARCH)))
    const stayed = all.filter(({ name }) => Number(name.split(' ')[1]) < 400)
    expect(stayed.filter(({ id }) => !ids.has(id)).map(({ name }) => name)).toEqual([])
  })

  it('is not promised where they never stand still: no file is better than half of one', () => {
    const all = Array.from({ length: 400 }, (_, n) => account(n))
    let next = 400
    const restless = source(all, () => {
      all.unshift(...Array.from({ length: 30 }, (_, more) => account(next + more)))
      next += 30
    })
    expect(() => idsOf(everyAccount(restless, SEARCH))).toThrow(ReportInterrupted)
  })

  it('is not read from a copy that was closed', () => {
    const closed = { ...source([account(0)]), isClosed: () => true }
    for (const request of [TREE, SEARCH]) {
      expect(() => idsOf(everyAccount(closed, request))).toThrow(new ReportInterrupted({ code: 'session.locked' }))
    }
  })
})
