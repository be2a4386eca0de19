import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { type TableReport, writeTable } from '#main/reports/table-report'
import { HOSTILE, PLAIN, table } from './tables'

async function csv(report: TableReport): Promise<string> {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await writeTable(report, 'csv', 'id'))
}

function parsed(text: string): string[][] {
  return Papa.parse<string[]>(text.slice(1), { skipEmptyLines: true }).data
}

describe('a CSV file', () => {
  it('is UTF-8 with its mark, lines end in CR LF, amounts are exact and moments those of the bank’s zone', async () => {
    expect(await csv(table([PLAIN]))).toBe(
      '\uFEFFName,Level,Balance (IDR),Posted (WIB),Due\r\nSurabaya,2,1309688.00,2026-07-11 01:02:03,2026-07-31\r\n',
    )
  })

  it('keeps amounts of any size and sign as they are, and leaves nothing where there is nothing', async () => {
    const rows = [
      [null, null, '-9999999999999999.99', null, null],
      ['', 0, '0.00', null, null],
    ]
    expect(parsed(await csv(table(rows))).slice(1)).toEqual([
      ['', '', '-9999999999999999.99', '', ''],
      ['', '0', '0.00', '', ''],
    ])
  })

  it('makes formulas inert and brings every other text back as it was', async () => {
    const read = parsed(await csv(table(HOSTILE.map((name) => [name, 0, '0.00', null, null]))))
    expect(read.slice(1).map(([name]) => name)).toEqual(
      HOSTILE.map((name) => (/^[=+\-@\t\r]/.test(name) ? `'${name}` : name).replace(/\p{Surrogate}/gu, '\ufffd')),
    )
  })

  it('makes a formula inert wherever it stands: in a head, and where an amount, a moment or a date should be', async () => {
    const columns = [
      { label: '=head', kind: 'text' },
      { label: 'a', kind: 'amount' },
      { label: 'i', kind: 'instant' },
      { label: 'd', kind: 'date' },
    ] as const
    const read = parsed(await csv(table([['x', '-1+1', '=now()', '@d']], { columns })))
    expect(read).toEqual([
      ["'=head", 'a', 'i (WIB)', 'd'],
      ['x', "'-1+1", "'=now()", "'@d"],
    ])
  })
})
