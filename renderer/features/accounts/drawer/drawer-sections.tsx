import { Tabs } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountDetail } from '#shared/contract/views'
import { History } from './history'
import { Statement } from './statement'
import { Structure } from './structure'

const SECTIONS = ['statement', 'structure', 'history'] as const
type Section = (typeof SECTIONS)[number]

interface DrawerSectionsProps {
  readonly account: AccountDetail
  readonly canAudit: boolean
  readonly onGo: (accountId: string) => void
}

/** Statement, structure and history; only the one in sight asks for its data. */
export function DrawerSections({ account, canAudit, onGo }: DrawerSectionsProps) {
  const { t } = useTranslation('accounts')
  const [section, setSection] = useState<Section>('statement')
  return (
    <Tabs
      className="accounts-sections"
      value={section}
      onChange={(value) => setSection(SECTIONS.find((known) => known === value) ?? 'statement')}
      keepMounted={false}
    >
      <Tabs.List aria-label={t('drawer.tabs')}>
        {SECTIONS.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {t(`drawer.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="statement">
        <Statement account={account} />
      </Tabs.Panel>
      <Tabs.Panel value="structure">
        <Structure account={account} onGo={onGo} />
      </Tabs.Panel>
      <Tabs.Panel value="history">
        <History account={account} canAudit={canAudit} />
      </Tabs.Panel>
    </Tabs>
  )
}
