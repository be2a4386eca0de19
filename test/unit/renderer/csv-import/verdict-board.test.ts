import { describe, expect, it } from 'vitest'
import { err, ok } from '#shared/kernel/result'
import type { CsvRow, CsvUnique } from '../../../../renderer/components/csv-import/csv-types'
import { gridMove } from '../../../../renderer/components/csv-import/grid-keys'
import {
  type BoardCounts,
  createVerdictBoard,
  JUDGED_AT_ONCE,
  type Judge,
} from '../../../../renderer/components/csv-import/verdict-board'

type Key = 'name' | 'amount'
interface Setup {
  readonly rows: { name: string; amount: string }[]
  readonly judge?: Judge<Key, string>
}

const SAME_NAME: CsvUnique<Key> = { path: 'name', code: 'x.repeated', keyOf: ({ name }) => name || null }

/** A rule that wants an amount. */
const wantsAmount: Judge<Key, string> = async (rows) =>
  ok(
    rows.map(({ rowId, values }) => ({
      rowId,
      faults: values.amount === '' ? [{ path: 'amount' as const, code: 'field.empty' }] : [],
      item: values.amount === '' ? null : `${values.name} ${values.amount}`,
    })),
  )

function board({ rows, judge = wantsAmount }: Setup) {
  const told: BoardCounts[] = []
  const rowAt = (index: number): CsvRow<Key> => ({
    rowId: String(index + 2),
    values: rows[index] ?? { name: '', amount: '' },
  })
  const made = createVerdictBoard<Key, string>({
    rowCount: rows.length,
    rowAt,
    unique: [SAME_NAME],
    judge,
    onProgress: (counts) => told.push(counts),
  })
  return { ...made, told, codes: (index: number) => made.faultsOf(index)?.map(({ code }) => code) }
}

describe('the verdicts of a file', () => {
  it('come in pieces, and what is sound can be sent in the order of the file', async () => {
    const asked: number[] = []
    const rows = Array.from({ length: 250 }, (_, n) => ({ name: `n${n}`, amount: n % 100 === 7 ? '' : '1' }))
    const its = board({
      rows,
      judge: (piece, around) => {
        asked.push(piece.length)
        return wantsAmount(piece, around)
      },
    })
    expect(its.codes(0)).toBeUndefined()
    expect(await its.run()).toBeNull()
    expect(asked).toEqual([JUDGED_AT_ONCE, JUDGED_AT_ONCE, 50])
    expect(its.faulty()).toEqual([7, 107, 207])
    expect(its.ready()).toHaveLength(247)
    expect(its.ready()[7]).toEqual({ index: 8, item: 'n8 1' })
    expect(its.told.at(-1)).toEqual({ rows: 250, judged: 250, faulty: 3 })
  })

  it('rows that agree in what they may not are faulty after the first, whichever of them is corrected', async () => {
    const rows = [
      { name: 'a', amount: '1' },
      { name: 'b', amount: '1' },
      { name: 'a', amount: '2' },
      { name: 'a', amount: '' },
    ]
    const its = board({ rows })
    await its.run()
    expect([0, 1, 2, 3].map(its.codes)).toEqual([[], [], ['x.repeated'], ['field.empty', 'x.repeated']])
    expect(its.faultsOf(2)?.[0]?.params).toEqual({ rowId: '2' })
    rows[0] = { name: 'c', amount: '1' }
    its.changed(0)
    await its.run()
    expect([0, 1, 2, 3].map(its.codes)).toEqual([[], [], [], ['field.empty', 'x.repeated']])
    rows[2] = { name: 'c', amount: '1' }
    its.changed(2)
    await its.run()
    expect([0, 2, 3].map(its.codes)).toEqual([[], ['x.repeated'], ['field.empty']])
  })

  it('a row that is typed into counts no more until it is judged anew, also while it is being judged', async () => {
    const rows = [
      { name: 'a', amount: '' },
      { name: 'b', amount: '1' },
    ]
    let answer = () => {}
    const its = board({
      rows,
      judge: async (piece, around) => {
        const said = await wantsAmount(piece, around)
        await new Promise<void>((resolve) => {
          answer = resolve
        })
        return said
      },
    })
    const first = its.run()
    await Promise.resolve()
    rows[0] = { name: 'a', amount: '5' }
    its.changed(0)
    expect(its.counts().judged).toBe(0)
    await settle()
    answer()
    await settle()
    expect(its.codes(0)).toBeUndefined()
    expect(its.ready().map(({ index }) => index)).toEqual([1])
    answer()
    await first
    expect(its.codes(0)).toEqual([])
    expect(its.counts()).toEqual({ rows: 2, judged: 2, faulty: 0 })
  })

  it('when the rule cannot be asked nothing is taken for judged, and asking again goes on', async () => {
    let works = false
    const rows = [{ name: 'a', amount: '1' }]
    const its = board({
      rows,
      judge: async (piece, around) => (works ? wantsAmount(piece, around) : err({ code: 'session.locked' })),
    })
    expect(await its.run()).toEqual({ code: 'session.locked' })
    expect(its.codes(0)).toBeUndefined()
    works = true
    expect(await its.run()).toBeNull()
    expect(its.codes(0)).toEqual([])
  })

  it('stopped, it tells nothing any more', async () => {
    const its = board({ rows: [{ name: 'a', amount: '1' }] })
    const run = its.run()
    its.stop()
    await run
    expect(its.told).toEqual([])
  })
})

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

describe('the keys of the grid', () => {
  const size = { rows: 5, columns: 3, pageRows: 2 }
  const at = { row: 1, column: 1 }
  const go = (row: number, column: number) => ({ kind: 'go', place: { row, column } })

  it.each([
    ['ArrowDown', go(2, 1)],
    ['ArrowUp', go(0, 1)],
    ['ArrowRight', go(1, 2)],
    ['ArrowLeft', go(1, 0)],
    ['Home', go(1, 0)],
    ['End', go(1, 2)],
    ['PageDown', go(3, 1)],
    ['PageUp', go(0, 1)],
  ])('%s moves', (key, move) => expect(gridMove(key, at, size, true)).toEqual(move))

  it('type over, edit, empty a cell, and leave the rest alone', () => {
    expect(gridMove('Enter', at, size, true)).toEqual({ kind: 'edit' })
    expect(gridMove('7', at, size, true)).toEqual({ kind: 'edit', text: '7' })
    expect(gridMove('Delete', at, size, true)).toEqual({ kind: 'edit', text: '' })
    expect(gridMove('Tab', at, size, true)).toBeUndefined()
    expect(gridMove('Enter', at, size, false)).toBeUndefined()
    expect(gridMove('7', at, size, false)).toBeUndefined()
  })
})
