import type { z } from 'zod'
import type { JsonObject } from '../kernel/json'

interface NamedRow {
  /** What the sender calls the row, such as its line in a file. */
  readonly rowId?: string | undefined
}

/** What faults of a row are told by: its sender's name for it, else its place among the rows. */
export function rowName({ rowId }: NamedRow, index: number): string {
  return rowId ?? String(index)
}

/** No two rows of one command may have the same name. */
export function rowsAreToldApart(rows: readonly NamedRow[], context: z.RefinementCtx): void {
  const seen = new Set<string>()
  rows.forEach((row, index) => {
    const rowId = rowName(row, index)
    if (seen.has(rowId)) context.addIssue({ code: 'custom', path: [index, 'rowId'], message: 'field.repeated' })
    seen.add(rowId)
  })
}

/** One thing that is wrong with a row of an import; `path` is the field it is about. */
export interface RowFault {
  readonly code: string
  readonly path?: string
  readonly params?: JsonObject
}

export interface FaultyRow {
  /** What the sender calls the row, such as its line in a file. */
  readonly rowId: string
  readonly faults: readonly RowFault[]
}

/** Faulty rows as answers carry them. Source: docs/protocol.md Catalogue. */
export function rowsParam(rows: readonly FaultyRow[]): JsonObject {
  return {
    rows: rows.map(({ rowId, faults }) => ({
      rowId,
      faults: faults.map(({ code, path, params }) => ({
        code,
        ...(path === undefined ? {} : { path }),
        ...(params === undefined ? {} : { params }),
      })),
    })),
  }
}
