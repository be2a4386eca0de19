import { paper as onPaper } from '../cell-texts'
import { columnHead } from '../cells'
import type { ReportColumn, ReportFact } from '../table-shape'
import { type FittedColumns, GAP, MARGIN } from './column-widths'
import { brokenLines } from './line-breaks'
import type { TableFonts } from './table-font'

export interface PagesOf extends FittedColumns {
  readonly title: string
  readonly facts: readonly ReportFact[]
  readonly columns: readonly ReportColumn[]
  readonly fonts: TableFonts
  /** The foot of a page by its number. */
  page(number: number): string
}

export interface TablePages {
  /** Adds a row below the last one, on a new page where it does not fit. */
  row(cells: readonly string[]): void
  /** Adds what stands below the table. */
  end(text: string): void
}

type Face = keyof TableFonts

const LINE = 1.35
const ROW_PADDING = 2.5
const FOOT = 24
const MOST_LINES = 4
const INK = '#1b2328'
const DIM = '#5b6670'
const HAIRLINE = '#d5dbdf'

/** Draws the pages of one table, from top to bottom. Positions in points. */
export function createTablePages(document: PDFKit.PDFDocument, table: PagesOf): TablePages {
  const { columns, widths, paper } = table
  const { fontSize } = paper
  const lefts = widths.map((_, index) => widths.slice(0, index).reduce((sum, width) => sum + width, MARGIN))
  const right = MARGIN + widths.reduce((sum, width) => sum + width, 0) - GAP
  const heads = columns.map((column) => onPaper(columnHead(column)))
  let top = 0
  let number = 0
  let widthAtOne = table.fonts.regular.widthOf
  let sizeNow = fontSize

  const set = (face: Face, size: number, colour: string): void => {
    document.font(face).fontSize(size).fillColor(colour)
    widthAtOne = table.fonts[face].widthOf
    sizeNow = size
  }
  const widthOf = (text: string): number => widthAtOne(text) * sizeNow
  const write = (text: string, x: number, y: number): void => {
    document.text(text, x, y, { lineBreak: false })
  }
  const rule = (y: number, colour: string): void => {
    document.moveTo(MARGIN, y).lineTo(right, y).lineWidth(0.5).strokeColor(colour).stroke()
  }
  const bottom = (): number => document.page.height - MARGIN - FOOT

  const linesOf = (cells: readonly string[]): string[][] =>
    cells.map((text, index) =>
      isFigure(columns[index]) ? [text] : brokenLines(text, (widths[index] ?? 0) - GAP, MOST_LINES, widthOf),
    )

  /** A figure that is wider than those looked at before is written smaller: it must be whole, and stay in its column. */
  const figure = (text: string, x: number, y: number, width: number): void => {
    const natural = widthOf(text)
    if (natural <= width) {
      write(text, x + width - natural, y)
      return
    }
    const size = (fontSize * width) / natural
    document.fontSize(size)
    write(text, x, y + (fontSize - size))
    document.fontSize(fontSize)
  }

  const drawRow = (lines: readonly string[][]): void => {
    for (const [index, cell] of lines.entries()) {
      const x = lefts[index] ?? MARGIN
      for (const [line, text] of cell.entries()) {
        const y = top + ROW_PADDING + line * fontSize * LINE
        if (text === '') continue
        if (isFigure(columns[index])) figure(text, x, y, (widths[index] ?? 0) - GAP)
        else write(text, x, y)
      }
    }
    top += heightOf(lines)
  }
  const heightOf = (lines: readonly string[][]): number =>
    Math.max(1, ...lines.map((cell) => cell.length)) * fontSize * LINE + 2 * ROW_PADDING

  const drawHead = (): void => {
    set('bold', fontSize, INK)
    drawRow(headLines(heads))
    rule(top, DIM)
    set('regular', fontSize, INK)
  }
  const headLines = (texts: readonly string[]): string[][] =>
    texts.map((text, index) => brokenLines(text, (widths[index] ?? 0) - GAP, MOST_LINES, widthOf))

  const drawFoot = (): void => {
    set('regular', 7, DIM)
    const y = document.page.height - MARGIN - 7
    const page = table.page(number)
    const room = right - MARGIN - widthOf(page) - GAP
    write(brokenLines(onPaper(table.title), room, 1, widthOf)[0] ?? '', MARGIN, y)
    write(page, right - widthOf(page), y)
  }

  const newPage = (): void => {
    document.addPage({ size: paper.size, layout: 'landscape', margin: 0 })
    number += 1
    drawFoot()
    top = MARGIN
    if (number === 1) drawTitle()
    drawHead()
  }

  const drawTitle = (): void => {
    set('bold', 14, INK)
    for (const line of brokenLines(onPaper(table.title), right - MARGIN, 2, widthOf)) {
      write(line, MARGIN, top)
      top += 14 * LINE
    }
    set('regular', 8, DIM)
    const labels = table.facts.map(({ label }) => widthOf(onPaper(label)))
    const start = MARGIN + Math.min(160, Math.max(0, ...labels) + 10)
    for (const { label, value } of table.facts) drawFact(onPaper(label), onPaper(value), start)
    top += 8
  }
  const drawFact = (label: string, value: string, start: number): void => {
    set('regular', 8, DIM)
    write(brokenLines(label, start - MARGIN - 4, 1, widthOf)[0] ?? '', MARGIN, top)
    set('regular', 8, INK)
    for (const line of brokenLines(value, right - start, 3, widthOf)) {
      write(line, start, top)
      top += 8 * LINE
    }
  }

  newPage()
  return {
    row(cells) {
      const lines = linesOf(cells)
      if (top + heightOf(lines) > bottom()) newPage()
      drawRow(lines)
      rule(top, HAIRLINE)
    },
    end(text) {
      if (top + 20 > bottom()) newPage()
      set('regular', 8, DIM)
      write(text, MARGIN, top + 8)
    },
  }
}

function isFigure(column: ReportColumn | undefined): boolean {
  return column?.kind === 'amount' || column?.kind === 'integer'
}
