import type { ReceiptFilter, ReceiptRow, ReceiptSort } from '#shared/contract/reconciliation-views'
import { api } from '../../../data/api'
import type { Store } from '../../../data/store'

/** Rows asked for at once. */
const PART = 500

interface Question {
  readonly text: string
  readonly filter: ReceiptFilter
  readonly sort: ReceiptSort
}

/** Every suggestion of a list, also those that were never in sight. Fewer where the copy cannot be read. */
export async function allSuggested(dispatch: Store['dispatch'], question: Question): Promise<ReceiptRow[]> {
  const found: ReceiptRow[] = []
  for (;;) {
    const args = { ...question, offset: found.length, limit: PART }
    const { data } = await dispatch(api.endpoints.receipts.initiate(args, { subscribe: false, forceRefetch: true }))
    found.push(...(data?.rows ?? []))
    if (!data || data.rows.length < PART) return found
  }
}
