import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApprovalDetail } from '#shared/contract/approval-views'
import { Amount, EmptyState, Loading, SideDrawer, StatePill } from '../../../components'
import { useApprovalQuery } from '../../../data/api'
import { Consequence } from '../decision/consequence'
import { DecisionForm } from '../decision/decision-form'
import { SummaryLines } from '../decision/summary-lines'
import { TransferNumber } from '../list/transfer-columns'
import { approvalPill, isUnderWay } from '../states'
import type { Viewer } from '../use-viewer'
import { DecisionCard } from './decision-card'
import { Facts } from './facts'
import { Outcome } from './outcome'

interface ApprovalDrawerProps {
  readonly approvalId: string
  readonly viewer: Viewer
  /** The bank's time, milliseconds. */
  readonly nowMs: number
  readonly onClose: () => void
}

/** Pixels. */
const WIDTH = 390

/** One request with everything that hangs on it, and the decision for whoever may take it. */
export function ApprovalDrawer({ approvalId, onClose, ...props }: ApprovalDrawerProps) {
  const { t } = useTranslation('approvals')
  const { currentData: approval, isError } = useApprovalQuery({ id: approvalId })
  // The buttons go with the decision, and the focus must not go with them.
  const [decided, setDecided] = useState('')
  if (isError) {
    return (
      <SideDrawer title={t('drawer.notFound')} onClose={onClose} width={WIDTH}>
        <EmptyState title={t('drawer.notFound')}>{t('drawer.notFoundText')}</EmptyState>
      </SideDrawer>
    )
  }
  if (!approval) {
    return (
      <SideDrawer title={t('drawer.label')} onClose={onClose} width={WIDTH}>
        <Loading />
      </SideDrawer>
    )
  }
  const { subjectType, reference, number } = approval
  return (
    <SideDrawer
      title={<bdi>{reference ?? t(`subject.${subjectType}`)}</bdi>}
      subtitle={
        <span className="approvals-subtitle">
          {t(`subject.${subjectType}`)} {subjectType === 'transfer' && <TransferNumber number={number} />}
          {approval.ownDecision === null && <StatePill {...approvalPill(t, approval)} />}
        </span>
      }
      onClose={onClose}
      width={WIDTH}
      focusKey={decided}
      takeFocus={decided === approvalId}
    >
      <Content approval={approval} {...props} onDecided={() => setDecided(approvalId)} />
    </SideDrawer>
  )
}

interface ContentProps extends Pick<ApprovalDrawerProps, 'viewer' | 'nowMs'> {
  readonly approval: ApprovalDetail
  readonly onDecided: () => void
}

function Content({ approval, viewer, nowMs, onDecided }: ContentProps) {
  const { amount, currency, status, subjectType, ownDecision } = approval
  const isOpen = status === 'pending'
  return (
    <div className="approvals-drawer">
      {amount !== null && (
        <p className="approvals-amount">
          <Amount value={amount} {...(currency === null ? {} : { currency })} />
        </p>
      )}
      {ownDecision !== null && <DecisionCard decision={ownDecision} />}
      <Facts approval={approval} nowMs={nowMs} />
      {isOpen && <Consequence approval={approval} linked />}
      {!isOpen && subjectType !== 'transfer' && <SummaryLines summary={approval.summary} />}
      {!isOpen && !(ownDecision && isUnderWay(ownDecision)) && <Outcome approval={approval} />}
      {isOpen && <Deciding approval={approval} viewer={viewer} onDecided={onDecided} />}
    </div>
  )
}

/** The decision, or why this user does not take it. */
function Deciding({ approval, viewer, onDecided }: Omit<ContentProps, 'nowMs'>) {
  const { t } = useTranslation('approvals')
  if (approval.maker.isYou) return <p className="approvals-note">{t('decide.notYours')}</p>
  if (!viewer.mayDecide) return <p className="approvals-note">{t('decide.notPermitted')}</p>
  if (approval.ownDecision !== null && isUnderWay(approval.ownDecision)) return null
  return <DecisionForm key={approval.id} approval={approval} onDecided={onDecided} />
}
