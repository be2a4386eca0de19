import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { STATEMENT_FORMATS } from '#shared/contract/report-views'
import { LAST_DATE, parseLocalDate } from '#shared/kernel/time'
import { ExportMenu } from '../../../components'
import { useExportStatementMutation } from '../../../data/api'
import type { TypedPeriod } from './statement-period'

const isDay = (typed: string): boolean => parseLocalDate(typed).ok
const isUnclear = (typed: string): boolean => typed !== '' && !isDay(typed)

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
        error={isUnclear(from) && t('period.notADay')}
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
        // The field would take years of more digits.
        max={LAST_DATE}
        error={isUnclear(to) && t('period.notADay')}
        required
        withAsterisk={false}
        onChange={(event) => onPeriod({ from, to: event.currentTarget.value })}
      />
      <div>
        <ExportMenu
          size="xs"
          name={t('export.statement')}
          formats={STATEMENT_FORMATS}
          disabled={!isDay(from) || !isDay(to)}
          onExport={(format) => exportStatement({ accountId, from, to, format })}
        />
      </div>
    </div>
  )
}
