import { join } from 'node:path'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountRow } from '#shared/contract/views'
import { newId } from '#shared/kernel/ids'
import { readPdf } from '../../unit/reports/pdf-reader'
import { readXlsx } from '../../unit/reports/xlsx-reader'
import { createReportsWorld, type ReportsWorld } from './reports-world'

const SORT = { key: 'name', direction: 'asc' } as const
const TREE = { kind: 'tree' } as const

describe('the list of accounts', () => {
  let world: ReportsWorld
  beforeAll(async () => {
    world = await createReportsWorld()
  }, 120_000)
  afterAll(() => world.end())

  const toFile = (name: string) => world.exporter(() => join(world.folder, name))
  const csvRows = (bytes: Buffer) =>
    Papa.parse<Record<string, string>>(bytes.toString('utf8').slice(1), { header: true, skipEmptyLines: true }).data
  /** Every account of the copy, by the screen's own query. */
  const everything = (): AccountRow[] => {
    const { accounts } = world.live()
    const page = (offset: number) => accounts.search({ text: '', filter: {}, sort: SORT, offset, limit: 500 })
    const { total } = page(0)
    return Array.from({ length: Math.ceil(total / 500) }, (_, at) => page(at * 500).rows).flat()
  }

  it('has every account once, each below its parent, with figures, limits and where it stands', async () => {
    const { handlers, read, asked } = toFile('tree.csv')
    expect(await handlers['reports.accounts']({ format: 'csv', sort: SORT, view: TREE })).toEqual({
      ok: true,
      value: { saved: true },
    })
    expect(asked).toEqual(['accounts-2026-07-10.csv'])
    const rows = csvRows(read('tree.csv'))
    const all = everything()
    expect(rows).toHaveLength(2_003)
    expect(rows.map((row) => row.Number).sort()).toEqual(all.map((row) => row.number).sort())

    const above: string[] = []
    for (const row of rows) {
      const level = Number(row.Level)
      expect(row.Under).toBe(above.slice(0, level).join(' › '))
      above.splice(level, above.length, row.Name ?? '')
    }
    const { store } = world.live()
    const one = all.find((row) => row.scheme === 'petty_cash')
    const doc = store.documents.visible.find('subAccount', one?.id ?? '')
    expect(rows.find((row) => row.Number === one?.number)).toMatchObject({
      Name: one?.name,
      Scheme: 'petty cash',
      Status: 'open',
      Currency: 'IDR',
      'Own balance': doc?.balance,
      Held: doc?.held,
      Available: doc?.available,
      'Incl. below': one?.rollup,
      'Debit limit per transaction': doc?.limits.debit.perTransaction ?? '',
      'Debit limit per day': doc?.limits.debit.daily ?? '',
      'Credit limit per day': doc?.limits.credit.daily ?? '',
      'External reference': one?.externalRef ?? '',
      'Not yet confirmed': '',
    })
    expect(rows.some((row) => row['Debit limit per day'] !== '')).toBe(true)
  })

  it('of a search has what the search finds, in its order', async () => {
    const { handlers, read } = toFile('search.csv')
    const search = {
      text: 'kas',
      filter: { scheme: 'petty_cash' },
      sort: { key: 'balance', direction: 'desc' },
    } as const
    const { sort, ...view } = search
    const answer = await handlers['reports.accounts']({ format: 'csv', sort, view: { kind: 'search', ...view } })
    expect(answer).toMatchObject({ ok: true })
    const found = world.live().accounts.search({ ...search, offset: 0, limit: 500 })
    expect(found.total).toBeGreaterThan(10)
    expect(csvRows(read('search.csv')).map((row) => row.Number)).toEqual(found.rows.map((row) => row.number))
  })

  it('says in a workbook and on paper as of when and what is shown, in the user’s language', async () => {
    const { handlers, read, speak, asked } = world.exporter((name) => join(world.folder, name))
    speak('id')
    const view = { kind: 'search', text: 'surabaya', filter: { status: 'open' } } as const
    await handlers['reports.accounts']({ format: 'xlsx', sort: SORT, view })
    await handlers['reports.accounts']({ format: 'pdf', sort: SORT, view })
    const [xlsx = '', pdf = ''] = asked
    expect([xlsx, pdf]).toEqual(['rekening-2026-07-10.xlsx', 'rekening-2026-07-10.pdf'])
    const { rows, frozenRows } = readXlsx(read(xlsx))
    const facts = [...rows.values()].slice(1, 5).map((cells) => cells.map(({ value }) => value))
    expect(facts).toEqual([
      ['Per', '10 Jul 2026, 08.00 WIB'],
      ['Perubahan yang belum dikonfirmasi bank', '0'],
      ['Pencarian', 'surabaya'],
      ['Status', 'aktif'],
    ])
    expect(rows.get(frozenRows)?.[0]?.value).toBe('Nomor')
    const found = world.live().accounts.search({ ...view, sort: SORT, offset: 0, limit: 500 })
    expect(rows.size - [...rows.keys()].filter((row) => row <= frozenRows).length).toBe(found.total)
    const numbers = readPdf(read(pdf)).texts.map(({ text }) => text)
    for (const row of found.rows) expect(numbers).toContain(row.number)
  })

  it('shows what is not yet at the bank, and says so', async () => {
    const { handlers, read, faults } = toFile('pending.csv')
    const { sync, accounts } = world.live()
    const [parent] = accounts.children({ parentId: null, sort: SORT, offset: 0, limit: 1 }).rows
    await world.bank.stop()
    const id = newId({ nowMs: Date.now(), randomBytes: (length) => new Uint8Array(length).fill(7) })
    const args = { id, parentId: parent?.id ?? '', name: '=Cabang baru', scheme: 'operational' }
    expect(sync.submit({ type: 'subAccount.create', args })).toMatchObject({ ok: true })
    const view = { kind: 'search', text: '', filter: { pendingOnly: true } } as const
    await handlers['reports.accounts']({ format: 'csv', sort: SORT, view })
    expect(faults).toEqual([])
    expect(csvRows(read('pending.csv'))).toMatchObject([
      { Number: '', Name: "'=Cabang baru", 'Not yet confirmed': 'waiting to be sent' },
    ])
  })

  it('is not written where the app locks while the user is asked where to', async () => {
    const { handlers, exists, leftOver, faults } = world.exporter(async () => {
      await world.desk.session.lock()
      return join(world.folder, 'locked.csv')
    })
    expect(await handlers['reports.accounts']({ format: 'csv', sort: SORT, view: TREE })).toEqual({
      ok: false,
      error: { code: 'session.locked' },
    })
    expect([exists('locked.csv'), leftOver(), faults]).toEqual([false, [], []])
    expect(await handlers['reports.accounts']({ format: 'csv', sort: SORT, view: TREE })).toEqual({
      ok: false,
      error: { code: 'session.locked' },
    })
  })
})
