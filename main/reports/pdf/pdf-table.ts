import PDFDocument from 'pdfkit'
import { type CellTexts, cellTexts, paper } from '../cell-texts'
import { columnHead } from '../cells'
import { reportWords } from '../report-words'
import { sampled } from '../row-slices'
import type { ReportLanguage, ReportRow, TableReport } from '../table-shape'
import { type ColumnNeed, type FittedColumns, fitColumns } from './column-widths'
import { openTableFonts, type TableFont, type TableFonts } from './table-font'
import { createTablePages } from './table-pages'

const WIDTH_SAMPLE = 200
/** At a font size of one: no text may take the paper from all others. */
const WIDEST = 40
const WIDEST_WORD = 14
/** Up to here a text stays on one line: a state in two lines would make every row twice as high. */
const SHORT = 8

/**
 * A printed table: title and facts, the head repeated on every page, page numbers, amounts as people of the language write
 * them. Long texts are broken into lines of their own column. Throws where reading rows does.
 */
export async function* pdfTable(report: TableReport, language: ReportLanguage): AsyncGenerator<Uint8Array> {
  const texts = cellTexts(language)
  const words = reportWords(language)
  const { sample, all } = await sampled(report.rows, WIDTH_SAMPLE)
  const document = new PDFDocument({
    autoFirstPage: false,
    // Its own Helvetica would be looked for beside the library, which is not there once it is bundled.
    font: '',
    margin: 0,
    pdfVersion: '1.7',
    lang: language,
    displayTitle: true,
    // Every text is of one run and seldom comes twice: a cache of words would grow with the table.
    fontLayoutCache: false,
    info: { Title: paper(report.title), Creator: 'Bendahara' },
  })
  const pieces = collected(document)
  const fonts = await openTableFonts()
  document.registerFont('regular', fonts.regular.font)
  document.registerFont('bold', fonts.bold.font)
  const fitted = fittedColumns(fonts, report, sample, texts)
  const pages = createTablePages(document, { ...report, ...fitted, fonts, page: words.page })
  let rows = 0
  for await (const row of all) {
    pages.row(report.columns.map((column, index) => texts(column, row[index] ?? null)))
    rows += 1
    yield* pieces.taken()
  }
  pages.end(words.end(texts({ kind: 'integer', label: '' }, rows)))
  document.end()
  await pieces.ended
  yield* pieces.taken()
}

interface Collected {
  /** What has come since it was asked last. */
  taken(): Uint8Array[]
  readonly ended: Promise<void>
}

function collected(document: PDFKit.PDFDocument): Collected {
  let pieces: Uint8Array[] = []
  document.on('data', (piece: Uint8Array) => pieces.push(piece))
  const ended = new Promise<void>((resolve, reject) => {
    document.once('end', resolve)
    document.once('error', reject)
  })
  return {
    ended,
    taken() {
      const taken = pieces
      pieces = []
      return taken
    },
  }
}

function fittedColumns(
  { regular, bold }: TableFonts,
  { columns }: TableReport,
  sample: readonly ReportRow[],
  texts: CellTexts,
): FittedColumns {
  return fitColumns(
    columns.map((column, index): ColumnNeed => {
      const cells = sample.map((row) => texts(column, row[index] ?? null))
      const head = paper(columnHead(column))
      const widest = Math.max(0, ...cells.map((text) => regular.widthOf(text)))
      const word = Math.max(0, ...cells.map((text) => longestWord(regular, text)))
      const breaks = column.kind === 'text' && widest > SHORT
      const cell = breaks ? Math.min(word, WIDEST_WORD) : widest
      return {
        least: Math.max(cell, longestWord(bold, head)),
        whole: Math.min(WIDEST, Math.max(widest, bold.widthOf(head))),
      }
    }),
  )
}

function longestWord(font: TableFont, text: string): number {
  return Math.max(0, ...text.split(' ').map((word) => font.widthOf(word)))
}
