import { useTranslation } from 'react-i18next'
import type { AccountRow } from '#shared/contract/views'
import { Amount, StatePill } from '../../../components'
import { AccountLink } from './account-link'

interface AccountPartProps {
  readonly account: AccountRow
  /** Its part of the sum above: its own balance, or that with all below. */
  readonly amount: string
}

export function AccountPart({ account, amount }: AccountPartProps) {
  const { t } = useTranslation('overview')
  return (
    <div className="overview-row overview-row-short">
      <AccountLink account={account} copies={[{ label: t('menu.copyAmount'), text: amount }]} />
      <span className="overview-row-amount">
        <Amount value={amount} />
        {account.pending !== null && <StatePill state={account.pending.state === 'at_bank' ? 'at_bank' : 'waiting'} />}
      </span>
    </div>
  )
}
