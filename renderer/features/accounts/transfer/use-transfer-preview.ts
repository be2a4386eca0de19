import { skipToken } from '@reduxjs/toolkit/query'
import { z } from 'zod'
import type { Outlook, PreviewChange } from '#shared/contract/preview-views'
import type { AppProblem } from '#shared/contract/views'
import { isAmount } from '../../../components'
import { problemOf, useCommandPreviewQuery } from '../../../data/api'
import { type TransferDraft, transferArguments } from './transfer-draft'

/** What the transfer would do, by the real rules. */
export type TransferPreview =
  /** Not everything that decides is entered yet. */
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'refused'; readonly problem: AppProblem }
  | { readonly kind: 'at_once'; readonly changes: readonly PreviewChange[] }
  | {
      readonly kind: 'asks'
      /** What happens when it is asked: the hold. */
      readonly changes: readonly PreviewChange[]
      readonly agreed: Outlook
      /** ISO 8601 UTC; null where the request does not say. */
      readonly lapsesAt: string | null
    }

const Asked = z.object({ lapsesAt: z.string() })

/** Asked anew with every change of the fields and of the local copy. */
export function useTransferPreview(id: string | undefined, draft: TransferDraft, currency: string): TransferPreview {
  const complete = draft.fromId !== null && draft.toId !== null && isAmount(draft.amount, currency)
  // The reference decides nothing about the money; whether it is still free is told beside its field.
  const args = id === undefined || !complete ? skipToken : { type: TYPE, args: asked(id, draft) }
  const { data, error, isError } = useCommandPreviewQuery(args)
  if (args === skipToken) return { kind: 'incomplete' }
  const problem = isError ? problemOf(error) : null
  if (problem) return { kind: 'refused', problem }
  if (!data) return { kind: 'incomplete' }
  const { changes, onApproval } = data
  if (onApproval === null) return { kind: 'at_once', changes }
  const request = changes.find(({ type }) => type === 'approval')
  return { kind: 'asks', changes, agreed: onApproval, lapsesAt: Asked.safeParse(request?.after).data?.lapsesAt ?? null }
}

const TYPE = 'transfer.create'

function asked(id: string, draft: TransferDraft): Record<string, unknown> {
  return transferArguments(id, { ...draft, reference: id, description: '' })
}
