import { IconArrowsExchange, IconCheck, IconCopy, IconLayoutSidebarRight, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ApprovalRow } from '#shared/contract/approval-views'
import { ContextMenu, type ContextMenuItem, type MenuPoint, useCopy } from '../../../components'
import { mayDecideOn } from '../decision/may-decide'
import type { Decision } from '../decision/use-decide'
import type { Viewer } from '../use-viewer'

interface ApprovalMenuProps {
  readonly target: { readonly row: ApprovalRow; readonly at: MenuPoint } | null
  readonly viewer: Viewer
  readonly onOpen: (row: ApprovalRow) => void
  readonly onDecide: (row: ApprovalRow, decision: Decision) => void
  readonly onTransfer: (transferId: string) => void
  readonly onClose: () => void
}

const ICON = { size: 15, stroke: 1.8, 'aria-hidden': true } as const

/** What can be done with one request. */
export function ApprovalMenu({ target, viewer, onOpen, onDecide, onTransfer, onClose }: ApprovalMenuProps) {
  const { t } = useTranslation('approvals')
  const copyText = useCopy()
  if (!target) return null
  const { row, at } = target
  const { reference, subjectType, subjectId } = row
  const decide = (decision: Decision, icon: ContextMenuItem['icon']): ContextMenuItem => ({
    key: decision,
    label: t(`menu.${decision}`),
    icon,
    disabled: !mayDecideOn(row, viewer),
    onSelect: () => onDecide(row, decision),
  })
  const items: ContextMenuItem[] = [
    { key: 'open', label: t('menu.open'), icon: <IconLayoutSidebarRight {...ICON} />, onSelect: () => onOpen(row) },
    ...(viewer.mayDecide ? [decide('approve', <IconCheck {...ICON} />), decide('reject', <IconX {...ICON} />)] : []),
    ...(subjectType === 'transfer'
      ? [
          {
            key: 'transfer',
            label: t('menu.transfer'),
            icon: <IconArrowsExchange {...ICON} />,
            onSelect: () => onTransfer(subjectId),
          },
        ]
      : []),
    {
      key: 'copy',
      label: t('menu.copyReference'),
      icon: <IconCopy {...ICON} />,
      disabled: reference === null,
      onSelect: () => reference !== null && void copyText(reference, t('menu.copied')),
    },
  ]
  const name = reference ?? t(`subject.${subjectType}`)
  return <ContextMenu at={at} items={items} label={t('menu.label', { name })} onClose={onClose} />
}
