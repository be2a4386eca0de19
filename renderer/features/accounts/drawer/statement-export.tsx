import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { STATEMENT_FORMATS } from '#shared/contract/report-views'
import { ExportMenu } from '../../../components'
import { useExportStatementMutation } from '../../../data/api'
import type { TypedPeriod } from './statement-period'

interface StatementExportProps {
  readonly accountId: string
  readonly period: TypedPeriod
  readonly onPeriod: (period: TypedPeriod) => void
}

/** The days of a statement, and the whole of them as a file. */
export function StatementExport({ accountId, period: { from, to }, onPeriod }: StatementExportProps) {
  const { t } = useTranslation('reports')
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
        onChange={(event) => onPeriod({ from: event.currentTarget.value, to })}
      />
      <TextInput
        type="date"
        size="xs"
        label={t('period.to')}
        value={to}
        min={from}
        required
        withAsterisk={false}
        onChange={(event) => onPeriod({ from, to: event.currentTarget.value })}
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
