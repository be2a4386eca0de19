import { Alert, Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppProblem } from '#shared/contract/views'
import { PasswordField } from '../../components/password-field'
import { FormError } from '../../components/problem'
import { useNotice } from '../../components/use-notice'
import { problemOf, useChangePasswordMutation, useSessionQuery, useSyncStatusQuery } from '../../data/api'
import { reachOf } from '../../data/reach'

/** Source: docs/domain.md §0 Companies and users. */
const SHORTEST_PASSWORD = 12

const EMPTY = { current: '', next: '', repeated: '' }

export function ChangePassword() {
  const { t } = useTranslation('settings')
  const notice = useNotice()
  const { data: session } = useSessionQuery()
  const { data: status } = useSyncStatusQuery()
  const [change, { isLoading }] = useChangePasswordMutation()
  const [problem, setProblem] = useState<AppProblem | null>(null)
  const form = useForm({ mode: 'controlled', initialValues: EMPTY, validate: rules(t) })
  const offline = status !== undefined && reachOf(status) === 'offline'
  const submit = async ({ current, next }: typeof EMPTY) => {
    setProblem(null)
    const answer = await change({ current, next })
    const refused = problemOf(answer.error)
    setProblem(refused)
    if (refused) return
    form.reset()
    notice(t('password.changed'), { color: 'teal' })
  }
  return (
    <section aria-labelledby="settings-password">
      <h2 id="settings-password">{t('password.title')}</h2>
      <form
        className="card password-form"
        noValidate
        onSubmit={form.onSubmit((values) => void submit(values))}
        aria-labelledby="settings-password"
      >
        {session?.user?.passwordChangeDue === true && <Alert color="yellow">{t('password.due')}</Alert>}
        <FormError problem={problem} />
        <PasswordField
          label={t('password.current')}
          autoComplete="current-password"
          {...form.getInputProps('current')}
        />
        <PasswordField
          label={t('password.next')}
          description={t('password.rules', { count: SHORTEST_PASSWORD })}
          autoComplete="new-password"
          {...form.getInputProps('next')}
        />
        <PasswordField label={t('password.repeated')} autoComplete="new-password" {...form.getInputProps('repeated')} />
        <div className="password-foot">
          <p className="dim">{t(offline ? 'password.offline' : 'password.explain')}</p>
          <Button type="submit" loading={isLoading}>
            {t('password.submit')}
          </Button>
        </div>
      </form>
    </section>
  )
}

function rules(t: TFunction<'settings'>) {
  return {
    current: (text: string) => (text === '' ? t('password.currentMissing') : null),
    next: (text: string, { current }: typeof EMPTY) => {
      if (text.length < SHORTEST_PASSWORD) return t('password.tooShort', { count: SHORTEST_PASSWORD })
      return text === current ? t('password.same') : null
    },
    repeated: (text: string, { next }: typeof EMPTY) => (text === next ? null : t('password.notRepeated')),
  }
}
