import { ActionIcon, SimpleGrid, TextInput } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BANK_ZONE, instantFromEpochMs, localDateIn } from '#shared/kernel/time'
import { MoneyInput } from '../../../components'
import { useAccountQuery, useNewIdMutation, useSyncStatusQuery } from '../../../data/api'
import { CommandDialog } from '../dialogs/command-dialog'
import { RefusalNotice, type Refused } from '../dialogs/refused'
import { useCommandForm } from '../dialogs/use-command-form'
import { AccountField } from './account-field'
import { ReferenceField } from './reference-field'
import { TransferConsequence } from './transfer-consequence'
import { suggestedReference, type TransferDraft, transferArguments } from './transfer-draft'
import { useTransferPreview } from './use-transfer-preview'
import './transfer.css'

interface TransferDialogProps {
  /** The account that the money leaves, unless another is chosen. */
  readonly fromId: string | null
  /** What a refused command wanted; its id is kept. */
  readonly initial?: { readonly id: string; readonly draft: TransferDraft }
  readonly refused?: Refused
  readonly onClose: () => void
}

const RANDOM_LETTERS = 5

/** `clockOffsetMs`: the bank's time minus this computer's. */
function newReference(clockOffsetMs: number): string {
  const today = localDateIn(BANK_ZONE, instantFromEpochMs(Date.now() + clockOffsetMs))
  return suggestedReference(today, crypto.getRandomValues(new Uint8Array(RANDOM_LETTERS)))
}

/** Moves money between two accounts of the company; says beforehand what becomes of both and who else must agree. */
export function TransferDialog({ fromId, initial, refused, onClose }: TransferDialogProps) {
  const { t } = useTranslation('approvals')
  const form = useCommandForm('transfer.create', refused?.commandId)
  const id = useTransferId(initial?.id)
  const { data: status } = useSyncStatusQuery()
  const suggest = () => newReference(status?.clockOffsetMs ?? 0)
  const [draft, setDraft] = useState<TransferDraft>(
    () => initial?.draft ?? { fromId, toId: null, amount: '', reference: suggest(), description: '' },
  )
  const [missing, setMissing] = useState(false)
  const from = useAccountQuery(draft.fromId === null ? skipToken : { id: draft.fromId }).currentData
  const to = useAccountQuery(draft.toId === null ? skipToken : { id: draft.toId }).currentData
  const currency = from?.currency ?? 'IDR'
  const preview = useTransferPreview(id, draft, currency)
  const set = (part: Partial<TransferDraft>) => {
    setDraft((before) => ({ ...before, ...part }))
    form.forget()
  }
  const submit = async () => {
    const incomplete = draft.fromId === null || draft.toId === null
    setMissing(incomplete)
    if (incomplete || id === undefined) return
    if (await form.submit(transferArguments(id, draft))) onClose()
  }
  const accountError = (chosen: string | null, path: string) =>
    form.errors[path] ?? (missing && chosen === null ? t('transfer.accountMissing') : undefined)

  return (
    <CommandDialog
      title={t('transfer.title')}
      size={600}
      form={form}
      notice={<RefusalNotice refused={refused} />}
      consequence={<TransferConsequence preview={preview} from={from} to={to} />}
      submitLabel={t(preview.kind === 'asks' ? 'transfer.submitAsk' : 'transfer.submit')}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <div className="transfer-accounts">
        <AccountField
          label={t('transfer.from')}
          chosen={from}
          autoFocus={draft.fromId === null}
          error={accountError(draft.fromId, 'fromAccountId')}
          onChoose={(chosen) => set({ fromId: chosen })}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          className="transfer-swap"
          aria-label={t('transfer.swap')}
          title={t('transfer.swap')}
          onClick={() => set({ fromId: draft.toId, toId: draft.fromId })}
        >
          <IconArrowsExchange size={16} aria-hidden />
        </ActionIcon>
        <AccountField
          label={t('transfer.to')}
          chosen={to}
          autoFocus={draft.fromId !== null && draft.toId === null}
          error={accountError(draft.toId, 'toAccountId')}
          onChoose={(chosen) => set({ toId: chosen })}
        />
      </div>
      <SimpleGrid cols={2} spacing={12}>
        <MoneyInput
          label={t('transfer.amount')}
          description={t('transfer.amountHelp')}
          currency={currency}
          value={draft.amount}
          error={form.errors.amount}
          onChange={(amount) => set({ amount })}
        />
        <ReferenceField
          value={draft.reference}
          transferId={id}
          error={form.errors.reference}
          onChange={(reference) => set({ reference })}
          onSuggest={() => set({ reference: suggest() })}
        />
      </SimpleGrid>
      <TextInput
        label={t('transfer.description')}
        placeholder={t('transfer.descriptionHelp')}
        maxLength={200}
        autoComplete="off"
        value={draft.description}
        error={form.errors.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
    </CommandDialog>
  )
}

/** The id that the transfer will have; undefined for the moment until it is made. */
function useTransferId(kept: string | undefined): string | undefined {
  const [newId, { data }] = useNewIdMutation()
  useEffect(() => {
    if (kept === undefined) void newId()
  }, [kept, newId])
  return kept ?? data?.id
}
