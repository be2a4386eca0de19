import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ANY_REASON, type BulkFields, type FieldErrors } from './bulk-fields'

const DECIDING = { reason: ANY_REASON }

/** Closing for ever, for one reason. */
export function useCloseFields(errors: FieldErrors): BulkFields {
  const { t } = useTranslation('accounts')
  const [reason, setReason] = useState('')
  return {
    args: { reason },
    deciding: DECIDING,
    submit: 'bulk.submitClose',
    reach: 'bulk.readyClose',
    meaning: `${t('bulk.meaning.close')} ${t('bulk.childrenFirst')}`,
    danger: true,
    oneCurrency: false,
    fields: (
      <Textarea
        label={t('closeAccount.reason')}
        description={t('closeAccount.reasonHelp')}
        autosize
        minRows={2}
        maxLength={200}
        data-autofocus
        value={reason}
        error={errors.reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    ),
  }
}
