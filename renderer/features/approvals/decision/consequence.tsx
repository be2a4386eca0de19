import { skipToken } from '@reduxjs/toolkit/query'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ApprovalDetail } from '#shared/contract/approval-views'
import type { Outlook } from '#shared/contract/preview-views'
import type { AccountDetail } from '#shared/contract/views'
import { MovementPreview, ProblemMessage } from '../../../components'
import { useAccountQuery } from '../../../data/api'
import { availableAfter } from './available-after'
import { SummaryLines } from './summary-lines'
import type { Decision } from './use-decide'

interface ConsequenceProps {
  readonly approval: ApprovalDetail
  /** The one decision that is asked about; both where it is left out. */
  readonly only?: Decision
  /** Whether the accounts' names lead to them. */
  readonly linked?: boolean
}

/** What a decision would do now, by the rules and the figures of this copy. */
export function Consequence({ approval, only, linked = false }: ConsequenceProps) {
  const { t } = useTranslation('approvals')
  const from = useSide(approval.from)
  const to = useSide(approval.to)
  const { outlook, subjectType } = approval
  const isTransfer = subjectType === 'transfer'
  const approve = only === 'reject' ? undefined : outlook?.approve
  const reject = only === 'approve' ? undefined : outlook?.reject
  const stages = [
    ...(approve?.possible ? [{ name: t('movement.onceApproved'), changes: approve.changes }] : []),
    ...(only === 'reject' && reject?.possible ? [{ name: t('movement.onceRejected'), changes: reject.changes }] : []),
  ]
  return (
    <div className="approvals-consequence">
      {approve?.possible === false && (
        <div className="approvals-blocked" role="note">
          <IconAlertTriangle size={16} aria-hidden />
          <div>
            <b>{t('consequence.blocked')}</b>
            <p>
              <ProblemMessage problem={approve.problem} />
            </p>
            {reject?.possible && <p>{t('consequence.stillReject')}</p>}
          </div>
        </div>
      )}
      {isTransfer ? (
        <MovementPreview from={from} to={to} stages={stages} linked={linked} />
      ) : (
        <SummaryLines summary={approval.summary} />
      )}
      {isTransfer && approve?.possible && (
        <p>
          <bdi>{t('consequence.approve', { amount: approval.amount ?? '', name: approval.from?.name ?? '' })}</bdi>
        </p>
      )}
      {reject && <Rejecting outlook={reject} from={from} />}
    </div>
  )
}

function useSide(side: ApprovalDetail['from']): AccountDetail | undefined {
  const id = side?.id ?? null
  return useAccountQuery(id === null ? skipToken : { id }).currentData
}

function Rejecting({ outlook, from }: { readonly outlook: Outlook; readonly from: AccountDetail | undefined }) {
  const { t } = useTranslation('approvals')
  const available = outlook.possible && from ? availableAfter(outlook.changes, from.id) : undefined
  if (available === undefined || !from) return null
  return (
    <p className="dim">
      <bdi>{t('consequence.reject', { name: from.name, available })}</bdi>
    </p>
  )
}
