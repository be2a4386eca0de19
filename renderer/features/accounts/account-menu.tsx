import { IconCopy, IconLayoutSidebarRight, IconListDetails } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router-dom'
import type { AccountRow } from '#shared/contract/views'
import { ContextMenu, type ContextMenuItem, type MenuPoint, useCopy } from '../../components'
import { actionsFor, isOpenAccount } from './account-actions'
import type { OpenDialog } from './dialogs/open-dialog'
import type { Viewer } from './use-viewer'

interface AccountMenuProps {
  readonly target: { readonly account: AccountRow; readonly at: MenuPoint } | null
  readonly viewer: Viewer
  readonly onDetails: (account: AccountRow) => void
  readonly onDialog: (dialog: OpenDialog) => void
  readonly onClose: () => void
}

const ICON = { size: 15, stroke: 1.8, 'aria-hidden': true } as const

/** What can be done with one row. A closed account is final, so only looking and copying is left. */
export function AccountMenu({ target, viewer, onDetails, onDialog, onClose }: AccountMenuProps) {
  const { t } = useTranslation('accounts')
  const navigate = useNavigate()
  const copyText = useCopy()
  if (!target) return null
  const { account, at } = target
  const { id: accountId, number } = account

  const open: ContextMenuItem = {
    key: 'open',
    label: t('menu.open'),
    icon: <IconLayoutSidebarRight {...ICON} />,
    onSelect: () => onDetails(account),
  }
  const actions = actionsFor(account, viewer).map(
    ({ key, Icon, words, danger, dialog }): ContextMenuItem => ({
      key,
      label: t(words(account).menu),
      icon: <Icon {...ICON} />,
      disabled: !isOpenAccount(account),
      danger: danger === true,
      onSelect: () => onDialog(dialog(accountId)),
    }),
  )
  const transfers: ContextMenuItem = {
    key: 'transfers',
    label: t('menu.transfers'),
    icon: <IconListDetails {...ICON} />,
    onSelect: () => void navigate(`/approvals?view=transfers&account=${accountId}`),
  }
  const copy: ContextMenuItem = {
    key: 'copy',
    label: t('menu.copyNumber'),
    icon: <IconCopy {...ICON} />,
    disabled: number === null,
    onSelect: () => number !== null && void copyText(number, t('menu.copied')),
  }
  const items = [open, ...actions, transfers, copy]
  return <ContextMenu at={at} items={items} label={t('menu.label', { name: account.name })} onClose={onClose} />
}
