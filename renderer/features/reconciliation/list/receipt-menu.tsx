import {
  IconArrowBackUp,
  IconBan,
  IconBinaryTree2,
  IconCheck,
  IconCopy,
  IconLayoutSidebarRight,
  IconListDetails,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ReceiptRow } from '#shared/contract/reconciliation-views'
import { ContextMenu, type ContextMenuItem, type MenuPoint, useCopy } from '../../../components'
import { type Action, mayDo } from '../use-decide'

interface ReceiptMenuProps {
  readonly target: { readonly row: ReceiptRow; readonly at: MenuPoint } | null
  readonly canManage: boolean
  readonly onOpen: (row: ReceiptRow) => void
  readonly onDo: (row: ReceiptRow, action: Action) => void
  readonly onOfAccount: (accountNumber: string) => void
  readonly onShowAccount: (accountId: string) => void
  readonly onClose: () => void
}

const ICON = { size: 15, stroke: 1.8, 'aria-hidden': true } as const
const ACTIONS = [
  ['confirm', IconCheck],
  ['exclude', IconBan],
  ['reopen', IconArrowBackUp],
] as const

/** What can be done with one receipt. */
export function ReceiptMenu({ target, canManage, onClose, ...does }: ReceiptMenuProps) {
  const { t } = useTranslation('reconciliation')
  const copy = useCopy()
  if (!target) return null
  const { row, at } = target
  const { accountId } = row
  const decisions = ACTIONS.filter(([action]) => canManage && mayDo(action, row)).map(
    ([action, Icon]): ContextMenuItem => ({
      key: action,
      label: t(`decide.${action}`),
      icon: <Icon {...ICON} />,
      onSelect: () => does.onDo(row, action),
    }),
  )
  const items: ContextMenuItem[] = [
    {
      key: 'open',
      label: t('menu.open'),
      icon: <IconLayoutSidebarRight {...ICON} />,
      onSelect: () => does.onOpen(row),
    },
    ...decisions,
    {
      key: 'ofAccount',
      label: t('menu.ofAccount'),
      icon: <IconListDetails {...ICON} />,
      onSelect: () => does.onOfAccount(row.accountNumber),
    },
    {
      key: 'account',
      label: t('menu.account'),
      icon: <IconBinaryTree2 {...ICON} />,
      disabled: accountId === null,
      onSelect: () => accountId !== null && does.onShowAccount(accountId),
    },
    {
      key: 'copy',
      label: t('menu.copy'),
      icon: <IconCopy {...ICON} />,
      onSelect: () => void copy(row.reference, t('menu.copied')),
    },
  ]
  return <ContextMenu at={at} items={items} label={t('menu.label', { name: row.reference })} onClose={onClose} />
}
