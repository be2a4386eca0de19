import { IconArrowsExchange, IconLock, IconMoon, IconPlus, IconSend, IconSun } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router-dom'
import type { Permission } from '#shared/kernel/permissions'
import { type ScreenAction, useRunScreenAction } from '../../components/keyboard/screen-actions'
import { useLockMutation, useSendNowMutation, useSessionQuery, useSetSettingsMutation } from '../../data/api'
import type { ScreenEntry } from '../screens'

export interface PaletteAction {
  readonly key: string
  readonly kind: 'screen' | 'action'
  readonly label: string
  readonly icon: ReactNode
  readonly run: () => void
}

const ICON = { size: 17, stroke: 1.7, 'aria-hidden': true } as const

/** What the palette offers besides accounts. */
export function usePaletteActions(screens: readonly ScreenEntry[]): readonly PaletteAction[] {
  const { t } = useTranslation('common')
  const navigate = useNavigate()
  const newSubAccount = useAccountsAction('accounts.manage', 'new')
  const transfer = useAccountsAction('transfers.create', 'transfer')
  const [lock] = useLockMutation()
  const [sendNow] = useSendNowMutation()
  const [setSettings] = useSetSettingsMutation()

  const toScreens = screens.map(({ key, path, Icon }) => ({
    key,
    kind: 'screen' as const,
    label: t(`screen.${key}`),
    icon: <Icon {...ICON} />,
    run: () => void navigate(path),
  }))
  const action = (key: string, icon: ReactNode, run: () => void): PaletteAction => ({
    key,
    kind: 'action',
    label: t(`palette.action.${key}`),
    icon,
    run,
  })
  return [
    ...toScreens,
    ...newSubAccount.map((run) => action('newSubAccount', <IconPlus {...ICON} />, run)),
    ...transfer.map((run) => action('transfer', <IconArrowsExchange {...ICON} />, run)),
    action('sendNow', <IconSend {...ICON} />, () => void sendNow()),
    action('lock', <IconLock {...ICON} />, () => void lock()),
    action('light', <IconSun {...ICON} />, () => void setSettings({ theme: 'light' })),
    action('dark', <IconMoon {...ICON} />, () => void setSettings({ theme: 'dark' })),
  ]
}

/** An action of Accounts from anywhere; nothing for who may not take it. */
function useAccountsAction(permission: Permission, wanted: ScreenAction): readonly (() => void)[] {
  const navigate = useNavigate()
  const run = useRunScreenAction()
  const { data: session } = useSessionQuery()
  if (session?.permissions.includes(permission) !== true) return []
  const open = async () => {
    await navigate('/accounts')
    // The screen registers its action when it has mounted, which the next frame is the first to see.
    requestAnimationFrame(() => requestAnimationFrame(() => run(wanted)))
  }
  return [() => void open()]
}
