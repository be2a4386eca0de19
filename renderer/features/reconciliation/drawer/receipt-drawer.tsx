import { Button } from '@mantine/core'
import { IconArrowBackUp, IconBan } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import type { ReceiptDetail } from '#shared/contract/reconciliation-views'
import { AccountNumber, Amount, EmptyState, Loading, SideDrawer, useLanguage } from '../../../components'
import { useReceiptQuery } from '../../../data/api'
import { dateText } from '../date-text'
import { PendingState, ReceiptState } from '../receipt-state'
import { lateness } from '../receipt-words'
import { type Action, mayDo } from '../use-decide'
import { CreditChoice } from './credit-choice'
import { PendingCommands } from './pending-commands'
import { PresentCredit } from './present-credit'
import './drawer.css'

interface ReceiptDrawerProps {
  readonly itemId: string
  readonly canManage: boolean
  readonly onDo: (row: ReceiptDetail, action: Action, transactionId?: string) => void
  readonly onClose: () => void
}

/** Everything about one expected receipt beside the list, and every credit that it may be. */
export function ReceiptDrawer({ itemId, canManage, onDo, onClose }: ReceiptDrawerProps) {
  const { t } = useTranslation('reconciliation')
  const { currentData: receipt, isError } = useReceiptQuery({ id: itemId })
  if (isError) {
    return (
      <SideDrawer title={t('drawer.notFound')} onClose={onClose}>
        <EmptyState title={t('drawer.notFound')}>{t('drawer.notFoundText')}</EmptyState>
      </SideDrawer>
    )
  }
  if (!receipt) {
    return (
      <SideDrawer title={t('drawer.label')} onClose={onClose}>
        <Loading />
      </SideDrawer>
    )
  }
  return (
    <SideDrawer title={<bdi>{receipt.reference}</bdi>} subtitle={<Subtitle receipt={receipt} />} onClose={onClose}>
      <div className="recon-drawer">
        <Figures receipt={receipt} />
        <PendingCommands receipt={receipt} />
        <PresentCredit receipt={receipt} canManage={canManage} onConfirm={() => onDo(receipt, 'confirm')} />
        {canManage && <Decisions receipt={receipt} onDo={(action) => onDo(receipt, action)} />}
        <CreditChoice
          key={receipt.id}
          receipt={receipt}
          canManage={canManage}
          onConfirm={(transactionId) => onDo(receipt, 'confirm', transactionId)}
        />
      </div>
    </SideDrawer>
  )
}

function Subtitle({ receipt }: { readonly receipt: ReceiptDetail }) {
  const { accountId, accountName, accountNumber } = receipt
  return (
    <>
      {accountName !== null && accountId !== null && (
        <>
          <Link className="recon-link" to={`/accounts/${accountId}`}>
            <bdi>{accountName}</bdi>
          </Link>{' '}
          ·{' '}
        </>
      )}
      <AccountNumber number={accountNumber} />
    </>
  )
}

function Figures({ receipt }: { readonly receipt: ReceiptDetail }) {
  const { t } = useTranslation('reconciliation')
  const language = useLanguage()
  const late = lateness(t, receipt)
  return (
    <dl className="recon-figures">
      <div>
        <dt>{t('drawer.expected')}</dt>
        <dd>
          <Amount value={receipt.amount} currency={receipt.currency} />
        </dd>
      </div>
      <div>
        <dt>{t('column.due')}</dt>
        <dd className="num">
          {dateText(receipt.dueDate, language)}
          {late !== null && <span className="recon-late"> {late}</span>}
        </dd>
      </div>
      <div>
        <dt>{t('column.state')}</dt>
        <dd className="recon-states">
          <ReceiptState status={receipt.status} />
          <PendingState pending={receipt.pending} />
        </dd>
      </div>
      {receipt.reopened && (
        <div>
          <dt>{t('drawer.reopened')}</dt>
          <dd className="recon-small">{t('drawer.reopenedText')}</dd>
        </div>
      )}
    </dl>
  )
}

interface DecisionsProps {
  readonly receipt: ReceiptDetail
  readonly onDo: (action: Action) => void
}

/** What else can be said of it, with what that does. */
function Decisions({ receipt, onDo }: DecisionsProps) {
  const { t } = useTranslation('reconciliation')
  const action = mayDo('reopen', receipt) ? 'reopen' : 'exclude'
  const Icon = action === 'reopen' ? IconArrowBackUp : IconBan
  return (
    <div className="recon-decisions">
      <Button variant="default" leftSection={<Icon size={15} aria-hidden />} onClick={() => onDo(action)}>
        {t(`decide.${action}`)}
      </Button>
      <p className="dim">{t(`drawer.${action}Does`)}</p>
    </div>
  )
}
