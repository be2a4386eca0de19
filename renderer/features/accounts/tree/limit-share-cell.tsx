import type { LimitUseShares } from '#shared/contract/views'
import { formatShare, useLanguage, useWords } from '../../../components'
import { limitShare, NEARLY_USED } from '../limit-share'
import './limit-share-cell.css'

interface LimitShareCellProps {
  readonly use: LimitUseShares | null
  readonly today: string
}

/** How much of the day's limit is gone: a bar, the share, and a word where nothing is left. */
export function LimitShareCell({ use, today }: LimitShareCellProps) {
  const t = useWords('accounts')
  const language = useLanguage()
  const used = limitShare(use, today)
  if (used === null) return null
  const { share, direction } = used
  const percent = formatShare(Math.floor(share * 100) / 100, language)
  const state = share >= 1 ? 'reached' : share >= NEARLY_USED ? 'nearly' : undefined
  const label = t('limitUse.share', { direction: t(`limit.${direction}`), percent })
  return (
    <span className="accounts-share" data-state={state} title={label}>
      <span className="accounts-share-bar" aria-hidden>
        <span style={{ width: `${Math.min(100, share * 100)}%` }} />
      </span>
      <span className="num">{share >= 1 ? t('limitUse.reachedShort') : percent}</span>
    </span>
  )
}
