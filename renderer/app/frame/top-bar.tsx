import { UnstyledButton } from '@mantine/core'
import { useOs } from '@mantine/hooks'
import { spotlight } from '@mantine/spotlight'
import { useTranslation } from 'react-i18next'
import type { SyncStatus } from '#shared/contract/views'
import { BrandMark } from '../../components/brand-mark'
import { SyncPill } from './sync-pill'
import { UserMenu } from './user-menu'
import type { Who } from './who'

export function TopBar({ session, user, company, status }: Who & { readonly status: SyncStatus | undefined }) {
  const { t } = useTranslation('common')
  const os = useOs({ getValueInEffect: false })
  return (
    <header className="top">
      <div className="brand">
        <BrandMark size={20} />
        <span className="brand-name">Bendahara</span>
      </div>
      <UnstyledButton className="palette-button" onClick={() => spotlight.open()} aria-label={t('palette.open')}>
        <span>{t(session.permissions.includes('accounts.view') ? 'palette.hint' : 'palette.hintActions')}</span>
        <kbd>{os === 'macos' ? '⌘ K' : 'Ctrl K'}</kbd>
      </UnstyledButton>
      <div className="top-right">
        <SyncPill status={status} user={user} company={company} />
        <span className="company">{company.name}</span>
        <UserMenu user={user} />
      </div>
    </header>
  )
}
