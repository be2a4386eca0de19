import type { AuditQuestion, AuditRow } from '#shared/contract/audit-views'
import { api } from '../../../data/api'
import type { Store } from '../../../data/store'

/** As many rows as a call takes. */
const ROWS_AT_ONCE = 500

type Begin = Parameters<typeof api.endpoints.beginAuditExport.initiate>[0]
interface Table extends Begin {
  cellsOf(row: AuditRow): (string | null)[]
}

interface Outcome {
  readonly data?: { readonly saved: boolean } | undefined
  readonly error?: unknown
}

/** Brings the rows one part after the other: what comes into the trail meanwhile is newer and not among them. */
export async function exportEntries(
  dispatch: Store['dispatch'],
  question: AuditQuestion,
  { cellsOf, ...table }: Table,
): Promise<Outcome> {
  const { beginAuditExport, olderAuditEntries, exportAuditRows } = api.endpoints
  const begun = await dispatch(beginAuditExport.initiate(table))
  if (begun.error !== undefined) return { error: begun.error }
  const { exportId } = begun.data
  if (exportId === null) return { data: { saved: false } }
  for (let than: string | null = null; ; ) {
    const entries: { data?: AuditRow[] | undefined; error?: unknown } = await dispatch(
      olderAuditEntries.initiate({ ...question, than, limit: ROWS_AT_ONCE }),
    )
    const { data, error } = entries
    if (data === undefined) {
      await dispatch(exportAuditRows.initiate({ exportId, rows: [], next: 'cancel' }))
      return { error }
    }
    than = data.at(-1)?.id ?? null
    const isLast = data.length < ROWS_AT_ONCE || than === null
    const taken = await dispatch(
      exportAuditRows.initiate({ exportId, rows: data.map(cellsOf), next: isLast ? 'end' : 'more' }),
    )
    if (isLast || taken.error !== undefined) return taken
  }
}
