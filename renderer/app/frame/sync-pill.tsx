import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconClockHour4, IconCloudOff, IconKey, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router-dom'
import type { SyncStatus } from '#shared/contract/views'
import { SignInAgain } from '../../features/session'
import type { Who } from './who'

const LOOKS = {
  up_to_date: { tone: 'good', Icon: IconCheck },
  syncing: { tone: 'info', Icon: IconRefresh },
  offline: { tone: 'mute', Icon: IconCloudOff },
  waiting: { tone: 'wait', Icon: IconClockHour4 },
  attention: { tone: 'bad', Icon: IconAlertTriangle },
  sign_in_again: { tone: 'wait', Icon: IconKey },
} as const

interface SyncPillProps extends Pick<Who, 'user' | 'company'> {
  readonly status: SyncStatus | undefined
}

/** In one glance: what the bank does not have yet. Its texts are relied on; see docs/product.md. */
export function SyncPill({ status, user, company }: SyncPillProps) {
  const { t } = useTranslation('common')
  const navigate = useNavigate()
  const [signingIn, setSigningIn] = useState(false)
  const pill = status?.pill ?? 'syncing'
  const { tone, Icon } = LOOKS[pill]
  const count = pill === 'attention' ? status?.attention : status?.waiting

  return (
    <>
      <div role="status">
        <UnstyledButton
          className={`pill pill-button ${tone}`}
          onClick={() => (pill === 'sign_in_again' ? setSigningIn(true) : void navigate('/sync'))}
        >
          <Icon size={14} stroke={2} aria-hidden />
          {t(`pill.${pill}`, { count: count ?? 0 })}
        </UnstyledButton>
      </div>
      <SignInAgain
        opened={signingIn}
        companyId={company.companyId}
        userId={user.userId}
        onClose={() => setSigningIn(false)}
      />
    </>
  )
}
