import { useTranslation } from 'react-i18next'
import type { AccountDetail } from '#shared/contract/views'
import { Amount } from '../../../components'

interface FiguresProps {
  readonly account: AccountDetail
  /** Leaves out what stands below. */
  readonly ownOnly?: boolean
}

/** Balance, held and available of the account itself, and the sum with everything below. */
export function Figures({ account, ownOnly = false }: FiguresProps) {
  const { t } = useTranslation('accounts')
  const { balance, held, available, rollup, childCount } = account
  const hasBelow = !ownOnly && (childCount > 0 || rollup !== balance)
  return (
    <dl className="accounts-figures">
      <Figure label={t(hasBelow ? 'drawer.ownBalance' : 'drawer.balance')} value={balance} />
      <Figure label={t('drawer.held')} value={held} />
      <Figure label={t('drawer.available')} value={available} />
      {hasBelow && <Figure label={t('drawer.rollup')} value={rollup} />}
    </dl>
  )
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className="accounts-figure">
      <dt>{label}</dt>
      <dd>
        <Amount value={value} />
      </dd>
    </div>
  )
}
