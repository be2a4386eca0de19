import { useMemo } from 'react'
import type { ReceiptRow } from '#shared/contract/reconciliation-views'
import { PAGE_SIZE, type RowSource } from '../../../components/row-grid/use-rows'
import { api } from '../../../data/api'
import type { ReceiptsView } from '../view-memory'

/** The receipts of a view, as `useRows` takes them. */
export function useReceiptSource(text: string, { filter, sort }: Omit<ReceiptsView, 'text'>): RowSource<ReceiptRow> {
  return useMemo(() => {
    const { initiate, select } = api.endpoints.receipts
    const args = (offset: number) => ({ text, filter, sort, offset, limit: PAGE_SIZE })
    return {
      key: JSON.stringify([text, filter, sort]),
      start: (dispatch, offset) => dispatch(initiate(args(offset))),
      select: (state, offset) => select(args(offset))(state),
    }
  }, [text, filter, sort])
}
