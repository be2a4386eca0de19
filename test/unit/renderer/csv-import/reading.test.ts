import { describe, expect, it } from 'vitest'
import type { CsvField, CsvFormat } from '../../../../renderer/components/csv-import/csv-types'
import { readCell, readDate, readPlainAmount } from '../../../../renderer/components/csv-import/read-cell'
import { MOST_ROWS, readCsvFile } from '../../../../renderer/components/csv-import/read-file'
import {
  looksLikeHeader,
  recogniseColumns,
  recogniseFormat,
} from '../../../../renderer/components/csv-import/recognise'

const ENGLISH: CsvFormat = { decimal: '.', dateOrder: 'day' }
const INDONESIAN: CsvFormat = { decimal: ',', dateOrder: 'day' }

describe('an amount in a file', () => {
  it.each([
    ['1500000', '1500000'],
    ['1.500.000', '1500000'],
    ['1.500.000,50', '1500000.50'],
    ['Rp 1.500.000,5', '1500000.5'],
    ['IDR1.500', '1500'],
    ['-2.500,00', '-2500.00'],
    ['007', '7'],
    ['1 500 000', '1500000'],
    ["1'500'000", '1500000'],
  ])('with a decimal comma: %s is %s', (typed, plain) => {
    expect(readPlainAmount(typed, ',')).toBe(plain)
  })

  it.each(['1500000.50', '1,500,000', '1.50.000', '', 'dua juta', '1e6', '1,', ',5', '--1'])(
    'with a decimal comma %j is none: nothing is guessed',
    (typed) => expect(readPlainAmount(typed, ',')).toBeNull(),
  )

  it('with a decimal point the marks change places', () => {
    expect(readPlainAmount('1,500,000.50', '.')).toBe('1500000.50')
    expect(readPlainAmount('1.500.000', '.')).toBeNull()
    expect(readPlainAmount('1.500', '.')).toBe('1.500')
  })
})

describe('a date in a file', () => {
  it.each([
    ['2026-07-10', '2026-07-10'],
    ['2026/7/1', '2026-07-01'],
    ['10/07/2026', '2026-07-10'],
    ['1.2.2026', '2026-02-01'],
    ['10-Jul-2026', '2026-07-10'],
    ['3 Agustus 2026', '2026-08-03'],
    ['31 Desember 2026', '2026-12-31'],
    ['2026-07-10 00:00:00', '2026-07-10'],
    ['10/07/2026 0:00', '2026-07-10'],
  ])('%s is %s', (typed, date) => expect(readDate(typed, 'day')).toBe(date))

  it('day or month first as the file says', () => expect(readDate('12/31/2026', 'month')).toBe('2026-12-31'))

  it.each(['31/02/2026', '2026-13-01', '10/07/26', 'besok', '', '12/31/2026'])('%j is none', (typed) =>
    expect(readDate(typed, 'day')).toBeNull(),
  )
})

describe('a cell', () => {
  it('loses what spreadsheets and our own export put around text', () => {
    expect(readCell(' ="8812300000012042" ', 'digits', ENGLISH)).toBe('8812300000012042')
    expect(readCell("'=HYPERLINK(1)", 'text', ENGLISH)).toBe('=HYPERLINK(1)')
    expect(readCell("'8812 3000 0001 2042", 'digits', ENGLISH)).toBe('8812300000012042')
    expect(readCell("O'Neill", 'text', ENGLISH)).toBe("O'Neill")
  })

  it('that cannot be read comes as it was typed, for the rule to name', () => {
    expect(readCell(' 8,81E+15 ', 'digits', ENGLISH)).toBe('8,81E+15')
    expect(readCell('dua', 'amount', INDONESIAN)).toBe('dua')
    expect(readCell('besok', 'date', INDONESIAN)).toBe('besok')
  })
})

type Key = 'number' | 'amount' | 'due'
const FIELDS: readonly CsvField<Key>[] = [
  {
    key: 'number',
    label: 'Account number',
    names: ['rekening', 'nomor rekening'],
    kind: 'digits',
    required: true,
    width: 1,
  },
  { key: 'amount', label: 'Amount', names: ['jumlah', 'nominal'], kind: 'amount', required: true, width: 1 },
  { key: 'due', label: 'Due date', names: ['jatuh tempo'], kind: 'date', required: false, width: 1 },
]

describe('columns', () => {
  it('are found by their heads in either language, in any case and order', () => {
    expect(recogniseColumns(['JATUH TEMPO', 'Nominal', 'No. Rekening'], FIELDS)).toEqual({
      number: 2,
      amount: 1,
      due: 0,
    })
    expect(recogniseColumns(['account_number', 'Amount (IDR)'], FIELDS)).toEqual({ number: 0, amount: 1, due: null })
  })

  it('an exact head goes before one that only contains the name, and serves one field', () => {
    expect(recogniseColumns(['Jumlah terbayar', 'Jumlah'], FIELDS)).toMatchObject({ amount: 1 })
    const twice: readonly CsvField<Key>[] = FIELDS.map((field) => ({ ...field, label: 'x', names: ['jumlah'] }))
    expect(recogniseColumns(['jumlah'], twice)).toEqual({ number: 0, amount: null, due: null })
  })

  it('a line with numbers in it names none', () => {
    expect(looksLikeHeader(['Reference', 'Amount 1'])).toBe(true)
    expect(looksLikeHeader(['INV-1', '8812300000012042', '1.500'])).toBe(false)
    expect(looksLikeHeader(['INV', '10/07/2026'])).toBe(false)
  })
})

