import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppProblem, SessionState } from '#shared/contract/views'
import { PasswordField } from '../../components/password-field'
import { FormError } from '../../components/problem'
import { problemOf, useSignInMutation } from '../../data/api'
import { BackendChooser } from './backend-chooser'
import { DemoUsers } from './demo-users'
import { SetAside } from './set-aside'
import { useWait } from './use-wait'
import { WaitNote } from './wait-note'

interface SignInProps {
  readonly session: SessionState
  readonly onPreviousPasswordNeeded: (problem: AppProblem) => void
}

interface Credentials {
  readonly companyId: string
  readonly userId: string
  readonly password: string
}

export function SignIn({ session, onPreviousPasswordNeeded }: SignInProps) {
  const { t } = useTranslation('session')
  const { signIn, problem, forget, busy } = useSignIn(onPreviousPasswordNeeded)
  const wait = useWait(problem)
  const form = useForm<Credentials>({
    mode: 'controlled',
    initialValues: {
      companyId: session.lastUser?.companyId ?? '',
      userId: session.lastUser?.userId ?? '',
      password: '',
    },
    validate: {
      companyId: (text) => (text.trim() === '' ? t('field.companyIdMissing') : null),
      userId: (text) => (text.trim() === '' ? t('field.userIdMissing') : null),
      password: (text) => (text === '' ? t('field.passwordMissing') : null),
    },
  })
  const fields = useFocusOnFirstEmpty()
  return (
    <div className="session-columns">
      <form
        ref={fields}
        className="card session-card"
        noValidate
        onSubmit={form.onSubmit((credentials) => void signIn(credentials))}
      >
        <h1>{t('signIn.title')}</h1>
        <BackendChooser session={session} disabled={busy} />
        <FormError problem={problem} />
        <SetAside problem={problem} onDone={forget} />
        <TextInput
          label={t('field.companyId')}
          autoComplete="organization"
          spellCheck={false}
          {...form.getInputProps('companyId')}
        />
        <TextInput
          label={t('field.userId')}
          autoComplete="username"
          spellCheck={false}
          {...form.getInputProps('userId')}
        />
        <PasswordField
          label={t('field.password')}
          autoComplete="current-password"
          {...form.getInputProps('password')}
        />
        <Button type="submit" fullWidth loading={busy} disabled={wait > 0}>
          {t('signIn.submit')}
        </Button>
        <WaitNote seconds={wait} />
      </form>
      {session.demoUsers.length > 0 && (
        <DemoUsers users={session.demoUsers} disabled={busy || wait > 0} onChoose={(who) => void signIn(who)} />
      )}
    </div>
  )
}

function useSignIn(onPreviousPasswordNeeded: (problem: AppProblem) => void) {
  const [start, { isLoading }] = useSignInMutation()
  const [problem, setProblem] = useState<AppProblem | null>(null)
  const signIn = async (credentials: Credentials) => {
    setProblem(null)
    const answer = await start({
      ...credentials,
      companyId: credentials.companyId.trim(),
      userId: credentials.userId.trim(),
    })
    const refused = problemOf(answer.error)
    if (refused?.code === 'vault.previous_password_needed') onPreviousPasswordNeeded(refused)
    setProblem(refused)
  }
  return { signIn, problem, forget: () => setProblem(null), busy: isLoading }
}

/** Typing can begin at once, where something is missing. */
function useFocusOnFirstEmpty() {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const inputs = form.current?.querySelectorAll<HTMLInputElement>('input[autocomplete]') ?? []
    for (const input of inputs) {
      if (input.value !== '' || input.autocomplete === 'off') continue
      input.focus()
      return
    }
  }, [])
  return form
}
