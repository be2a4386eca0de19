import { Button } from '@mantine/core'
import { IconCheck, IconEqual, IconEqualNot } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReceiptCredit, ReceiptDetail } from '#shared/contract/reconciliation-views'
import { Amount, formatInstant, useLanguage } from '../../../components'
import { dateText } from '../date-text'
import { daysAfterDue, sameReference } from '../receipt-words'
import { mayDo } from '../use-decide'
import { CarriedReceipts } from './carried-receipts'

interface PresentCreditProps {
  readonly receipt: ReceiptDetail
  readonly canManage: boolean
  readonly onConfirm: () => void
}

/** The credit that is suggested or matched, line by line beside what was expected. */
export function PresentCredit({ receipt, canManage, onConfirm }: PresentCreditProps) {
  const { t } = useTranslation('reconciliation')
  const { creditUse: credit, status, transactionId } = receipt
  if (transactionId === null) return null
  return (
    <section className="recon-card" aria-label={t(`drawer.credit.${status}`)}>
      <h3>{t(`drawer.credit.${status}`)}</h3>
      {credit === null ? <p className="dim">{t('credit.gone')}</p> : <Comparison receipt={receipt} credit={credit} />}
      {credit !== null && canManage && mayDo('confirm', receipt) && (
        <Button leftSection={<IconCheck size={15} aria-hidden />} onClick={onConfirm}>
          {t('decide.confirm')}
        </Button>
      )}
    </section>
  )
}

function Comparison({ receipt, credit }: { readonly receipt: ReceiptDetail; readonly credit: ReceiptCredit }) {
  const { t } = useTranslation('reconciliation')
  const language = useLanguage()
  const days = daysAfterDue({ dueDate: receipt.dueDate, credit })
  return (
    <>
      <table className="recon-compare">
        <thead>
          <tr>
            <td />
            <th scope="col">{t('drawer.expected')}</th>
            <th scope="col">{t('drawer.came')}</th>
          </tr>
        </thead>
        <tbody>
          <Line
            label={t('column.amount')}
            same={receipt.amount === credit.amount}
            expected={<Amount value={receipt.amount} />}
            came={<Amount value={credit.amount} />}
          />
          <Line
            label={t('column.reference')}
            same={sameReference({ reference: receipt.reference, credit })}
            expected={<bdi>{receipt.reference}</bdi>}
            came={<bdi>{credit.reference || t('drawer.noReference')}</bdi>}
          />
          <Line
            label={t('drawer.date')}
            same={days === 0}
            expected={<span className="num">{dateText(receipt.dueDate, language)}</span>}
            came={<span className="num">{formatInstant(credit.postedAt, language, { style: 'date' })}</span>}
          />
        </tbody>
      </table>
      <p className="recon-small">
        <bdi>{credit.counterparty || t('drawer.noCounterparty')}</bdi>
        <span className="dim"> · {t(`channel.${credit.channel}`)}</span>
      </p>
      <CarriedReceipts credit={credit} except={receipt.id} />
    </>
  )
}

interface LineProps {
  readonly label: string
  readonly same: boolean
  readonly expected: ReactNode
  readonly came: ReactNode
}

function Line({ label, same, expected, came }: LineProps) {
  const { t } = useTranslation('reconciliation')
  const Icon = same ? IconEqual : IconEqualNot
  return (
    <tr data-differs={!same || undefined}>
      <th scope="row">{label}</th>
      <td>{expected}</td>
      <td>
        <span className="recon-came">
          <Icon size={14} role="img" aria-label={t(same ? 'drawer.same' : 'drawer.differs')} />
          {came}
        </span>
      </td>
    </tr>
  )
}
