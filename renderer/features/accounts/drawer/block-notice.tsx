import { IconBan, IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AccountDetail } from '#shared/contract/views'

/** Why money does not pass: a block with its reason, or the account is closed. */
export function BlockNotice({ account }: { readonly account: AccountDetail }) {
  const { t } = useTranslation('accounts')
  const { block, blockReason, status, closed } = account
  if (status === 'closed') {
    return (
      <div className="accounts-notice accounts-notice-closed">
        <IconLock size={16} aria-hidden />
        <div>
          <b>{t('drawer.closedTitle')}</b>
          {closed?.at && <p>{t('drawer.closedAt', { at: closed.at })}</p>}
          {closed?.reason && (
            <p>
              <bdi>{t('drawer.closedReason', { reason: closed.reason })}</bdi>
            </p>
          )}
          <p>{t('drawer.closedText')}</p>
        </div>
      </div>
    )
  }
  if (block === 'none') return null
  return (
    <div className="accounts-notice accounts-notice-blocked">
      <IconBan size={16} aria-hidden />
      <div>
        <b>{t(`drawer.blockedTitle.${block}`)}</b>
        {blockReason !== null && (
          <p>
            <bdi>{t('drawer.blockReason', { reason: blockReason })}</bdi>
          </p>
        )}
      </div>
    </div>
  )
}
