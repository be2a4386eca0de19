import type { AccountRow } from '#shared/contract/views'
import { StatePill, useWords } from '../../components'
import { pendingPill } from './pending-state'

/** What is particular about an account, the most urgent first: not yet at the bank, blocked, closed, money held. */
export function AccountStates({ account }: { readonly account: AccountRow }) {
  const t = useWords('accounts')
  const { pending, block, status, held } = account
  return (
    <span className="accounts-states">
      {pending && <StatePill state={pendingPill(pending.state)} />}
      {block !== 'none' && <StatePill state="blocked" label={t(`block.${block}`)} />}
      {status === 'closed' && <StatePill state="neutral" label={t('state.closed')} />}
      {/[1-9]/.test(held) && <StatePill state="held" label={t('state.held')} />}
    </span>
  )
}
