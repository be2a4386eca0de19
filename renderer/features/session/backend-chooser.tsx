import { Button, Select, TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackendChoice, SessionState } from '#shared/contract/views'
import { useProblemText } from '../../components/problem'
import { problemOf, useAddBackendMutation, useChooseBackendMutation } from '../../data/api'

/** The entry that asks for a new address; ids of backends are `bundled` or addresses, so it cannot be one. */
const ANOTHER = '+'

interface BackendChooserProps {
  readonly session: SessionState
  readonly disabled: boolean
}

/** Which bank the app talks to. One that was named at start-up is only shown. */
export function BackendChooser({ session, disabled }: BackendChooserProps) {
  const { t } = useTranslation('session')
  const text = useProblemText()
  const [choose, chosen] = useChooseBackendMutation()
  const [adding, setAdding] = useState(false)
  if (session.backend.kind === 'fixed') {
    return (
      <p className="session-fixed">
        <span className="dim">{t('bank.label')}</span> <span data-selectable>{session.backend.url}</span>
      </p>
    )
  }
  const nameOf = ({ kind, url, id }: BackendChoice) => (kind === 'bundled' ? t('bank.bundled') : (url ?? id))
  const problem = problemOf(chosen.error)
  return (
    <>
      <Select
        label={t('bank.label')}
        allowDeselect={false}
        disabled={disabled}
        data={[
          ...session.backends.map((backend) => ({ value: backend.id, label: nameOf(backend) })),
          { value: ANOTHER, label: t('bank.another') },
        ]}
        value={adding ? ANOTHER : session.backend.id}
        error={problem ? text(problem) : undefined}
        onChange={(id) => {
          setAdding(id === ANOTHER)
          if (id !== null && id !== ANOTHER && id !== session.backend.id) void choose({ id })
        }}
      />
      {adding && <NewBackend onAdded={() => setAdding(false)} />}
    </>
  )
}

function NewBackend({ onAdded }: { readonly onAdded: () => void }) {
  const { t } = useTranslation('session')
  const text = useProblemText()
  const [url, setUrl] = useState('')
  const [add, { isLoading, error }] = useAddBackendMutation()
  const problem = problemOf(error)
  const submit = async () => {
    if (url.trim() === '') return
    const answer = await add({ url: url.trim() })
    if (answer.error === undefined) onAdded()
  }
  // Inside the sign-in form, where Enter would otherwise sign in at the bank chosen before.
  const submitOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    void submit()
  }
  return (
    <div className="session-add">
      <TextInput
        label={t('bank.address')}
        placeholder="https://bank.example.com"
        type="url"
        spellCheck={false}
        autoComplete="off"
        value={url}
        error={problem ? text(problem) : undefined}
        onChange={(event) => setUrl(event.currentTarget.value)}
        onKeyDown={submitOnEnter}
      />
      <Button variant="default" loading={isLoading} disabled={url.trim() === ''} onClick={() => void submit()}>
        {t('bank.add')}
      </Button>
    </div>
  )
}
