import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AccountDetail } from '#shared/contract/views'

/** From the current account down to the parent; each opens its own details. */
export function Path({ account, onGo }: { readonly account: AccountDetail; readonly onGo: (id: string) => void }) {
  const { t } = useTranslation('accounts')
  if (account.ancestors.length === 0) return null
  return (
    <nav aria-label={t('drawer.path')} className="accounts-path">
      {account.ancestors.map(({ id, name }, at) => (
        <span key={id} className="accounts-path-step">
          <button type="button" className="accounts-link" title={name} onClick={() => onGo(id)}>
            <bdi>{name}</bdi>
          </button>
          {at < account.ancestors.length - 1 && <IconChevronRight size={12} aria-hidden />}
        </span>
      ))}
    </nav>
  )
}
