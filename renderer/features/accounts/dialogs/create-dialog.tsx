import { Collapse, TextInput, UnstyledButton } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query'
import { IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountRow } from '#shared/contract/views'
import { SCHEMES } from '#shared/domain/documents'
import { AccountNumber, ChoiceField } from '../../../components'
import { useNewIdMutation, useNumberPreviewQuery } from '../../../data/api'
import { CommandDialog } from './command-dialog'
import { createArguments, type Draft, EMPTY_DRAFT } from './create-draft'
import { readNumber, type TypedNumber } from './create-number'
import { LimitFields } from './limit-fields'
import { NumberField } from './number-field'
import { ParentPicker } from './parent-picker'
import { RefusalNotice, type Refused } from './refused'
import { useCommandForm } from './use-command-form'
import { usePresetParent } from './use-preset-parent'

export interface CreateDialogProps {
  /** The account it stands under unless another is chosen; null for the first current account. */
  readonly under: string | null
  /** What a refused command wanted; its id is kept, so that what waits for this account finds it. */
  readonly initial?: Draft & { readonly id: string }
  readonly refused?: Refused
  readonly onClose: () => void
  readonly onCreated: (accountId: string) => void
}

/** Opens a sub-account under the chosen node. */
export function CreateDialog({ under, initial, refused, onClose, onCreated }: CreateDialogProps) {
  const { t } = useTranslation('accounts')
  const form = useCommandForm('subAccount.create', refused?.commandId)
  const [newId, { isLoading: naming }] = useNewIdMutation()
  const preset = usePresetParent(under)
  const [chosen, setChosen] = useState<Pick<AccountRow, 'id' | 'name' | 'number' | 'currency'> | null>(null)
  const [draft, setDraft] = useState<Draft>(initial ?? EMPTY_DRAFT)
  const [parentMissing, setParentMissing] = useState(false)
  const parent = chosen ?? preset
  const { data: preview = null } = useNumberPreviewQuery(parent ? { parentId: parent.id, count: 1 } : skipToken)
  const typed = readNumber(draft.body, preview?.prefix ?? null)
  const set = (part: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...part }))
    form.forget()
  }

  const submit = async () => {
    setParentMissing(parent === null)
    if (parent === null) return
    const made = initial ? { id: initial.id } : await newId().unwrap()
    if (!(await form.submit(createArguments(made.id, parent.id, preview?.prefix ?? null, draft)))) return
    onClose()
    onCreated(made.id)
  }

  return (
    <CommandDialog
      title={t('create.title')}
      form={{ ...form, busy: form.busy || naming }}
      notice={<RefusalNotice refused={refused} />}
      consequence={parent && <Consequence parent={parent.name} typed={typed} likely={preview?.numbers[0]} />}
      submitLabel={t('create.submit')}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextInput
        label={t('create.name')}
        maxLength={80}
        data-autofocus
        autoComplete="off"
        value={draft.name}
        error={form.errors.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <ChoiceField
        inDialog
        label={t('create.scheme')}
        allowDeselect={false}
        data={SCHEMES.map((scheme) => ({ value: scheme, label: t(`scheme.${scheme}`) }))}
        value={draft.scheme}
        error={form.errors.scheme}
        onChange={(value) => set({ scheme: SCHEMES.find((scheme) => scheme === value) ?? draft.scheme })}
      />
      <ParentPicker
        chosen={parent}
        error={parentMissing ? t('create.underMissing') : form.errors.parentId}
        onChoose={(account) => {
          setChosen(account)
          form.forget()
        }}
      />
      <More startsOpen={initial !== undefined} hasFault={Object.keys(form.errors).some(isInMore)}>
        <NumberField typed={draft.body} preview={preview} error={form.errors.body} onChange={(body) => set({ body })} />
        <TextInput
          label={t('create.reference')}
          description={t('create.referenceHelp')}
          maxLength={64}
          autoComplete="off"
          value={draft.externalRef}
          error={form.errors.externalRef}
          onChange={(event) => set({ externalRef: event.currentTarget.value })}
        />
        <p className="dim accounts-help">{t('create.limitsHelp')}</p>
        <LimitFields
          currency={parent?.currency ?? 'IDR'}
          typed={draft.limits}
          errors={form.errors}
          path="limits."
          hint={() => null}
          onChange={(limits) => set({ limits })}
        />
      </More>
    </CommandDialog>
  )
}

/** Stands for the number while the sentence is made; no name can contain it. */
const NUMBER_PLACE = '\u0000'

interface ConsequenceProps {
  readonly parent: string
  readonly typed: TypedNumber
  /** What the bank would give next, undefined where this computer cannot tell. */
  readonly likely: string | undefined
}

function Consequence({ parent, typed, likely }: ConsequenceProps) {
  const { t } = useTranslation('accounts')
  const own = typed.kind === 'number' ? typed.whole : undefined
  const number = typed.kind === 'none' ? likely : own
  if (number === undefined || number === null) return <p>{t('create.consequence', { parent })}</p>
  const words = typed.kind === 'none' ? 'create.consequenceLikely' : 'create.consequenceNumber'
  const [before, after] = t(words, { parent, number: NUMBER_PLACE }).split(NUMBER_PLACE)
  return (
    <p>
      {before}
      <AccountNumber number={number} />
      {after}
    </p>
  )
}

interface MoreProps {
  readonly startsOpen: boolean
  /** A fault inside must be seen. */
  readonly hasFault: boolean
  readonly children: ReactNode
}

function isInMore(path: string): boolean {
  return path === 'body' || path === 'externalRef' || path.startsWith('limits.')
}

/** What most new accounts do without. It stays in place while hidden, so nothing typed is lost. */
function More({ startsOpen, hasFault, children }: MoreProps) {
  const { t } = useTranslation('accounts')
  const [wanted, setWanted] = useState(startsOpen)
  const open = wanted || hasFault
  const id = useId()
  return (
    <div>
      <UnstyledButton
        className="accounts-more"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setWanted(!open)}
      >
        <IconChevronRight size={14} aria-hidden data-open={open || undefined} />
        {t('create.more')}
      </UnstyledButton>
      <Collapse id={id} expanded={open}>
        <div className="accounts-form accounts-more-fields">{children}</div>
      </Collapse>
    </div>
  )
}
