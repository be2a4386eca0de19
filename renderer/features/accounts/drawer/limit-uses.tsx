import { Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AccountDetail } from '#shared/contract/views'
import { Amount, formatShare, useBankTime, useLanguage } from '../../../components'
import { DIRECTIONS, type Direction } from '../change-arguments'
import { NEARLY_USED } from '../limit-share'
import { type LimitUse, limitUse } from '../limit-use'

/** Milliseconds between looks at the clock: the day changes at 00:00 WIB also while the drawer stands open. */
const DAY_CHECK_MS = 30_000

/** What has passed today against the limits, each direction for itself. */
export function LimitUses({ account }: { readonly account: AccountDetail }) {
  const now = useBankTime(DAY_CHECK_MS)
  return (
    <div className="accounts-limits">
      {DIRECTIONS.map((direction) => {
        const use = limitUse(account, direction, now)
        return use && <LimitUseBar key={direction} direction={direction} use={use} />
      })}
    </div>
  )
}

function LimitUseBar({ direction, use }: { readonly direction: Direction; readonly use: LimitUse }) {
  const { t } = useTranslation('accounts')
  const language = useLanguage()
  const { used, daily, perTransaction, left, share } = use
  const label = t(`limit.${direction}`)
  const percent = formatShare(share ?? 0, language)
  const spent = left !== null && !/[1-9]/.test(left)
  return (
    <div className="accounts-limit">
      <div className="accounts-limit-head">
        <b>{label}</b>
        <span className="dim num">{daily === null ? <Amount value={used} /> : t('limit.usedOf', { used, daily })}</span>
      </div>
      {share !== null && (
        <Progress
          value={share * 100}
          size={5}
          {...(share >= NEARLY_USED ? { color: 'var(--wait)' } : {})}
          aria-label={t('limit.meter', { direction: label, percent })}
        />
      )}
      <p className="dim num accounts-limit-words">
        {left === null ? t('limit.noDaily') : spent ? t('limit.nothingLeft') : t('limit.left', { left })}
        {' · '}
        {perTransaction === null ? t('limit.noPerTransaction') : t('limit.perTransaction', { limit: perTransaction })}
      </p>
    </div>
  )
}
