import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useDispatch } from 'react-redux'
import type { AuditQuestion, AuditSummary } from '#shared/contract/audit-views'
import { TABLE_FORMATS, type TableFormat } from '#shared/contract/report-views'
import { ExportMenu, formatCount, formatInstant, useLanguage } from '../../../components'
import type { FormatLanguage } from '../../../components/format/amount'
import type { Store } from '../../../data/store'
import type { AuditView } from '../view-memory'
import { kindWords } from '../words/kind-words'
import { personWords } from '../words/person-words'
import { exportCells, exportColumns } from './export-cells'
import { exportEntries } from './export-entries'

interface AuditExportProps {
  readonly question: AuditQuestion
  readonly view: AuditView
  readonly total: number
  readonly summary: AuditSummary | undefined
}

/** Everything that is found as a file, in the words of the screen. */
export function AuditExport({ question, view, total, summary }: AuditExportProps) {
  const { t } = useTranslation('audit')
  const language = useLanguage()
  const dispatch = useDispatch<Store['dispatch']>()
  const start = (format: TableFormat) =>
    exportEntries(dispatch, question, {
      format,
      fileName: 'audit',
      title: t('title'),
      facts: factsOf(t, language, view, summary, total),
      columns: exportColumns(t),
      cellsOf: (row) => exportCells(t, language, row),
    })
  return <ExportMenu formats={TABLE_FORMATS} onExport={start} disabled={total === 0} />
}

/** As of when it is, and what of the trail it is. */
function factsOf(
  t: TFunction<'audit'>,
  language: FormatLanguage,
  { text, filter }: AuditView,
  summary: AuditSummary | undefined,
  total: number,
): { label: string; value: string }[] {
  const { outcome, type, personId, from, to } = filter
  const person = summary?.persons.find(({ id }) => id === personId) ?? { id: personId ?? '', name: null }
  const asOf = summary?.asOf ?? null
  const facts: (readonly [string, string | null])[] = [
    [t('export.facts.asOf'), asOf === null ? null : formatInstant(asOf, language, { style: 'dateTime' })],
    [t('export.facts.entries'), formatCount(total, language)],
    [t('export.facts.search'), text.trim() === '' ? null : text.trim()],
    [t('filter.outcome'), outcome === undefined ? null : t(`outcome.${outcome}`)],
    [t('filter.type'), type === undefined ? null : kindWords(t, type)],
    [t('filter.person'), personId === undefined ? null : personWords(t, person)],
    [t('filter.from'), from ?? null],
    [t('filter.to'), to ?? null],
  ]
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
}
