import type { TableFormat } from '#shared/contract/report-views'
import { csvTable } from './csv-table'
import type { ReportLanguage, TableReport } from './table-shape'

export type { ReportColumn, ReportFact, ReportLanguage, ReportRow, TableReport } from './table-shape'

/** The file, piece by piece. Between pieces other work of this process gets its turn. */
export function tableBytes(
  report: TableReport,
  format: TableFormat,
  language: ReportLanguage,
): AsyncIterable<Uint8Array> {
  return format === 'csv' ? csvTable(report) : lazily(format, report, language)
}

/** The whole file. */
export async function writeTable(
  report: TableReport,
  format: TableFormat,
  language: ReportLanguage,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of tableBytes(report, format, language)) pieces.push(piece)
  return new Uint8Array(Buffer.concat(pieces))
}

/** What writes these is large, and most sessions never need it. */
async function* lazily(
  format: 'xlsx' | 'pdf',
  report: TableReport,
  language: ReportLanguage,
): AsyncGenerator<Uint8Array> {
  if (format === 'xlsx') yield* (await import('./xlsx-table')).xlsxTable(report)
  else yield* (await import('./pdf/pdf-table')).pdfTable(report, language)
}
