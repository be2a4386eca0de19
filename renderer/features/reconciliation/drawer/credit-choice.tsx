import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReceiptCredit, ReceiptDetail } from '#shared/contract/reconciliation-views'
import { Amount, formatInstant, useLanguage } from '../../../components'
import { useReceiptCreditsQuery } from '../../../data/api'
import { CarriedReceipts } from './carried-receipts'

/** Credits shown at first and with each "more". */
const STEP = 10
const MOST = 500

interface CreditChoiceProps {
  readonly receipt: ReceiptDetail
  readonly canManage: boolean
  readonly onConfirm: (transactionId: string) => void
}

/** Credits of the account that an open receipt can be confirmed against instead; several receipts may share one. */
export function CreditChoice({ receipt, canManage, onConfirm }: CreditChoiceProps) {
  const { t } = useTranslation('reconciliation')
  const [enoughOnly, setEnoughOnly] = useState(true)
  const [shown, setShown] = useState(STEP)
  const isOpen = receipt.status === 'unmatched' || receipt.status === 'suggested'
  const { data } = useReceiptCreditsQuery(
    { itemId: receipt.id, enoughOnly, offset: 0, limit: Math.min(MOST, shown) },
    { skip: !isOpen },
  )
  if (!isOpen || !data) return null
  const others = data.credits.filter(({ id }) => id !== receipt.transactionId)
  return (
    <section className="recon-choice" aria-label={t('choice.label')}>
      <div className="recon-choice-head">
        <h3>{t(receipt.transactionId === null ? 'choice.label' : 'choice.other')}</h3>
        <Switch
          size="xs"
          label={t('choice.enoughOnly')}
          checked={enoughOnly}
          onChange={(event) => setEnoughOnly(event.currentTarget.checked)}
        />
      </div>
      {others.length === 0 && <p className="dim">{t(enoughOnly ? 'choice.noneEnough' : 'choice.none')}</p>}
      <ul>
        {others.map((credit) => (
          <li key={credit.id}>
            <Credit receipt={receipt} credit={credit} canManage={canManage} onConfirm={onConfirm} />
          </li>
        ))}
      </ul>
      {data.total > data.credits.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => setShown(shown + STEP * 2)}>
          {t('choice.more')}
        </Button>
      )}
    </section>
  )
}

interface CreditProps extends CreditChoiceProps {
  readonly credit: ReceiptCredit
}

function Credit({ receipt, credit, canManage, onConfirm }: CreditProps) {
  const { t } = useTranslation('reconciliation')
  const language = useLanguage()
  const agrees = [
    credit.sameAmount ? t('choice.sameAmount') : null,
    credit.sameReference ? t('choice.sameReference') : null,
  ]
  const words = agrees.filter((word) => word !== null)
  return (
    <div className="recon-credit" data-enough={credit.enough || undefined}>
      <div className="recon-credit-head">
        <Amount value={credit.amount} />
        {canManage && (
          <Button
            size="compact-xs"
            variant="light"
            disabled={!credit.enough}
            aria-label={t('choice.confirmOf', { reference: credit.reference || credit.counterparty })}
            onClick={() => onConfirm(credit.id)}
          >
            {t('choice.confirm')}
          </Button>
        )}
      </div>
      <p className="recon-small">
        <span className="num">{formatInstant(credit.postedAt, language, { style: 'date' })}</span> ·{' '}
        <bdi>{credit.counterparty || t('drawer.noCounterparty')}</bdi>
      </p>
      <p className="recon-small dim">
        <bdi>{credit.reference || t('drawer.noReference')}</bdi>
        {words.length > 0 && <span className="recon-agrees"> · {words.join(', ')}</span>}
        {!credit.enough && <span className="recon-short"> · {t('choice.short')}</span>}
      </p>
      <CarriedReceipts credit={credit} except={receipt.id} />
    </div>
  )
}
