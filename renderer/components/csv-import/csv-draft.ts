import {
  type CsvField,
  type CsvFormat,
  type CsvLinks,
  type CsvMapping,
  type CsvRow,
  type CsvSheet,
  type CsvUnique,
  perField,
} from './csv-types'
import { readCell } from './read-cell'
import { type BoardCounts, createVerdictBoard, type Judge, type VerdictBoard } from './verdict-board'

/** What the user has typed over cells: by row, then by field. Kept when columns or marks are chosen anew. */
export type CsvEdits<Key extends string> = ReadonlyMap<string, ReadonlyMap<Key, string>>

export interface DraftOptions<Key extends string, Item> {
  readonly sheet: CsvSheet
  readonly fields: readonly CsvField<Key>[]
  readonly mapping: CsvMapping<Key>
  readonly format: CsvFormat
  readonly edits: CsvEdits<Key>
  readonly unique: readonly CsvUnique<Key>[]
  readonly links?: CsvLinks<Key> | undefined
  readonly judge: Judge<Key, Item>
  readonly onProgress: (counts: BoardCounts) => void
}

/** A file on its way in, read in one way. Another way of reading it is another draft. */
export interface CsvDraft<Key extends string, Item> {
  readonly sheet: CsvSheet
  readonly mapping: CsvMapping<Key>
  readonly format: CsvFormat
  /** Fields that must be in the file and have no column yet; nothing is judged before each has one. */
  readonly unmapped: readonly CsvField<Key>[]
  readonly board: VerdictBoard<Key, Item>
  edits(): CsvEdits<Key>
  /** The cell as it is in the file, or as it was typed over. */
  typedAt(index: number, key: Key): string
  isEdited(index: number, key: Key): boolean
  /** As the rule takes it. */
  rowAt(index: number): CsvRow<Key>
  /** Types over a cell; its row is judged anew with the next `board.run()`. */
  type(index: number, key: Key, text: string): void
}

export function createCsvDraft<Key extends string, Item>(options: DraftOptions<Key, Item>): CsvDraft<Key, Item> {
  const { sheet, fields, mapping, format, unique, links, judge, onProgress } = options
  const edits = new Map([...options.edits].map(([rowId, row]) => [rowId, new Map(row)]))

  const typedAt = (index: number, key: Key): string => {
    const row = sheet.rows[index]
    const column = mapping[key]
    const fromFile = column === null ? '' : (row?.cells[column] ?? '')
    return edits.get(row?.rowId ?? '')?.get(key) ?? fromFile
  }
  const rowAt = (index: number): CsvRow<Key> => ({
    rowId: sheet.rows[index]?.rowId ?? '',
    values: perField(fields, ({ key, kind }) => readCell(typedAt(index, key), kind, format)),
  })
  const board = createVerdictBoard({ rowCount: sheet.rows.length, rowAt, unique, links, judge, onProgress })

  return {
    sheet,
    mapping,
    format,
    unmapped: fields.filter(({ key, required }) => required && mapping[key] === null),
    board,
    edits: () => edits,
    typedAt,
    isEdited: (index, key) => edits.get(sheet.rows[index]?.rowId ?? '')?.has(key) ?? false,
    rowAt,
    type(index, key, text) {
      const rowId = sheet.rows[index]?.rowId
      if (rowId === undefined || typedAt(index, key) === text) return
      const row = edits.get(rowId) ?? new Map<Key, string>()
      row.set(key, text)
      edits.set(rowId, row)
      board.changed(index)
    },
  }
}

/** The file without the rows that are already sent. */
export function withoutRows(sheet: CsvSheet, sent: ReadonlySet<number>): CsvSheet {
  return { ...sheet, rows: sheet.rows.filter((_, index) => !sent.has(index)) }
}
