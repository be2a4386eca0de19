import { ActionIcon } from '@mantine/core'
import { IconKey, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router-dom'

/** The bank's periodic reminder to change the password; it can be put off until the next start. */
export function PasswordDue() {
  const { t } = useTranslation('common')
  const { pathname } = useLocation()
  const [putOff, setPutOff] = useState(false)
  // The settings say it themselves, beside the form.
  if (putOff || pathname === '/settings') return null
  return (
    <div className="password-due">
      <IconKey size={16} stroke={1.8} aria-hidden />
      <span>{t('passwordDue.text')}</span>
      <Link to="/settings">{t('passwordDue.action')}</Link>
      <ActionIcon variant="subtle" color="yellow" aria-label={t('later')} onClick={() => setPutOff(true)}>
        <IconX size={15} aria-hidden />
      </ActionIcon>
    </div>
  )
}
