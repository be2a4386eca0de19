import { Radio, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BLOCKS } from '#shared/domain/documents'
import { ANY_REASON, type BulkFields, type FieldErrors } from './bulk-fields'

/** The same block, for the same reason, on every account. */
export function useBlockFields(errors: FieldErrors): BulkFields {
  const { t } = useTranslation('accounts')
  const [block, setBlock] = useState<(typeof BLOCKS)[number]>('debit')
  const [reason, setReason] = useState('')
  return {
    args: { block, reason },
    deciding: { block, reason: ANY_REASON },
    submit: block === 'none' ? 'bulk.submitUnblock' : 'bulk.submitBlock',
    reach: 'bulk.ready',
    meaning: `${t(`bulk.meaning.${block}`)} ${t('bulk.oneEach')}`,
    danger: block !== 'none',
    oneCurrency: false,
    fields: (
      <>
        <Radio.Group
          label={t('setBlock.choice')}
          value={block}
          onChange={(value) => setBlock(BLOCKS.find((known) => known === value) ?? 'none')}
        >
          <Stack gap={6} mt={6}>
            {BLOCKS.map((choice) => (
              <Radio key={choice} value={choice} label={t(`setBlock.choices.${choice}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={t('setBlock.reason')}
          description={t('setBlock.reasonHelp')}
          autosize
          minRows={2}
          maxLength={200}
          data-autofocus
          value={reason}
          error={errors.reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </>
    ),
  }
}
