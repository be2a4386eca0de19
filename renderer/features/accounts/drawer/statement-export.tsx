import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { STATEMENT_FORMATS } from '#shared/contract/report-views'
import { BANK_ZONE, instantFromEpochMs, localDateIn } from '#shared/kernel/time'
import { ExportMenu } from '../../../components'
import { useExportStatementMutation, useSyncStatusQuery } from '../../../data/api'

/** The month so far by the bank's clock and calendar, not this computer's: what is asked for most. */
function monthSoFar(bankMs: number): { from: string; to: string } {
  const today = localDateIn(BANK_ZONE, instantFromEpochMs(bankMs))
  return { from: `${today.slice(0, 8)}01`, to: today }
}

/** A statement of whole days as a file. */
export function StatementExport({ accountId }: { readonly accountId: string }) {
  const { t } = useTranslation('reports')
  const { data: status } = useSyncStatusQuery()
  const [chosen, setPeriod] = useState<{ from: string; to: string } | null>(null)
  const [openedAtMs] = useState(Date.now)
  const { from, to } = chosen ?? monthSoFar(openedAtMs + (status?.clockOffsetMs ?? 0))
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
      <div>
        <ExportMenu
          size="xs"
          name={t('export.statement')}
          formats={STATEMENT_FORMATS}
          disabled={from === '' || to === ''}
          onExport={(format) => exportStatement({ accountId, from, to, format })}
        />
      </div>
    </div>
  )
}
