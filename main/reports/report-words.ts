import type { ReportLanguage } from './table-report'

/** Words of every printed report. They live apart from the window's because files are written in the main process. */
const en = {
  page: (page: number): string => `Page ${page}`,
  rows: (rows: string): string => `End of the report. Rows: ${rows}`,
}
type ReportWords = typeof en

const id: ReportWords = {
  page: (page) => `Halaman ${page}`,
  rows: (rows) => `Akhir laporan. Baris: ${rows}`,
}

export function reportWords(language: ReportLanguage): ReportWords {
  return language === 'id' ? id : en
}
