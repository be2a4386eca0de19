import { describe, expect, it } from 'vitest'
import { type TableReport, writeTable } from '#main/reports/table-report'
import { HOSTILE, PLAIN, table } from './tables'
import { type ReadCell, readXlsx } from './xlsx-reader'

async function sheet(report: TableReport) {
  return readXlsx(await writeTable(report, 'xlsx', 'en'))
}
const valuesOf = (cells: readonly ReadCell[] | undefined) => cells?.map(({ value }) => value)

describe('an Excel file', () => {
  it('has title and facts, then the table under a head that stays in sight', async () => {
    const { rows, frozenRows } = await sheet(table([PLAIN]))
    expect(rows.get(1)).toMatchObject([{ value: 'Accounts', bold: true }])
    expect(valuesOf(rows.get(2))).toEqual(['As of', '10 Jul 2026, 14:02 WIB'])
    expect(valuesOf(rows.get(4))).toEqual(['Name', 'Level', 'Balance (IDR)', 'Posted (WIB)', 'Due'])
    expect(rows.get(4)?.every(({ bold }) => bold)).toBe(true)
    expect(rows.get(5)?.some(({ bold }) => bold)).toBe(false)
    expect(frozenRows).toBe(4)
  })

  it('has numbers, moments and dates as such, moments as the bank’s clock shows them', async () => {
    const { rows } = await sheet(table([PLAIN]))
    expect(rows.get(5)).toMatchObject([
      { column: 'A', kind: 'text', value: 'Surabaya' },
      { column: 'B', kind: 'number', value: '2', format: '#,##0' },
      { column: 'C', kind: 'number', value: '1309688', format: '#,##0.00' },
      // 2026-07-11 is day 46214 of Excel's calendar; 01:02:03 is 3,723 of 86,400 seconds.
      { column: 'D', kind: 'number', format: 'yyyy-mm-dd hh:mm:ss' },
      { column: 'E', kind: 'number', value: '46234', format: 'yyyy-mm-dd' },
    ])
    expect(Number(rows.get(5)?.[3]?.value)).toBeCloseTo(46214 + 3723 / 86_400, 8)
  })

  it('keeps every digit: more than Excel can hold in a number stays text', async () => {
    const amounts = ['9999999999999.99', '-9999999999999.99', '10000000000000.01', '-9999999999999999.99', '0.10']
    const { rows } = await sheet(table(amounts.map((amount) => ['x', 0, amount, null, null])))
    const cells = amounts.map((_, index) => rows.get(5 + index)?.[2])
    expect(cells.map((cell) => cell?.kind)).toEqual(['number', 'number', 'text', 'text', 'number'])
    expect(cells.map((cell) => cell?.value)).toEqual([
      '9999999999999.99',
      '-9999999999999.99',
      '10000000000000.01',
      '-9999999999999999.99',
      '0.1',
    ])
  })

  it('shows as many decimals as the amount’s currency has', async () => {
    const { rows } = await sheet(table(['5', '5.00', '5.000'].map((amount) => ['x', 0, amount, null, null])))
    expect([5, 6, 7].map((row) => rows.get(row)?.[2]?.format)).toEqual(['#,##0', '#,##0.00', '#,##0.000'])
  })

  it('has no formula, whatever a name is, and no character that breaks the file', async () => {
    const { rows, hasFormula } = await sheet(table(HOSTILE.map((name) => [name, 0, '0.00', null, null])))
    expect(hasFormula).toBe(false)
    const read = HOSTILE.map((_, index) => rows.get(5 + index)?.[0])
    expect(read.every((cell) => cell?.kind === 'text')).toBe(true)
    expect(read.map((cell) => cell?.value)).toEqual([
      "=cmd|' /C calc'!A0",
      '+1+1',
      '-2+3',
      '@SUM(A1)',
      ' =1+1',
      ' =1+1',
      'a,b;"c" d',
      '</t></is></c><c><f>1+1</f></c>',
      '_x003D_1+1',
      'nullbyte',
      'half  pair',
      'txet desrever \u202e reversed text',
    ])
  })

  it('cuts a text that has no room in a cell, and gives no column more than a screen has', async () => {
    const { rows, widths } = await sheet(table([['x'.repeat(40_000), 0, '0.00', null, null]]))
    expect(rows.get(5)?.[0]?.value).toHaveLength(32_767)
    expect(widths).toHaveLength(5)
    expect(Math.max(...widths)).toBeLessThanOrEqual(48)
  })

  it('is a workbook also without rows', async () => {
    expect((await sheet(table([]))).rows.get(4)).toHaveLength(5)
  })
})
