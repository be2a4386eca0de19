import type { TFunction } from 'i18next'
import type { AuditRow } from '#shared/contract/audit-views'
import type { FormatLanguage } from '../../../components/format/amount'
import { changesWords, rejectionWords, subjectWords } from '../words/change-words'
import { kindWords } from '../words/kind-words'
import { personWords } from '../words/person-words'

interface ExportColumn {
  readonly label: string
  readonly kind: 'text' | 'instant'
}

/** The columns of the file, in the order of `exportCells`. */
export function exportColumns(t: TFunction<'audit'>): ExportColumn[] {
  const text = (label: string): ExportColumn => ({ label, kind: 'text' })
  return [
    { label: t('export.columns.when'), kind: 'instant' },
    text(t('export.columns.who')),
    text(t('export.columns.what')),
    text(t('export.columns.about')),
    text(t('export.columns.number')),
    text(t('export.columns.outcome')),
    text(t('export.columns.reason')),
    text(t('export.columns.changes')),
    text(t('export.columns.userId')),
    text(t('export.columns.device')),
    text(t('export.columns.entry')),
  ]
}

/** One entry; ids whole, so that a reader can go back to it. */
export function exportCells(t: TFunction<'audit'>, language: FormatLanguage, row: AuditRow): (string | null)[] {
  const { at, person, type, variant, subject, outcome, deviceId, id } = row
  const changes = changesWords(t, language, row)
  return [
    at,
    personWords(t, person),
    kindWords(t, type, variant),
    subjectWords(t, subject),
    subject.number,
    t(`outcome.${outcome}`),
    rejectionWords(t, row),
    changes === '' ? null : changes,
    person.id,
    deviceId,
    id,
  ]
}
