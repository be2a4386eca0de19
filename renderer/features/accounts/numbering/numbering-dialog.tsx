import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountRow } from '#shared/contract/views'
import type { NumberingSegment } from '#shared/domain/documents'
import { ChoiceField, Dialog, Loading } from '../../../components'
import { useAccountChildrenQuery, useNumberPreviewQuery } from '../../../data/api'
import { CommandDialog } from '../dialogs/command-dialog'
import { ParentPicker } from '../dialogs/parent-picker'
import { RefusalNotice, type Refused } from '../dialogs/refused'
import { useCommandForm } from '../dialogs/use-command-form'
import { NumberPart } from './number-part'
import { PartList } from './part-list'
import { checkDraft, draftOfScheme, type SchemeDraft, sameSegments, segmentsOf } from './scheme-draft'
import './numbering.css'

export interface NumberingDialogProps {
  /** Null for the first current account. */
  readonly currentAccountId: string | null
  readonly canManage: boolean
  /** What a refused command wanted. */
  readonly initial?: readonly NumberingSegment[]
  readonly refused?: Refused
  readonly onClose: () => void
}

/** How the numbers of a current account's sub-accounts are made; those who may not change it see it. */
export function NumberingDialog({ currentAccountId, ...props }: NumberingDialogProps) {
  const { t } = useTranslation('accounts')
  const sort = { key: 'name', direction: 'asc' } as const
  const { data: top } = useAccountChildrenQuery({ parentId: null, sort, offset: 0, limit: 500 })
  const [chosen, setChosen] = useState(currentAccountId)
  const accounts = top?.rows ?? []
  const account = accounts.find(({ id }) => id === chosen) ?? accounts[0]
  if (!account) return null
  const choice = (
    <ChoiceField
      inDialog
      label={t('numbering.of')}
      allowDeselect={false}
      data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
      value={account.id}
      onChange={(id) => setChosen(id)}
    />
  )
  // Another current account has another scheme: what was typed for the one is not for the other.
  return <SchemeOf key={account.id} account={account} choice={choice} {...props} />
}

interface SchemeOfProps extends Omit<NumberingDialogProps, 'currentAccountId'> {
  readonly account: AccountRow
  readonly choice: ReactNode
}

function SchemeOf(props: SchemeOfProps) {
  const { t } = useTranslation('accounts')
  const { data } = useNumberPreviewQuery({ parentId: props.account.id, count: 1 })
  if (!data) {
    return (
      <Dialog onClose={props.onClose} title={t('numbering.title')} size={600} centered>
        <Loading />
      </Dialog>
    )
  }
  return <SchemeEditor {...props} present={data.segments} />
}

interface SchemeEditorProps extends SchemeOfProps {
  /** The scheme in force, null where there is none. */
  readonly present: readonly NumberingSegment[] | null
}

function SchemeEditor({ account, choice, present, canManage, initial, refused, onClose }: SchemeEditorProps) {
  const { t } = useTranslation('accounts')
  const form = useCommandForm('numbering.set', refused?.commandId)
  const [draft, setDraft] = useState<SchemeDraft>(() => draftOfScheme(initial ?? present))
  const [parent, setParent] = useState<AccountRow>(account)
  const valid = checkDraft(draft)
  const changed = present === null || !sameSegments(segmentsOf(draft), present)
  const submit = async () => {
    if (await form.submit({ currentAccountId: account.id, segments: segmentsOf(draft) })) onClose()
  }
  const parts = (
    <>
      {choice}
      <PartList
        draft={draft}
        readOnly={!canManage}
        onChange={(next) => {
          setDraft(next)
          form.forget()
        }}
      />
      <ParentPicker
        label={t('numbering.previewUnder')}
        chosen={parent}
        error={parent.currentAccountId === account.id ? undefined : t('numbering.elsewhere', { name: account.name })}
        onChoose={setParent}
      />
      <NumberPart
        parentId={parent.currentAccountId === account.id ? parent.id : account.id}
        valid={valid}
        unchanged={!changed}
      />
    </>
  )
  if (!canManage) {
    return (
      <Dialog
        onClose={onClose}
        title={t('numbering.title')}
        size={600}
        centered
        closeButtonProps={{ 'aria-label': t('dialog.cancel') }}
      >
        <div className="accounts-form">
          <p className="dim">{t('numbering.readOnly')}</p>
          {parts}
        </div>
      </Dialog>
    )
  }
  return (
    <CommandDialog
      title={t('numbering.title')}
      size={600}
      form={form}
      notice={<RefusalNotice refused={refused} />}
      consequence={<p>{t(changed ? 'numbering.consequence' : 'numbering.unchanged', { name: account.name })}</p>}
      submitLabel={t('numbering.submit')}
      disabled={!changed || !valid.ok}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {parts}
    </CommandDialog>
  )
}
