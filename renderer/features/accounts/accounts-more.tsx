import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconFileImport, IconNumbers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { OpenDialog } from './dialogs/open-dialog'

const ICON = { size: 15, stroke: 1.8, 'aria-hidden': true } as const

interface AccountsMoreProps {
  readonly canManage: boolean
  /** The account that is looked at, where new ones would stand under. */
  readonly under: string | null
  readonly onDialog: (dialog: OpenDialog) => void
}

/** What is done seldom on the Accounts screen. */
export function AccountsMore({ canManage, under, onDialog }: AccountsMoreProps) {
  const { t } = useTranslation('accounts')
  return (
    <Menu position="bottom-end" keepMounted={false}>
      <Menu.Target>
        <ActionIcon variant="default" size={34} aria-label={t('more.label')}>
          <IconDots size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {canManage && (
          <Menu.Item leftSection={<IconFileImport {...ICON} />} onClick={() => onDialog({ kind: 'import', under })}>
            {t('more.import')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconNumbers {...ICON} />}
          onClick={() => onDialog({ kind: 'numbering', currentAccountId: null })}
        >
          {t('more.numbering')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
