import Papa from 'papaparse'
import type { CsvSheet, SheetRow } from './csv-types'
import { looksLikeHeader } from './recognise'

/** Marks between cells that are looked for. */
export const DELIMITERS = [',', ';', '\t', '|'] as const

/** More than a person can look through; the file is better split where it is made. */
export const MOST_ROWS = 100_000

/** Characters parsed at a time; in between the window has its turn. */
const CHUNK = 256 * 1024

export interface ReadOptions {
  /** Null: found in the file. */
  readonly delimiter: string | null
  readonly signal: AbortSignal
  /** Share of the file that was read, from 0 to 1. */
  readonly onProgress: (share: number) => void
}

/** Problems: `csv.unreadable`, `csv.empty`, `csv.too_many_rows` {most}, `csv.cancelled`. */
export type ReadAnswer =
  | { readonly ok: true; readonly sheet: CsvSheet }
  | { readonly ok: false; readonly problem: { readonly code: string; readonly params?: { readonly most: number } } }

/** Reads a file piece by piece. The first line with anything in it is the head, unless it looks like data. */
export async function readCsvFile(file: File, options: ReadOptions): Promise<ReadAnswer> {
  const head = new Uint8Array(await file.slice(0, CHUNK).arrayBuffer())
  const isWhole = file.size <= CHUNK
  const encoding = encodingOf(head, isWhole)
  const delimiter = options.delimiter ?? delimiterOf(new TextDecoder(encoding).decode(head), isWhole)
  const gathered = gatherer(delimiter)
  const end = await new Promise<'done' | 'failed' | 'cancelled' | 'too_many'>((resolve) => {
    Papa.parse<string[]>(file, {
      encoding,
      delimiter,
      chunkSize: CHUNK,
      chunk: ({ data, meta }, parser) => {
        gathered.take(data)
        options.onProgress(file.size === 0 ? 1 : Math.min(1, meta.cursor / file.size))
        const stop = options.signal.aborted ? 'cancelled' : gathered.count() > MOST_ROWS ? 'too_many' : null
        if (stop === null) return
        // Before it is aborted, as that is its end as well.
        resolve(stop)
        parser.abort()
      },
      complete: () => resolve('done'),
      error: () => resolve('failed'),
    })
  })
  if (end === 'cancelled') return { ok: false, problem: { code: 'csv.cancelled' } }
  if (end === 'failed') return { ok: false, problem: { code: 'csv.unreadable' } }
  if (end === 'too_many') return { ok: false, problem: { code: 'csv.too_many_rows', params: { most: MOST_ROWS } } }
  const sheet = gathered.sheet(file.name)
  return sheet ? { ok: true, sheet } : { ok: false, problem: { code: 'csv.empty' } }
}

/** Spreadsheets write UTF-8, UTF-16 with its mark, or the computer's own code page. */
function encodingOf(head: Uint8Array, isWhole: boolean): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  try {
    // As a stream where there is more: the piece may end within a character.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !isWhole })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** Lines that are looked at to find the delimiter. */
const SAMPLE_LINES = 30

/**
 * The mark that gives most lines as many cells as the first one has, and more than one. Commas within amounts give lines
 * different numbers of cells, so they are not taken for it.
 */
function delimiterOf(text: string, isWhole: boolean): string {
  const scores = DELIMITERS.map((delimiter) => {
    const lines = Papa.parse<string[]>(text, { delimiter, preview: SAMPLE_LINES }).data
    // The last line of a piece is cut anywhere.
    const whole = (isWhole ? lines : lines.slice(0, -1)).filter((cells) => cells.some((cell) => cell.trim() !== ''))
    const [first] = whole.filter((cells) => !isNamingLine(cells))
    const width = first?.length ?? 0
    const alike = whole.filter((cells) => cells.length === width).length
    return { delimiter, score: width > 1 ? alike / whole.length : 0, width }
  })
  const [best] = scores.sort((a, b) => b.score - a.score || b.width - a.width)
  return best && best.score > 0 ? best.delimiter : DELIMITERS[0]
}

/** Excel's own line that names the mark. */
function isNamingLine(cells: readonly string[]): boolean {
  return /^\uFEFF?sep=/i.test(cells[0] ?? '')
}

function gatherer(delimiter: string) {
  let line = 0
  let header: readonly string[] | null = null
  const rows: SheetRow[] = []
  const take = (cells: readonly string[]) => {
    line += 1
    if (cells.every((cell) => cell.trim() === '')) return
    if (line === 1 && isNamingLine(cells)) return
    if (header === null) {
      const first = cells.map((cell) => cell.replace(/^\uFEFF/, '').trim())
      const isHeader = looksLikeHeader(first)
      header = isHeader ? first : first.map(() => '')
      if (isHeader) return
    }
    rows.push({ rowId: String(line), cells })
  }
  return {
    take(lines: readonly (readonly string[])[]) {
      for (const cells of lines) take(cells)
    },
    count: () => rows.length,
    sheet: (fileName: string): CsvSheet | null =>
      header === null || rows.length === 0 ? null : { fileName, delimiter, header, rows },
  }
}
