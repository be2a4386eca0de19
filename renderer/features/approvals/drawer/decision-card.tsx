import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import type { OwnDecision } from '#shared/contract/approval-views'
import { ProblemMessage, StatePill } from '../../../components'
import { useSyncStatusQuery } from '../../../data/api'
import { decisionPill, isUnderWay } from '../states'

/** What this user has decided, and how far that has come. */
export function DecisionCard({ decision }: { readonly decision: OwnDecision }) {
  const { t } = useTranslation('approvals')
  const { data: status } = useSyncStatusQuery()
  const { problem, reason, state } = decision
  const pill = decisionPill(t, decision)
  const isOffline = state === 'queued' && status?.connection === 'offline'
  return (
    <article className="approvals-card" data-state={pill.state} aria-label={t('ownDecision.label')}>
      <div className="approvals-card-head">
        <b>{t(`decided.${decision.decision}`)}</b>
        <StatePill {...pill} />
      </div>
      {reason !== null && (
        <p>
          <bdi>{t('ownDecision.reason', { reason })}</bdi>
        </p>
      )}
      {!isUnderWay(decision) && problem && (
        <p>
          <ProblemMessage problem={problem} />
        </p>
      )}
      <p className="dim">
        {isUnderWay(decision)
          ? t(isOffline ? 'ownDecision.offline' : 'ownDecision.underWay')
          : t('ownDecision.refused')}{' '}
        <Link to="/sync" className="approvals-link">
          {t('ownDecision.seeSync')}
        </Link>
      </p>
    </article>
  )
}
