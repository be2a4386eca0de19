import { useTranslation } from 'react-i18next'
import type { ApprovalDetail } from '#shared/contract/approval-views'
import { DateTime } from '../../../components'
import { Person } from '../person'
import { Fact } from './facts'

/** What became of the request. */
export function Outcome({ approval }: { readonly approval: ApprovalDetail }) {
  const { t } = useTranslation('approvals')
  const { status, decider, endedAt, reason, lapsesAt, subjectType } = approval
  const isTransfer = subjectType === 'transfer'
  return (
    <>
      <dl className="approvals-facts">
        {status === 'lapsed' ? (
          <Fact label={t('fact.lapsed')}>
            <DateTime at={lapsesAt} style="dateTime" />
          </Fact>
        ) : (
          <Fact label={t(`fact.${status}`)}>
            {decider && <Person person={decider} />}
            {decider && endedAt !== null && ' · '}
            {endedAt !== null && <DateTime at={endedAt} style="dateTime" />}
          </Fact>
        )}
        {reason !== null && (
          <Fact label={t('fact.reason')}>
            <bdi>{reason}</bdi>
          </Fact>
        )}
      </dl>
      {isTransfer && <p className="approvals-note">{t(`outcome.${status}`)}</p>}
    </>
  )
}
