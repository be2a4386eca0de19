import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { STATEMENT_FORMATS } from '#shared/contract/report-views'
import { BANK_ZONE, instantFromEpochMs, type LocalDate, localDateIn } from '#shared/kernel/time'
import { ExportMenu } from '../../../components'
import { useExportStatementMutation } from '../../../data/api'

/** The month so far, in the bank's calendar: what is asked for most. */
function thisMonth(): { from: string; to: string } {
  const today: LocalDate = localDateIn(BANK_ZONE, instantFromEpochMs(Date.now()))
  return { from: `${today.slice(0, 8)}01`, to: today }
}

/** A statement of whole days as a file. */
export function StatementExport({ accountId }: { readonly accountId: string }) {
  const { t } = useTranslation('reports')
  const [{ from, to }, setPeriod] = useState(thisMonth)
  const [exportStatement] = useExportStatementMutation()
  return (
    <div className="accounts-export">
      <TextInput
        type="date"
        size="xs"
        label={t('period.from')}
        value={from}
        max={to}
        required
        withAsterisk={false}
        onChange={(event) => setPeriod({ from: event.currentTarget.value, to })}
      />
      <TextInput
        type="date"
        size="xs"
        label={t('period.to')}
        value={to}
        min={from}
        required
        withAsterisk={false}
        onChange={(event) => setPeriod({ from, to: event.currentTarget.value })}
      />
      <ExportMenu
        size="xs"
        name={t('export.statement')}
        formats={STATEMENT_FORMATS}
        disabled={from === '' || to === ''}
        onExport={(format) => exportStatement({ accountId, from, to, format })}
      />
    </div>
  )
}
