import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CsvRow, CsvSurroundings } from '../../../../renderer/components/csv-import/csv-types'
import { createRowLinks } from '../../../../renderer/components/csv-import/row-links'
import { createVerdictBoard } from '../../../../renderer/components/csv-import/verdict-board'
import { ok } from '../../../../shared/kernel/result'

type Key = 'name' | 'under'
const LINKS = {
  nameOf: ({ name }: Record<Key, string>) => name || null,
  refersTo: ({ under }: Record<Key, string>) => under || null,
}

/** A file of rows written as `name<under`. */
function fileOf(...lines: string[]) {
  const cells = lines.map((line) => line.split('<'))
  const rowAt = (index: number): CsvRow<Key> => ({
    rowId: String(index + 2),
    values: { name: cells[index]?.[0] ?? '', under: cells[index]?.[1] ?? '' },
  })
  const type = (index: number, line: string) => {
    cells[index] = line.split('<')
  }
  return { rowAt, type, rowCount: lines.length }
}

async function linked(...lines: string[]) {
  const file = fileOf(...lines)
  const links = createRowLinks({ ...file, links: LINKS })
  await links.prepare()
  return { ...file, links }
}

describe('rows that speak of other rows', () => {
  it('stand under them, whether these come before or after', async () => {
    const { links } = await linked('c<b', 'b<a', 'a', 'x<nobody')
    expect(links.above(0).map(({ rowId }) => rowId)).toEqual(['4', '3'])
    expect(links.above(2)).toEqual([])
    expect(links.above(3)).toEqual([])
    expect(links.arranged([0, 1, 2, 3])).toEqual([2, 1, 0, 3])
  })

  it('stand under the first of several that are called alike', async () => {
    const { links } = await linked('b<a', 'a', 'a')
    expect(links.above(0).map(({ rowId }) => rowId)).toEqual(['3'])
  })

  it('may go in a circle, which ends', async () => {
    const { links } = await linked('a<c', 'b<a', 'c<b', 'd<d', 'e<a')
    expect([0, 1, 2, 3, 4].map((index) => links.isCircular(index))).toEqual([true, true, true, true, true])
    expect(links.arranged([0, 1, 2, 3, 4]).sort()).toEqual([0, 1, 2, 3, 4])
  })

  it('are told of when one they speak of is called otherwise, and everything under them', async () => {
    const { links, type } = await linked('a', 'b<a', 'c<b', 'd<z')
    type(0, 'z')
    expect([...links.changed(0)].sort()).toEqual([1, 2, 3])
    expect(links.above(3).map(({ rowId }) => rowId)).toEqual(['2'])
    expect(links.above(1)).toEqual([])
  })

  it('are arranged so that each comes after what it stands under, and none is lost', async () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', '')
    const lines = fc.array(fc.tuple(name, name), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(lines, async (file) => {
        const { links, rowAt } = await linked(...file.map((line) => line.join('<')))
        const all = file.map((_, index) => index)
        const order = links.arranged(all)
        expect([...order].sort((a, b) => a - b)).toEqual(all)
        for (const index of all) {
          if (links.isCircular(index)) continue
          const place = order.indexOf(index)
          for (const { rowId } of links.above(index))
            expect(order.findIndex((each) => rowAt(each).rowId === rowId)).toBeLessThan(place)
        }
      }),
    )
  })

  it('are judged with those above them, again when one of those is typed into, and sent after them', async () => {
    const { rowAt, type, rowCount } = fileOf('c<b', 'b<a', 'a')
    const asked: string[][] = []
    const judge = async (rows: readonly CsvRow<Key>[], around: CsvSurroundings<Key>) => {
      asked.push(rows.map((row) => [...around.above(row), row].map(({ values }) => values.name).join('/')))
      return ok(rows.map(({ rowId, values }) => ({ rowId, faults: [], item: values.name })))
    }
    const board = createVerdictBoard({ rowCount, rowAt, unique: [], links: LINKS, judge, onProgress: () => {} })
    await board.run()
    expect(asked).toEqual([['a/b/c', 'a/b', 'a']])
    expect(board.ready().map(({ item }) => item)).toEqual(['a', 'b', 'c'])
    type(1, 'b<')
    board.changed(1)
    expect(board.faultsOf(0)).toBeUndefined()
    await board.run()
    expect(asked[1]?.sort()).toEqual(['b', 'b/c'])
    expect(board.ready().map(({ item }) => item)).toEqual(['b', 'c', 'a'])
  })
})
