import type { Settings } from '#shared/contract/views'

/**
 * A table that goes out of the app as a file. To use it:
 *
 *     tableBytes(report, format, language): AsyncIterable<Uint8Array>      the file, piece by piece
 *     writeTable(report, format, language): Promise<Uint8Array>            the same, whole
 *     saveReport(ports, file): Promise<Result<{ saved: boolean }, AppProblem>>    asks where to and writes it (save-report.ts)
 *
 * Rows may be made as they are asked for, also asynchronously; nothing holds all of them. What throws while they are made
 * ends the file, of which then nothing is left.
 */
export interface TableReport {
  readonly title: string
  /** What the table is about: as of when, filter, period. A CSV file has only the table, so that any program can read it. */
  readonly facts: readonly ReportFact[]
  readonly columns: readonly ReportColumn[]
  /** One cell for each column. */
  readonly rows: Iterable<ReportRow> | AsyncIterable<ReportRow>
}

export interface ReportFact {
  readonly label: string
  readonly value: string
}

/**
 * - `text`: any text, also hostile: it is made inert
 * - `amount`: a wire amount, `"-1309688.00"`; stays exact. `currency` where the whole column has one
 * - `integer`: a whole number
 * - `instant`: ISO 8601 UTC; written in the bank's zone, which the head names
 * - `date`: `2026-07-10`
 */
export type ReportColumn =
  | { readonly label: string; readonly kind: 'text' | 'integer' | 'instant' | 'date' }
  | { readonly label: string; readonly kind: 'amount'; readonly currency?: string | undefined }

export type ReportCell = string | number | null
export type ReportRow = readonly ReportCell[]

export type ReportLanguage = Settings['language']
