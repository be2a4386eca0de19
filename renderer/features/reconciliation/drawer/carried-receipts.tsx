import { useTranslation } from 'react-i18next'
import type { ReceiptCredit } from '#shared/contract/reconciliation-views'
import { Amount } from '../../../components'

interface CarriedReceiptsProps {
  readonly credit: ReceiptCredit
  /** The receipt in the drawer, which need not be named. */
  readonly except: string
}

/** What else stands on a credit, and what of it is left; nothing where nothing else does. */
export function CarriedReceipts({ credit, except }: CarriedReceiptsProps) {
  const { t } = useTranslation('reconciliation')
  const others = credit.matched.filter(({ id }) => id !== except)
  if (others.length === 0) return null
  return (
    <div className="recon-carried">
      <span className="dim">{t('drawer.alsoMatched')}</span>
      <ul>
        {others.map(({ id, reference, amount }) => (
          <li key={id}>
            <bdi className="cut">{reference}</bdi> <Amount value={amount} />
          </li>
        ))}
      </ul>
      <span className="dim">{t('drawer.left')}</span> <Amount value={credit.left} />
    </div>
  )
}
