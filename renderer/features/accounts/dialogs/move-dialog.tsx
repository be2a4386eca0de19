import { skipToken } from '@reduxjs/toolkit/query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountDetail, AccountRow } from '#shared/contract/views'
import { ProblemMessage } from '../../../components'
import { problemOf, useAccountQuery, useCommandPreviewQuery, useMovePreviewQuery } from '../../../data/api'
import { CommandDialog } from './command-dialog'
import { MoveConsequence } from './move-consequence'
import { ParentPicker } from './parent-picker'
import { RefusalNotice, type Refused } from './refused'
import { useCommandForm } from './use-command-form'

export interface MoveDialogProps {
  readonly account: AccountDetail
  /** The account it was dropped on, or that a refused command wanted. */
  readonly to?: string
  readonly refused?: Refused
  readonly onClose: () => void
}

/** Puts an account under another one, with everything below it; says what that changes, or why it cannot be. */
export function MoveDialog({ account, to, refused, onClose }: MoveDialogProps) {
  const { t } = useTranslation('accounts')
  const { currentData: given } = useAccountQuery(to === undefined ? skipToken : { id: to })
  const [chosen, setChosen] = useState<AccountRow | null>(null)
  const form = useCommandForm('subAccount.move', refused?.commandId)
  const place = chosen ?? given ?? null
  const stays = place?.id === account.parentId
  const verdict = useVerdict(account.id, place?.id)
  const submit = async () => {
    if (place && (await form.submit({ id: account.id, parentId: place.id }))) onClose()
  }

  return (
    <CommandDialog
      title={<bdi>{t('move.title', { name: account.name })}</bdi>}
      form={form}
      size={520}
      notice={<RefusalNotice refused={refused} />}
      consequence={
        !place ? (
          <p>{t('move.choose')}</p>
        ) : stays ? (
          <p>{t('move.unchanged')}</p>
        ) : verdict.problem ? (
          <ProblemMessage problem={verdict.problem} />
        ) : (
          <MoveFacts id={account.id} parentId={place.id} />
        )
      }
      submitLabel={t('move.submit')}
      disabled={!place || stays || !verdict.allowed}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <ParentPicker
        key={given?.id ?? ''}
        label={t('move.to')}
        description={t('move.now', { parent: account.ancestors.at(-1)?.name ?? '' })}
        chosen={place}
        error={form.errors.parentId}
        onChoose={(next) => {
          setChosen(next)
          form.forget()
        }}
      />
    </CommandDialog>
  )
}

/** What the rules say of the place, asked anew whenever the local copy changes. */
function useVerdict(id: string, parentId: string | undefined) {
  const args = parentId === undefined ? skipToken : { type: 'subAccount.move', args: { id, parentId } }
  const { currentData, error, isError } = useCommandPreviewQuery(args)
  return { allowed: currentData !== undefined && !isError, problem: isError ? problemOf(error) : null }
}

function MoveFacts({ id, parentId }: { readonly id: string; readonly parentId: string }) {
  const { currentData } = useMovePreviewQuery({ id, parentId })
  return currentData ? <MoveConsequence preview={currentData} /> : null
}