describe('how a file writes amounts and dates', () => {
  const mapping = { number: 0, amount: 1, due: 2 }
  const rows = (...lines: readonly [string, string][]) => ({
    rows: lines.map(([amount, due], at) => ({ rowId: String(at), cells: ['1', amount, due] })),
  })
  const found = (usual: CsvFormat, ...lines: [string, string][]) =>
    recogniseFormat(rows(...lines), FIELDS, mapping, usual)

  it('is told by the cells that can be read in one way only', () => {
    expect(found(ENGLISH, ['1.500', '01/02/2026'], ['1.500.000,00', '31/01/2026'])).toEqual(INDONESIAN)
    expect(found(INDONESIAN, ['1,500', ''], ['10.50', '12/31/2026'])).toEqual({ decimal: '.', dateOrder: 'month' })
    expect(found(ENGLISH, ['1.500.000', ''])).toEqual(INDONESIAN)
  })

  it('else is what is usual in the language', () => {
    expect(found(INDONESIAN, ['1.500', '01/02/2026'])).toEqual(INDONESIAN)
    expect(found(ENGLISH, ['1.500', '01/02/2026'])).toEqual(ENGLISH)
  })
})

describe('a file', () => {
  const read = (
    content: string | Uint8Array<ArrayBuffer>,
    signal = new AbortController().signal,
    delimiter: string | null = null,
  ) => readCsvFile(new File([content], 'a.csv'), { delimiter, signal, onProgress: () => {} })
  const sheetOf = async (...args: Parameters<typeof read>) => {
    const answer = await read(...args)
    if (!answer.ok) throw new Error(answer.problem.code)
    return answer.sheet
  }

  it('is read with its delimiter found, its lines counted as a spreadsheet does, blank ones left out', async () => {
    const sheet = await sheetOf('\uFEFFRef;Amount\r\nA;1,50\r\n;\r\n"B;\r\nb";2\r\n')
    expect(sheet).toMatchObject({ delimiter: ';', header: ['Ref', 'Amount'] })
    expect(sheet.rows).toEqual([
      { rowId: '2', cells: ['A', '1,50'] },
      { rowId: '4', cells: ['B;\r\nb', '2'] },
    ])
  })

  it('with amounts in commas is still cut at its semicolons', async () => {
    const sheet = await sheetOf('Ref;Jumlah\nA;1.500,50\nB;2,25\nC;1.000.000,00\n')
    expect([sheet.delimiter, sheet.header]).toEqual([';', ['Ref', 'Jumlah']])
    expect((await sheetOf('A;1,5;x\nB;2;y\n')).delimiter).toBe(';')
    expect((await sheetOf('Ref,Note\nA,"x; y; z"\n')).delimiter).toBe(',')
    expect((await sheetOf('Ref\tAmount\nA\t1,5\n')).delimiter).toBe('\t')
    expect((await sheetOf('Ref\nA\n')).delimiter).toBe(',')
  })

  it('may name its delimiter, or be told it', async () => {
    expect((await sheetOf('sep=;\nRef;Amount\nA;1')).header).toEqual(['Ref', 'Amount'])
    expect((await sheetOf('Ref|Amount\nA|1', undefined, ',')).header).toEqual(['Ref|Amount'])
  })

  it('without a head keeps its first line as a row', async () => {
    const sheet = await sheetOf('A,8812300000012042,1500\nB,8812300000012042,1600\n')
    expect(sheet.header).toEqual(['', '', ''])
    expect(sheet.rows.map(({ rowId }) => rowId)).toEqual(['1', '2'])
  })

  it('may come in the encodings that spreadsheets write', async () => {
    const latin = Uint8Array.from([...'Ref,Nama\nA,Jos'].map((letter) => letter.charCodeAt(0)).concat(0xe9))
    expect((await sheetOf(latin)).rows[0]?.cells).toEqual(['A', 'José'])
    const letters = [...'Ref,Nama\nA,É'].flatMap((letter) => [letter.charCodeAt(0), 0])
    const utf16 = Uint8Array.from([0xff, 0xfe, ...letters])
    expect((await sheetOf(utf16)).rows[0]?.cells).toEqual(['A', 'É'])
  })

  it('says why it cannot be taken', async () => {
    expect(await read('')).toMatchObject({ ok: false, problem: { code: 'csv.empty' } })
    expect(await read('Ref,Amount\n')).toMatchObject({ ok: false, problem: { code: 'csv.empty' } })
    expect(await read(`Ref,N\n${'a,1\n'.repeat(MOST_ROWS + 1)}`)).toMatchObject({
      ok: false,
      problem: { code: 'csv.too_many_rows' },
    })
    const stop = new AbortController()
    stop.abort()
    expect(await read('Ref,Amount\nA,1', stop.signal)).toMatchObject({ ok: false, problem: { code: 'csv.cancelled' } })
  })
})
