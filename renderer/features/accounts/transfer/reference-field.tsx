import { ActionIcon, TextInput } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query'
import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '../../../components'
import { useTransferByReferenceQuery } from '../../../data/api'

interface ReferenceFieldProps {
  readonly value: string
  /** The transfer that it is for: its own reference is no other's. */
  readonly transferId: string | undefined
  readonly error: string | undefined
  readonly onChange: (value: string) => void
  readonly onSuggest: () => void
}

/** The company's own word for the transfer, used once: one that is taken is told at once, from the local copy. */
export function ReferenceField({ value, transferId, error, onChange, onSuggest }: ReferenceFieldProps) {
  const { t } = useTranslation('approvals')
  const text = useProblemText()
  const reference = value.trim()
  const { currentData: known } = useTransferByReferenceQuery(reference === '' ? skipToken : { reference })
  const isTaken = known !== undefined && known !== null && known.id !== transferId
  const taken = isTaken ? text({ code: 'transfer.duplicate_reference', params: { reference } }) : undefined
  return (
    <TextInput
      label={t('transfer.reference')}
      description={t('transfer.referenceHelp')}
      maxLength={64}
      autoComplete="off"
      spellCheck={false}
      value={value}
      error={error ?? taken}
      onChange={(event) => onChange(event.currentTarget.value)}
      rightSection={
        <ActionIcon variant="subtle" color="gray" aria-label={t('transfer.suggest')} onClick={onSuggest}>
          <IconRefresh size={15} aria-hidden />
        </ActionIcon>
      }
    />
  )
}
