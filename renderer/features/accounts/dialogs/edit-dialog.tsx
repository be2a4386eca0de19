import { TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountDetail } from '#shared/contract/views'
import { changedDescription, type Description, descriptionOf } from '../change-arguments'
import { CommandDialog } from './command-dialog'
import { RefusalNotice, type Refused, useBankNow } from './refused'
import { useCommandForm } from './use-command-form'

export interface EditDialogProps {
  readonly account: AccountDetail
  readonly initial?: Partial<Description>
  readonly refused?: Refused
  readonly onClose: () => void
}

/** Renames a sub-account or changes what the company knows it by. */
export function EditDialog({ account, initial, refused, onClose }: EditDialogProps) {
  const { t } = useTranslation('accounts')
  const present = descriptionOf(account)
  const [wanted, setWanted] = useState<Description>({ ...present, ...initial })
  const form = useCommandForm('subAccount.update', refused?.commandId)
  const bankNow = useBankNow(refused)
  const change = changedDescription(present, wanted)
  const set = (part: Partial<Description>) => {
    setWanted((before) => ({ ...before, ...part }))
    form.forget()
  }
  const submit = async () => {
    if (change && (await form.submit({ id: account.id, ...change }))) onClose()
  }

  return (
    <CommandDialog
      title={<bdi>{t('edit.title', { name: account.name })}</bdi>}
      form={form}
      notice={<RefusalNotice refused={refused} />}
      consequence={<p>{t(change ? 'edit.consequence' : 'edit.unchanged')}</p>}
      submitLabel={t('edit.submit')}
      disabled={change === undefined}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextInput
        label={t('field.name')}
        description={bankNow('name', wanted.name)}
        maxLength={80}
        data-autofocus
        autoComplete="off"
        value={wanted.name}
        error={form.errors.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t('create.reference')}
        description={bankNow('externalRef', wanted.externalRef) ?? t('create.referenceHelp')}
        maxLength={64}
        autoComplete="off"
        value={wanted.externalRef}
        error={form.errors.externalRef}
        onChange={(event) => set({ externalRef: event.currentTarget.value })}
      />
      <TagsInput
        label={t('edit.tags')}
        description={bankNow('tags', wanted.tags.join(', ') || null) ?? t('edit.tagsHelp')}
        maxTags={20}
        comboboxProps={{ keepMounted: false }}
        value={[...wanted.tags]}
        error={tagError(form.errors)}
        onChange={(tags) => set({ tags })}
      />
    </CommandDialog>
  )
}

/** Faults name the tag by its place, `tags.3`; the field is one. */
function tagError(errors: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(errors).find(([path]) => path.startsWith('tags'))?.[1]
}
