import type { CellStyle, ColumnDef } from 'hucre'
import { writeXlsxStream, type XlsxStreamRow } from 'hucre/xlsx'
import { columnHead, printable, wallClock } from './cells'
import { sampled } from './row-slices'
import type { ReportCell, ReportColumn, ReportRow, TableReport } from './table-shape'

type Cell = string | number | Date | null

/** Excel keeps 15 digits of a number and shows the rest as zeros; what has more stays text. */
const DIGITS_OF_A_NUMBER = 15
/** More characters in one cell make Excel offer to repair the file. */
const LONGEST_TEXT = 32_767

const WIDTH_SAMPLE = 200
const NARROWEST = 8
const WIDEST = 48

const PLAIN: CellStyle = { alignment: { vertical: 'top' } }
const TITLE: CellStyle = { font: { bold: true, size: 14 } }
const FACT_LABEL: CellStyle = { font: { color: { rgb: '5B6670' } } }
const HEAD: CellStyle = { font: { bold: true }, border: { bottom: { style: 'thin', color: { rgb: '8A949D' } } } }
const HEAD_OF_NUMBERS: CellStyle = { ...HEAD, alignment: { horizontal: 'right' } }
const MOMENT: CellStyle = { ...PLAIN, numFmt: 'yyyy-mm-dd hh:mm:ss' }
const DATE: CellStyle = { ...PLAIN, numFmt: 'yyyy-mm-dd' }
const INTEGER: CellStyle = { ...PLAIN, numFmt: '#,##0' }
const AMOUNT_AS_TEXT: CellStyle = { alignment: { horizontal: 'right', vertical: 'top' } }

/**
 * An Excel workbook of one sheet: title and facts, then the table under a frozen head. Text is never a formula; amounts are
 * numbers where Excel keeps all their digits, else exact text. Throws where reading rows does.
 */
export async function* xlsxTable(report: TableReport): AsyncGenerator<Uint8Array> {
  const { sample, all } = await sampled(report.rows, WIDTH_SAMPLE)
  const columns = report.columns.map((column, index): ColumnDef => ({ width: widthOf(column, index, sample) }))
  const stream = writeXlsxStream(sheetRows(report, all, columns), {
    name: 'Bendahara',
    columns,
    freezePane: { rows: rowsAboveTable(report) + 1 },
  })
  const reader = stream.getReader()
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
  } finally {
    await reader.cancel()
  }
}

function rowsAboveTable({ facts }: TableReport): number {
  return 1 + facts.length + 1
}

/**
 * A row is written the moment it is pulled, in the styles that the columns have then: so each row sets its own, which is the
 * only way to style single cells of a stream.
 */
async function* sheetRows(
  report: TableReport,
  rows: AsyncIterable<ReportRow>,
  columns: readonly ColumnDef[],
): AsyncGenerator<XlsxStreamRow> {
  const style = (styles: readonly CellStyle[]): void => {
    for (const [index, column] of columns.entries()) column.style = styles[index] ?? PLAIN
  }
  style([TITLE])
  yield [cellText(report.title)]
  style([FACT_LABEL])
  for (const { label, value } of report.facts) yield [cellText(label), cellText(value)]
  style([])
  yield []
  style(report.columns.map((column) => (isNumeric(column) ? HEAD_OF_NUMBERS : HEAD)))
  yield report.columns.map((column) => cellText(columnHead(column)))
  for await (const row of rows) {
    const cells = report.columns.map((column, index) => cellOf(column, row[index] ?? null))
    style(cells.map((cell, index) => styleOf(report.columns[index], cell, row[index] ?? null)))
    yield cells
  }
}

function cellOf({ kind }: ReportColumn, cell: ReportCell): Cell {
  if (cell === null || typeof cell === 'number') return cell
  if (kind === 'amount') return isExactNumber(cell) ? Number(cell) : cellText(cell)
  if (kind === 'instant') return dateOf(wallClock(cell)?.replace(' ', 'T')) ?? cellText(cell)
  if (kind === 'date')
    return dateOf(/^\d{4}-\d{2}-\d{2}$/.test(cell) ? `${cell}T00:00:00` : undefined) ?? cellText(cell)
  return cellText(cell)
}

/** Workbooks know no zones: a wall clock stands in them as if it were UTC. */
function dateOf(wall: string | undefined): Date | undefined {
  const date = new Date(`${wall}Z`)
  return Number.isNaN(date.getTime()) ? undefined : date
}

function styleOf(column: ReportColumn | undefined, cell: Cell, written: ReportCell): CellStyle {
  if (cell instanceof Date) return column?.kind === 'date' ? DATE : MOMENT
  if (column?.kind !== 'amount') return typeof cell === 'number' ? INTEGER : PLAIN
  return typeof cell === 'number' ? amountStyle(String(written)) : AMOUNT_AS_TEXT
}

const amountStyles = new Map<number, CellStyle>()

/** With as many decimals as the wire has of that currency. */
function amountStyle(wire: string): CellStyle {
  const decimals = wire.split('.')[1]?.length ?? 0
  const known = amountStyles.get(decimals)
  if (known !== undefined) return known
  const style = { ...PLAIN, numFmt: decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}` }
  amountStyles.set(decimals, style)
  return style
}

function isExactNumber(wire: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(wire) && wire.replace(/\D/g, '').replace(/^0+/, '').length <= DIGITS_OF_A_NUMBER
}

function isNumeric({ kind }: ReportColumn): boolean {
  return kind === 'amount' || kind === 'integer'
}

/** `_x0041_` in a name would be read as the letter A. Source: ECMA-376 22.9.2.19 ST_Xstring. */
function cellText(text: string): string {
  const safe = printable(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  return safe.length > LONGEST_TEXT ? `${safe.slice(0, LONGEST_TEXT - 1)}…` : safe
}

/** In characters. Amounts are shown with separators, which take room too. */
function widthOf(column: ReportColumn, index: number, sample: readonly ReportRow[]): number {
  const lengths = sample.map((row) => String(row[index] ?? '').length)
  const separators = column.kind === 'amount' ? 5 : 0
  const longest = Math.max(columnHead(column).length + 1, ...lengths.map((length) => length + separators))
  return Math.min(WIDEST, Math.max(NARROWEST, longest + 1))
}
