import { type CsvField, type CsvFormat, type CsvMapping, type CsvSheet, type DecimalMark, perField } from './csv-types'
import { readCell } from './read-cell'

/** Rows that are looked at to tell how the file writes amounts and dates. */
const SAMPLE = 300

/** A head as it is compared: letters and digits only, in one case. */
function plain(head: string): string {
  return head
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** Finds each field's column by its head; exact names first, then heads that contain one. No column serves two fields. */
export function recogniseColumns<Key extends string>(
  header: readonly string[],
  fields: readonly CsvField<Key>[],
): CsvMapping<Key> {
  const heads = header.map(plain)
  const taken = new Set<number>()
  const found = new Map<Key, number>()
  const look = (fits: (head: string, name: string) => boolean) => {
    for (const { key, label, names } of fields) {
      if (found.has(key)) continue
      const wanted = [label, ...names].map(plain)
      const index = heads.findIndex(
        (head, at) => head !== '' && !taken.has(at) && wanted.some((name) => fits(head, name)),
      )
      if (index < 0) continue
      taken.add(index)
      found.set(key, index)
    }
  }
  look((head, name) => head === name)
  look((head, name) => head.includes(name))
  return perField(fields, ({ key }) => found.get(key) ?? null)
}

/** How the file writes amounts and dates, as far as its cells tell; where they do not, as `usual`. */
export function recogniseFormat<Key extends string>(
  { rows }: Pick<CsvSheet, 'rows'>,
  fields: readonly CsvField<Key>[],
  mapping: CsvMapping<Key>,
  usual: CsvFormat,
): CsvFormat {
  const cellsOf = (kind: CsvField<Key>['kind']) => {
    const columns = fields.filter((field) => field.kind === kind).map(({ key }) => mapping[key])
    const used = columns.filter((column) => column !== null)
    return rows
      .slice(0, SAMPLE)
      .flatMap(({ cells }) => used.map((column) => readCell(cells[column] ?? '', 'text', usual)))
  }
  return {
    decimal: mostOf(cellsOf('amount').map(decimalMarkOf)) ?? usual.decimal,
    dateOrder: mostOf(cellsOf('date').map(dateOrderOf)) ?? usual.dateOrder,
  }
}

/** What one amount tells of its decimal mark: nothing where `1.250` may be a thousand or one and a quarter. */
function decimalMarkOf(cell: string): DecimalMark | null {
  const marks = cell.replace(/[^.,]/g, '')
  const last = marks.at(-1)
  if (last !== '.' && last !== ',') return null
  const other = last === '.' ? ',' : '.'
  if (marks.includes(other)) return last
  if (marks.length > 1) return other
  return /[.,]\d{3}$/.test(cell) ? null : last
}

function dateOrderOf(cell: string): CsvFormat['dateOrder'] | null {
  const [, first, second] = /^(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}/.exec(cell) ?? []
  if (first === undefined || second === undefined) return null
  if (Number(first) > 12) return 'day'
  return Number(second) > 12 ? 'month' : null
}

/** The value told most often; null where none is told. */
function mostOf<Value extends string>(votes: readonly (Value | null)[]): Value | null {
  const counts = new Map<Value, number>()
  for (const vote of votes) if (vote !== null) counts.set(vote, (counts.get(vote) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null
}

/** Whether the first line names columns: none of its cells looks like an amount, a date or an account number. */
export function looksLikeHeader(cells: readonly string[]): boolean {
  return !cells.some((cell) => /^\s*[-\d][\d.,\s/-]*$/.test(cell))
}
