import { useMemo } from 'react'
import type {
  ApprovalFilter,
  ApprovalRow,
  ApprovalView,
  TransferFilter,
  TransferRow,
} from '#shared/contract/approval-views'
import { PAGE_SIZE, type RowSource } from '../../../components/row-grid/use-rows'
import { api } from '../../../data/api'

/** Approvals of one view, as `useRows` takes them. */
export function useApprovalSource(view: ApprovalView, text: string, filter: ApprovalFilter): RowSource<ApprovalRow> {
  return useMemo(() => {
    const { initiate, select } = api.endpoints.approvals
    const args = (offset: number) => ({ view, text, filter, offset, limit: PAGE_SIZE })
    return {
      key: JSON.stringify([view, text, filter]),
      start: (dispatch, offset) => dispatch(initiate(args(offset))),
      select: (state, offset) => select(args(offset))(state),
    }
  }, [view, text, filter])
}

/** Transfers, as `useRows` takes them. */
export function useTransferSource(text: string, filter: TransferFilter): RowSource<TransferRow> {
  return useMemo(() => {
    const { initiate, select } = api.endpoints.transfers
    const args = (offset: number) => ({ text, filter, offset, limit: PAGE_SIZE })
    return {
      key: JSON.stringify(['transfers', text, filter]),
      start: (dispatch, offset) => dispatch(initiate(args(offset))),
      select: (state, offset) => select(args(offset))(state),
    }
  }, [text, filter])
}
