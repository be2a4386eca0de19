import { Button, Group, Modal } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PasswordField } from '../../components/password-field'
import { FormError } from '../../components/problem'
import { problemOf, useSignInMutation } from '../../data/api'
import { useWait } from './use-wait'
import { WaitNote } from './wait-note'

interface SignInAgainProps {
  readonly opened: boolean
  readonly companyId: string
  readonly userId: string
  readonly onClose: () => void
}

/** The bank has ended the session: the password renews it, and work goes on where it was. */
export function SignInAgain({ opened, onClose, ...who }: SignInAgainProps) {
  const { t } = useTranslation('session')
  return (
    <Modal opened={opened} onClose={onClose} title={t('again.title')} size={400}>
      <PasswordForm {...who} onClose={onClose} />
    </Modal>
  )
}

/** Mounted anew with each opening, so that no password outlives it. */
function PasswordForm({ companyId, userId, onClose }: Omit<SignInAgainProps, 'opened'>) {
  const { t } = useTranslation(['session', 'common'])
  const [password, setPassword] = useState('')
  const [signIn, { isLoading, error }] = useSignInMutation()
  const problem = problemOf(error)
  const wait = useWait(problem)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (password === '' || wait > 0) return
    const answer = await signIn({ companyId, userId, password })
    if (answer.error === undefined) onClose()
  }
  return (
    <form className="session-again" noValidate onSubmit={(event) => void submit(event)}>
      <p>{t('again.explain', { userId, companyId })}</p>
      <FormError problem={problem} />
      <PasswordField
        label={t('field.password')}
        autoComplete="current-password"
        data-autofocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <WaitNote seconds={wait} />
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose}>
          {t('common:later')}
        </Button>
        <Button type="submit" loading={isLoading} disabled={wait > 0}>
          {t('signIn.submit')}
        </Button>
      </Group>
    </form>
  )
}
