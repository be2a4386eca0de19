import type { ReportRow, TableReport } from '#main/reports/table-report'

/** A table with one column of each kind. */
export function table(rows: readonly ReportRow[], change: Partial<TableReport> = {}): TableReport {
  return {
    title: 'Accounts',
    facts: [{ label: 'As of', value: '10 Jul 2026, 14:02 WIB' }],
    columns: [
      { label: 'Name', kind: 'text' },
      { label: 'Level', kind: 'integer' },
      { label: 'Balance', kind: 'amount', currency: 'IDR' },
      { label: 'Posted', kind: 'instant' },
      { label: 'Due', kind: 'date' },
    ],
    rows,
    ...change,
  }
}

export const PLAIN: ReportRow = ['Surabaya', 2, '1309688.00', '2026-07-10T18:02:03.004Z', '2026-07-31']

/** What a spreadsheet, a printer or a reader might take for more than a name. */
export const HOSTILE: readonly string[] = [
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  'a,b;"c"\nd',
  '</t></is></c><c><f>1+1</f></c>',
  '_x003D_1+1',
  'null\u0000byte\u0007',
  'half \ud83d pair',
  'txet desrever \u202e reversed text',
]
