import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import type { AccountName, ApprovalDetail } from '#shared/contract/approval-views'
import { AccountNumber, DateTime } from '../../../components'
import { Lapse, lapseStage } from '../lapse'
import { Person } from '../person'

/** Who asked for what and when, and until when it can be decided. */
export function Facts({ approval, nowMs }: { readonly approval: ApprovalDetail; readonly nowMs: number }) {
  const { t } = useTranslation('approvals')
  const { maker, requestedAt, lapsesAt, description, status } = approval
  // While it waits, both accounts stand below with their figures.
  const { from, to } = status === 'pending' ? { from: null, to: null } : approval
  return (
    <dl className="approvals-facts">
      {from && (
        <Fact label={t('fact.from')}>
          <AccountLink account={from} />
        </Fact>
      )}
      {to && (
        <Fact label={t('fact.to')}>
          <AccountLink account={to} />
        </Fact>
      )}
      {description !== null && (
        <Fact label={t('fact.description')}>
          <bdi>{description}</bdi>
        </Fact>
      )}
      <Fact label={t('fact.maker')}>
        <Person person={maker} /> · <DateTime at={requestedAt} style="dateTime" />
      </Fact>
      {status === 'pending' && (
        <Fact label={t('fact.lapses')}>
          <Lapse lapsesAt={lapsesAt} nowMs={nowMs} />
          {lapseStage(lapsesAt, nowMs) === 'passed' && <p className="dim">{t('lapse.passedText')}</p>}
        </Fact>
      )}
    </dl>
  )
}

export function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The account, with the way to its own details. */
export function AccountLink({ account: { id, name, number } }: { readonly account: AccountName }) {
  return (
    <>
      {id === null ? (
        <bdi>{name}</bdi>
      ) : (
        <Link to={`/accounts/${id}`} className="approvals-link">
          <bdi>{name}</bdi>
        </Link>
      )}{' '}
      <span className="dim">
        <AccountNumber number={number} />
      </span>
    </>
  )
}
