import { IconCheck, IconCopy, IconLayoutSidebarRight, IconListDetails } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TransferRow } from '#shared/contract/approval-views'
import { ContextMenu, type ContextMenuItem, type MenuPoint, useCopy } from '../../../components'

interface TransferMenuProps {
  readonly target: { readonly row: TransferRow; readonly at: MenuPoint } | null
  readonly onOpen: (row: TransferRow) => void
  readonly onApproval: (approvalId: string) => void
  readonly onAccount: (accountId: string) => void
  readonly onClose: () => void
}

const ICON = { size: 15, stroke: 1.8, 'aria-hidden': true } as const

/** What can be done with one transfer. */
export function TransferMenu({ target, onOpen, onApproval, onAccount, onClose }: TransferMenuProps) {
  const { t } = useTranslation('approvals')
  const copyText = useCopy()
  if (!target) return null
  const { row, at } = target
  const { reference, approvalId, number } = row
  const ofAccount = (side: 'from' | 'to'): ContextMenuItem[] => {
    const account = row[side]
    if (account === null || account.id === null) return []
    const { id, name } = account
    const icon = <IconListDetails {...ICON} />
    return [{ key: side, label: t('menu.ofAccount', { name }), icon, onSelect: () => onAccount(id) }]
  }
  const items: ContextMenuItem[] = [
    { key: 'open', label: t('menu.open'), icon: <IconLayoutSidebarRight {...ICON} />, onSelect: () => onOpen(row) },
    ...(approvalId === null
      ? []
      : [
          {
            key: 'approval',
            label: t('menu.approval'),
            icon: <IconCheck {...ICON} />,
            onSelect: () => onApproval(approvalId),
          },
        ]),
    ...ofAccount('from'),
    ...ofAccount('to'),
    {
      key: 'copy',
      label: t('menu.copyReference'),
      icon: <IconCopy {...ICON} />,
      onSelect: () => reference !== null && void copyText(reference, t('menu.copied')),
    },
    {
      key: 'copyNumber',
      label: t('menu.copyNumber'),
      icon: <IconCopy {...ICON} />,
      disabled: number === null,
      onSelect: () => number !== null && void copyText(number, t('menu.copied')),
    },
  ]
  return <ContextMenu at={at} items={items} label={t('menu.label', { name: reference })} onClose={onClose} />
}
