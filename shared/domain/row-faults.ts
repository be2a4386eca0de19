import type { JsonObject } from '../kernel/json'

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
