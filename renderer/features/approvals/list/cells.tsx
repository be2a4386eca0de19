import { IconArrowRight } from '@tabler/icons-react'
import type { AccountName } from '#shared/contract/approval-views'
import { Amount, useWords } from '../../../components'

interface RouteProps {
  readonly from: AccountName | null
  readonly to: AccountName | null
  /** Shown where no accounts are named. */
  readonly instead?: string | null
}

/** "Kas A → Kas B", each cut by itself where there is little room. */
export function Route({ from, to, instead = null }: RouteProps) {
  const t = useWords('approvals')
  if (from === null && to === null) return <bdi className="cut">{instead}</bdi>
  const name = (account: AccountName | null) => account?.name ?? t('unknownAccount')
  return (
    <span className="approvals-route" title={t('route', { from: name(from), to: name(to) })}>
      <bdi className="cut">{name(from)}</bdi>
      <IconArrowRight size={13} stroke={1.8} role="img" aria-label={t('to')} />
      <bdi className="cut">{name(to)}</bdi>
    </span>
  )
}

/** An amount; the head says rupiah, so only another currency is named. */
export function Sum({ amount, currency }: { readonly amount: string | null; readonly currency: string | null }) {
  if (amount === null) return <span className="dim">–</span>
  return <Amount value={amount} {...(currency === null || currency === 'IDR' ? {} : { currency })} />
}
