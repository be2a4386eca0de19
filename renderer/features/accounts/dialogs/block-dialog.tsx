import { Radio, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountDetail } from '#shared/contract/views'
import { BLOCKS } from '#shared/domain/documents'
import { CommandDialog } from './command-dialog'
import { RefusalNotice, type Refused, useBankNow } from './refused'
import { useCommandForm } from './use-command-form'

type Block = AccountDetail['block']

export interface BlockDialogProps {
  readonly account: AccountDetail
  readonly initial?: { readonly block: Block; readonly reason: string }
  readonly refused?: Refused
  readonly onClose: () => void
}

/** Blocks debits, credits or both with a reason, or lifts the block. */
export function BlockDialog({ account, initial, refused, onClose }: BlockDialogProps) {
  const { t } = useTranslation('accounts')
  const [block, setBlock] = useState<Block>(initial?.block ?? (account.block === 'none' ? 'debit' : 'none'))
  const [reason, setReason] = useState(initial?.reason ?? '')
  const form = useCommandForm('subAccount.setBlock', refused?.commandId)
  const bankNow = useBankNow(refused)
  const unchanged = block === account.block
  const submit = async () => {
    if (await form.submit({ id: account.id, block, reason })) onClose()
  }

  return (
    <CommandDialog
      title={<bdi>{t('setBlock.title', { name: account.name })}</bdi>}
      form={form}
      notice={<RefusalNotice refused={refused} />}
      consequence={<p>{unchanged ? t('setBlock.unchanged') : t(`setBlock.consequence.${block}`)}</p>}
      submitLabel={t(block === 'none' ? 'setBlock.submitNone' : 'setBlock.submit')}
      danger={block !== 'none'}
      disabled={unchanged}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Radio.Group
        label={t('setBlock.choice')}
        description={bankNow('block', block) ?? t('setBlock.now', { state: t(`block.${account.block}`) })}
        value={block}
        onChange={(value) => {
          setBlock(BLOCKS.find((known) => known === value) ?? 'none')
          form.forget()
        }}
      >
        <Stack gap={6} mt={6}>
          {BLOCKS.map((choice) => (
            <Radio key={choice} value={choice} label={t(`setBlock.choices.${choice}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t('setBlock.reason')}
        description={bankNow('blockReason', reason) ?? t('setBlock.reasonHelp')}
        autosize
        minRows={2}
        maxLength={200}
        data-autofocus
        value={reason}
        error={form.errors.reason}
        onChange={(event) => {
          setReason(event.currentTarget.value)
          form.forget()
        }}
      />
    </CommandDialog>
  )
}
