import { Menu, UnstyledButton } from '@mantine/core'
import { IconLock, IconLogout, IconSettings } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router-dom'
import { confirmAction } from '../../components/confirm-dialog'
import { useLockMutation, useSignOutMutation, useSyncStatusQuery } from '../../data/api'
import type { Who } from './who'

/** The first letters of the first and last name. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '')
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word) => word?.charAt(0).toLocaleUpperCase() ?? '').join('')
}

export function UserMenu({ user }: Pick<Who, 'user'>) {
  const { t } = useTranslation('common')
  const navigate = useNavigate()
  const [lock] = useLockMutation()
  const signOut = useSignOutWithWarning()
  return (
    // In its place in the header: at the page's end it would stand outside every landmark.
    <Menu position="bottom-end" width={220} withinPortal={false} floatingStrategy="fixed">
      <Menu.Target>
        <UnstyledButton className="avatar" aria-label={t('userMenu.open', { name: user.name })}>
          {initialsOf(user.name)}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className="user-menu-head">
          <strong>{user.name}</strong>
          <span className="dim">{t(`role.${user.role}`)}</span>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item leftSection={<IconSettings size={15} aria-hidden />} onClick={() => void navigate('/settings')}>
          {t('screen.settings')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLock size={15} aria-hidden />} onClick={() => void lock()}>
          {t('userMenu.lock')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={signOut}>
          {t('userMenu.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Signing out with commands not yet at the bank asks first: they wait, encrypted, until this user signs in again here. */
function useSignOutWithWarning(): () => void {
  const { t } = useTranslation('common')
  const { data: status } = useSyncStatusQuery()
  const [signOut] = useSignOutMutation()
  const waiting = status?.waiting ?? 0
  return () => {
    if (waiting === 0) {
      void signOut()
      return
    }
    confirmAction({
      title: t('signOutWaiting.title'),
      message: t('signOutWaiting.message', { count: waiting }),
      confirmLabel: t('userMenu.signOut'),
      cancelLabel: t('cancel'),
      onConfirm: () => void signOut(),
    })
  }
}
