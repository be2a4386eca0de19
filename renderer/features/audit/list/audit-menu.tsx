import { IconBinaryTree2, IconCopy, IconFilter, IconLayoutSidebarRight, IconUser } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useDispatch } from 'react-redux'
import type { AuditRow } from '#shared/contract/audit-views'
import { ContextMenu, type ContextMenuItem, type MenuPoint, useCopy } from '../../../components'
import { api } from '../../../data/api'
import type { Store } from '../../../data/store'

interface AuditMenuProps {
  readonly target: { readonly row: AuditRow; readonly at: MenuPoint } | null
  readonly maySeeAccounts: boolean
  readonly onOpen: (row: AuditRow) => void
  readonly onAccount: (accountId: string) => void
  readonly onOnly: (filter: { readonly personId: string } | { readonly type: string }) => void
  readonly onClose: () => void
}

const ICON = { size: 15, stroke: 1.8, 'aria-hidden': true } as const

/** What can be done with one entry. */
export function AuditMenu({ target, maySeeAccounts, onOpen, onAccount, onOnly, onClose }: AuditMenuProps) {
  const { t } = useTranslation('audit')
  const copyCommand = useCopyCommand()
  if (!target) return null
  const { row, at } = target
  const { accountId } = row.subject
  const items: ContextMenuItem[] = [
    { key: 'open', label: t('menu.open'), icon: <IconLayoutSidebarRight {...ICON} />, onSelect: () => onOpen(row) },
    ...(maySeeAccounts
      ? [
          {
            key: 'account',
            label: t('menu.account'),
            icon: <IconBinaryTree2 {...ICON} />,
            disabled: accountId === null,
            onSelect: () => accountId !== null && onAccount(accountId),
          },
        ]
      : []),
    {
      key: 'person',
      label: t('menu.onlyPerson'),
      icon: <IconUser {...ICON} />,
      onSelect: () => onOnly({ personId: row.person.id }),
    },
    {
      key: 'kind',
      label: t('menu.onlyKind'),
      icon: <IconFilter {...ICON} />,
      onSelect: () => onOnly({ type: row.type }),
    },
    {
      key: 'copy',
      label: t('menu.copyCommand'),
      icon: <IconCopy {...ICON} />,
      onSelect: () => void copyCommand(row.id),
    },
  ]
  return <ContextMenu at={at} items={items} label={t('menu.label')} onClose={onClose} />
}

/** A list does not carry the ids of its commands: few are ever asked for. */
function useCopyCommand(): (entryId: string) => Promise<void> {
  const { t } = useTranslation('audit')
  const dispatch = useDispatch<Store['dispatch']>()
  const copy = useCopy()
  return async (entryId) => {
    const { data } = await dispatch(api.endpoints.auditEntry.initiate({ id: entryId }, { subscribe: false }))
    if (data === undefined) return
    await copy(data.commandId, t('menu.copied'))
  }
}
