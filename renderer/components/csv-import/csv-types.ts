import type { JsonValue } from '#shared/kernel/json'

/** What a column holds, which decides how its cells are read and where they stand. `digits`: a number that is a name. */
export type CsvFieldKind = 'text' | 'digits' | 'amount' | 'date'

/** One thing that the import wants to know of each row. */
export interface CsvField<Key extends string> {
  readonly key: Key
  readonly label: string
  /** Heads by which its column is found beside `label`, in any language, spelling or case. */
  readonly names: readonly string[]
  readonly kind: CsvFieldKind
  readonly required: boolean
  /** Of its column, in CSS pixels; what is left of the window goes to columns of text. */
  readonly width: number
}

/**
 * A row as the rule takes it: amounts `1250000.5` without groups, dates `2026-07-10`, digits without blanks, text trimmed,
 * an empty text where there is nothing. A cell that cannot be read that way is here as it was typed, for the rule to name.
 */
export type CsvValues<Key extends string> = Readonly<Record<Key, string>>

export interface CsvRow<Key extends string> {
  /** Its line in the file, counted as a spreadsheet does: the head is 1. */
  readonly rowId: string
  readonly values: CsvValues<Key>
}

/** Why a row cannot be imported. */
export interface CsvFault<Key extends string> {
  /** The cell that it is about, null for the whole row. */
  readonly path: Key | null
  /** A code with words in `problems.json`. */
  readonly code: string
  readonly params?: Readonly<Record<string, JsonValue>>
}

/** What the rule says of a row. */
export interface CsvVerdict<Key extends string, Item> {
  readonly rowId: string
  readonly faults: readonly CsvFault<Key>[]
  /** What will be sent for the row; null where it has faults. */
  readonly item: Item | null
  /** Words beside a cell, such as the name of the account with that number. */
  readonly notes?: Partial<Readonly<Record<Key, string>>>
}

/** Rows that may not agree in this: every one after the first has the fault. */
export interface CsvUnique<Key extends string> {
  /** Null where the row has nothing to agree in. */
  keyOf(values: CsvValues<Key>): string | null
  readonly path: Key | null
  /** `params.rowId` is the first row. */
  readonly code: string
}

/** Rows that speak of other rows of the same file, such as an account that stands under another one of it. */
export interface CsvLinks<Key extends string> {
  /** What other rows call this one; null where none can. */
  nameOf(values: CsvValues<Key>): string | null
  /** What this row calls the one that it comes after; null where it speaks of none. */
  refersTo(values: CsvValues<Key>): string | null
}

/** What the rule is told of a row beside its own cells, where a file has links. */
export interface CsvSurroundings<Key extends string> {
  /** The rows that it stands under, the topmost first. */
  above(row: CsvRow<Key>): readonly CsvRow<Key>[]
  /** Whether it comes back to itself, over other rows or at once. */
  isCircular(row: CsvRow<Key>): boolean
}

/** The mark before the decimals of amounts. */
export type DecimalMark = '.' | ','
/** What comes first in dates such as 10/07/2026; a year in front is always read. */
export type DateOrder = 'day' | 'month'

/** How cells of a file are read. */
export interface CsvFormat {
  readonly decimal: DecimalMark
  readonly dateOrder: DateOrder
}

/** A file as it was read. */
export interface CsvSheet {
  readonly fileName: string
  readonly delimiter: string
  readonly header: readonly string[]
  readonly rows: readonly SheetRow[]
}

export interface SheetRow {
  readonly rowId: string
  readonly cells: readonly string[]
}

/** Which column of the file each field is in; null for none. */
export type CsvMapping<Key extends string> = Readonly<Record<Key, number | null>>

/** A record with one value for each field. */
export function perField<Key extends string, Value>(
  fields: readonly CsvField<Key>[],
  valueFor: (field: CsvField<Key>) => Value,
): Readonly<Record<Key, Value>> {
  // `fromEntries` forgets the keys' type; there is one entry for each.
  return Object.fromEntries(fields.map((field) => [field.key, valueFor(field)])) as Record<Key, Value>
}
