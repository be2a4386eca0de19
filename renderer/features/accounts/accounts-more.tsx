import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconNumbers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { OpenDialog } from './dialogs/open-dialog'

const ICON = { size: 15, stroke: 1.8, 'aria-hidden': true } as const

interface AccountsMoreProps {
  readonly onDialog: (dialog: OpenDialog) => void
}

/** What is done seldom on the Accounts screen. */
export function AccountsMore({ onDialog }: AccountsMoreProps) {
  const { t } = useTranslation('accounts')
  return (
    <Menu position="bottom-end" keepMounted={false}>
      <Menu.Target>
        <ActionIcon variant="default" size={34} aria-label={t('more.label')}>
          <IconDots size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
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
