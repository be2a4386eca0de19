import { Anchor, Button } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppProblem, SessionState } from '#shared/contract/views'
import { PasswordField } from '../../components/password-field'
import { FormError } from '../../components/problem'
import { problemOf, useSwitchUserMutation, useUnlockMutation } from '../../data/api'
import { SetAside } from './set-aside'
import { useWait } from './use-wait'
import { WaitNote } from './wait-note'

interface UnlockProps {
  readonly who: NonNullable<SessionState['lastUser']>
  /** Why a password is asked for now, where that is not obvious. */
  readonly notice: AppProblem | null
  readonly onLeave: () => void
}

/** Opens the encrypted copy of who worked here last, with or without a network. */
export function Unlock({ who, notice, onLeave }: UnlockProps) {
  const { t } = useTranslation('session')
  const [password, setPassword] = useState('')
  const [unlock, { isLoading, error }] = useUnlockMutation()
  const [switchUser, switching] = useSwitchUserMutation()
  const field = useRef<HTMLInputElement>(null)
  const problem = problemOf(error)
  const wait = useWait(problem)
  useEffect(() => field.current?.focus(), [])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (password === '' || wait > 0) return
    const answer = await unlock({ password })
    if (answer.error !== undefined) field.current?.select()
    else onLeave()
  }

  return (
    <form className="card session-card" noValidate onSubmit={(event) => void submit(event)}>
      <h1>{t('unlock.title')}</h1>
      <p className="unlock-who">
        <IconLock size={18} stroke={1.7} aria-hidden />
        <span>
          <strong>{who.userId}</strong>
          <span className="dim">{who.companyId}</span>
        </span>
      </p>
      <FormError problem={problem ?? notice} />
      <SetAside problem={problem} onDone={onLeave} />
      <PasswordField
        ref={field}
        label={t('field.password')}
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" fullWidth loading={isLoading} disabled={wait > 0}>
        {t('unlock.submit')}
      </Button>
      <WaitNote seconds={wait} />
      <p className="session-other">
        <Anchor
          component="button"
          type="button"
          disabled={switching.isLoading}
          onClick={() => {
            onLeave()
            void switchUser()
          }}
        >
          {t('unlock.anotherUser')}
        </Anchor>
      </p>
      <p className="dim session-explain">{t('unlock.explain')}</p>
    </form>
  )
}
