import Papa from 'papaparse'
import { columnHead, wallClock } from './cells'
import { inSlices } from './row-slices'
import type { ReportCell, ReportColumn, TableReport } from './table-shape'

/** Bytes are handed on in pieces of about this many characters. */
const PIECE = 64 * 1024

/** Excel takes a file without it for one in the computer's own code page. */
const BYTE_ORDER_MARK = '\uFEFF'

/** What a spreadsheet takes for a formula, or could after it has dropped a blank. Source: OWASP, CSV injection. */
const FORMULA = /^[=+\-@\t\r]/

/**
 * RFC 4180 in UTF-8: a head, then one line a row. Amounts are exact decimals with a point in every language, moments the
 * wall clock of the bank's zone. Text that a spreadsheet would take for a formula begins with an apostrophe.
 */
export async function* csvTable({ columns, rows }: TableReport): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let text = BYTE_ORDER_MARK + lineOf(columns.map((column) => inert(columnHead(column))))
  for await (const row of inSlices(rows)) {
    text += lineOf(columns.map((column, index) => cellText(column, row[index] ?? null)))
    if (text.length < PIECE) continue
    yield encoder.encode(text)
    text = ''
  }
  yield encoder.encode(text)
}

function cellText({ kind }: ReportColumn, cell: ReportCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  if (kind === 'instant') return inert(wallClock(cell) ?? cell)
  return kind === 'amount' && isPlainAmount(cell) ? cell : inert(cell)
}

/** A sign before digits is no formula; anything else in a column of amounts is treated as text. */
function isPlainAmount(cell: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(cell)
}

function inert(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

function lineOf(cells: readonly string[]): string {
  return `${Papa.unparse([[...cells]], { newline: '\r\n' })}\r\n`
}
