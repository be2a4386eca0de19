import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import type { TransferRow } from '#shared/contract/approval-views'
import { Amount, DateTime, EmptyState, Loading, SideDrawer, StatePill } from '../../../components'
import { useTransferQuery } from '../../../data/api'
import { TransferNumber } from '../list/transfer-columns'
import { Person } from '../person'
import { transferPill } from '../states'
import { AccountLink, Fact } from './facts'

interface TransferDrawerProps {
  readonly transferId: string
  readonly onClose: () => void
}

/** Pixels. */
const WIDTH = 390

/** One transfer, whatever became of it. */
export function TransferDrawer({ transferId, onClose }: TransferDrawerProps) {
  const { t } = useTranslation('approvals')
  const { currentData: transfer, isError } = useTransferQuery({ id: transferId })
  if (isError) {
    return (
      <SideDrawer title={t('transfers.notFound')} onClose={onClose} width={WIDTH}>
        <EmptyState title={t('transfers.notFound')}>{t('drawer.notFoundText')}</EmptyState>
      </SideDrawer>
    )
  }
  if (!transfer) {
    return (
      <SideDrawer title={t('subject.transfer')} onClose={onClose} width={WIDTH}>
        <Loading />
      </SideDrawer>
    )
  }
  return (
    <SideDrawer
      title={<bdi>{transfer.reference}</bdi>}
      subtitle={
        <span className="approvals-subtitle">
          {t('subject.transfer')} <TransferNumber number={transfer.number} />
          <StatePill {...transferPill(t, transfer)} />
        </span>
      }
      onClose={onClose}
      width={WIDTH}
    >
      <Content transfer={transfer} />
    </SideDrawer>
  )
}

function Content({ transfer }: { readonly transfer: TransferRow }) {
  const { t } = useTranslation('approvals')
  const { amount, currency, from, to, description, maker, madeAt, postedAt, approvalId, status } = transfer
  return (
    <div className="approvals-drawer">
      <p className="approvals-amount">
        <Amount value={amount} {...(currency === null ? {} : { currency })} />
      </p>
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
        <Fact label={t('fact.made')}>
          <Person person={maker} /> · <DateTime at={madeAt} style="dateTime" />
        </Fact>
        {postedAt !== null && (
          <Fact label={t('fact.posted')}>
            <DateTime at={postedAt} style="dateTime" />
          </Fact>
        )}
      </dl>
      <p className="approvals-note">
        {t(`transfers.outcome.${status}`)}{' '}
        {approvalId !== null && (
          <Link to={`/approvals/${approvalId}`} className="approvals-link">
            {t('transfers.seeApproval')}
          </Link>
        )}
      </p>
    </div>
  )
}
