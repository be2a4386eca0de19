import { notifications } from '@mantine/notifications'
import {
  IconAdjustments,
  IconArrowsExchange,
  IconBan,
  IconCopy,
  IconLayoutSidebarRight,
  IconListDetails,
  IconPencil,
  IconPlus,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router-dom'
import type { AccountRow } from '#shared/contract/views'
import { ContextMenu, type ContextMenuItem, type MenuPoint } from '../../components'
import type { OpenDialog } from './dialogs/open-dialog'

interface AccountMenuProps {
  readonly target: { readonly account: AccountRow; readonly at: MenuPoint } | null
  readonly canManage: boolean
  readonly canTransfer: boolean
  readonly onDetails: (account: AccountRow) => void
  readonly onDialog: (dialog: OpenDialog) => void
  readonly onClose: () => void
}

const ICON = { size: 15, stroke: 1.8, 'aria-hidden': true } as const

/** What can be done with one row. A closed account is final, so only looking and copying is left. */
export function AccountMenu({ target, canManage, canTransfer, onDetails, onDialog, onClose }: AccountMenuProps) {
  const { t } = useTranslation('accounts')
  const navigate = useNavigate()
  if (!target) return null
  const { account, at } = target
  const { id: accountId, number } = account
  const disabled = account.status === 'closed'

  const open: ContextMenuItem = {
    key: 'open',
    label: t('menu.open'),
    icon: <IconLayoutSidebarRight {...ICON} />,
    onSelect: () => onDetails(account),
  }
  const newBelow: ContextMenuItem = {
    key: 'newBelow',
    label: t('menu.newBelow'),
    icon: <IconPlus {...ICON} />,
    disabled,
    onSelect: () => onDialog({ kind: 'create', under: accountId }),
  }
  const transfer: ContextMenuItem = {
    key: 'transfer',
    label: t('menu.transfer'),
    icon: <IconArrowsExchange {...ICON} />,
    disabled,
    onSelect: () => onDialog({ kind: 'transfer', fromId: accountId }),
  }
  const transfers: ContextMenuItem = {
    key: 'transfers',
    label: t('menu.transfers'),
    icon: <IconListDetails {...ICON} />,
    onSelect: () => void navigate(`/approvals?view=transfers&account=${accountId}`),
  }
  const changes: ContextMenuItem[] = [
    {
      key: 'limits',
      label: t('menu.limits'),
      icon: <IconAdjustments {...ICON} />,
      disabled,
      onSelect: () => onDialog({ kind: 'limits', accountId }),
    },
    {
      key: 'block',
      label: t(account.block === 'none' ? 'menu.block' : 'menu.unblock'),
      icon: <IconBan {...ICON} />,
      disabled,
      onSelect: () => onDialog({ kind: 'block', accountId }),
    },
    {
      key: 'rename',
      label: t('menu.rename'),
      icon: <IconPencil {...ICON} />,
      disabled,
      onSelect: () => onDialog({ kind: 'edit', accountId }),
    },
  ]
  const copy: ContextMenuItem = {
    key: 'copy',
    label: t('menu.copyNumber'),
    icon: <IconCopy {...ICON} />,
    disabled: number === null,
    onSelect: () => void copyNumber(number, t('menu.copied')),
  }
  const items = [
    open,
    ...(canTransfer ? [transfer] : []),
    ...(canManage ? [newBelow] : []),
    ...(canManage && account.kind === 'sub' ? changes : []),
    transfers,
    copy,
  ]
  return <ContextMenu at={at} items={items} label={t('menu.label', { name: account.name })} onClose={onClose} />
}

async function copyNumber(number: string | null, done: string): Promise<void> {
  if (number === null) return
  await navigator.clipboard.writeText(number)
  notifications.show({ message: done, autoClose: 2000 })
}
