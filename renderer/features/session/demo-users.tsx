import { UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SessionState } from '#shared/contract/views'

/** Printed on the screen below; it opens nothing but the bundled demonstration bank (docs/protocol.md). */
const DEMO_PASSWORD = 'Bendahara#2026'

interface DemoUsersProps {
  readonly users: SessionState['demoUsers']
  readonly disabled: boolean
  readonly onChoose: (credentials: { companyId: string; userId: string; password: string }) => void
}

/** One click signs in as a user of the demo company. */
export function DemoUsers({ users, disabled, onChoose }: DemoUsersProps) {
  const { t } = useTranslation(['session', 'common'])
  return (
    <section className="session-demo" aria-labelledby="demo-users">
      <h2 id="demo-users">{t('demo.title')}</h2>
      <p className="dim">{t('demo.explain', { password: DEMO_PASSWORD })}</p>
      <ul>
        {users.map(({ companyId, userId, role }) => (
          <li key={userId}>
            <UnstyledButton
              className="demo-user"
              disabled={disabled}
              onClick={() => onChoose({ companyId, userId, password: DEMO_PASSWORD })}
            >
              <span>{t(`common:role.${role}`)}</span>
              <span className="dim">{userId}</span>
              <IconChevronRight size={15} aria-hidden />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  )
}
