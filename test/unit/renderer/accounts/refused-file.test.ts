import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { RefusedRows, refusedFile } from '../../../../renderer/features/accounts/import/refused-file'
import { idOf } from '../rows'

const HEADS = ['Number', 'Name', 'Parent', 'Scheme', 'Dt', 'Dd', 'Ct', 'Cd', 'Ref']
const GIRO = idOf(1)
const NAMELESS = idOf(2)

/** jsdom's files have no `text`. */
function readText(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(new Error('not read'))
    reader.readAsText(file)
  })
}

/** A file as whoever reads it would: its cells by line. */
async function cellsOf(file: File): Promise<string[][]> {
  const text = await readText(file)
  return Papa.parse<string[]>(text, { delimiter: ';' }).data
}

const write = (items: object[]) =>
  refusedFile(RefusedRows.parse({ items }), HEADS, (id) => (id === GIRO ? 'Giro Operasional' : null))

const row = (n: number, change: object = {}) => ({
  rowId: String(n + 40),
  id: idOf(100 + n),
  parentId: GIRO,
  name: `Kas ${n}`,
  scheme: 'petty_cash',
  ...change,
})

describe('a refused import', () => {
  it('is the file that it was, with the ids that its rows have', async () => {
    const limits = { debit: { daily: '5.00', perTransaction: '1.00' }, credit: { daily: '9.00' } }
    const { file, ids, under } = write([
      row(0, { body: '7700000001', limits, externalRef: 'ERP;"1"' }),
      row(1, { parentId: idOf(100) }),
    ])
    expect(await cellsOf(file)).toEqual([
      HEADS,
      ['7700000001', 'Kas 0', 'Giro Operasional', 'petty_cash', '1.00', '5.00', '', '9.00', 'ERP;"1"'],
      ['', 'Kas 1', '7700000001', 'petty_cash', '', '', '', '', ''],
    ])
    expect(ids).toEqual(
      new Map([
        ['2', idOf(100)],
        ['3', idOf(101)],
      ]),
    )
    expect(under).toBeNull()
  })

  it('lets rows without a parent that can be written stand under that one, and only under one', async () => {
    const { file, under } = write([row(0, { parentId: NAMELESS }), row(1, { parentId: idOf(3) }), row(2)])
    expect((await cellsOf(file)).slice(1).map((cells) => cells[2])).toEqual(['', idOf(3), 'Giro Operasional'])
    expect(under).toBe(NAMELESS)
  })

  it('shows what was no text as nothing, to be filled in', async () => {
    const { file } = write([row(0, { name: 7, scheme: null, limits: 'none', body: {} })])
    expect((await cellsOf(file))[1]).toEqual(['', '', 'Giro Operasional', '', '', '', '', '', ''])
  })
})
