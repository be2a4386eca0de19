import type { TFunction } from 'i18next'
import type { AuditRow } from '#shared/contract/audit-views'
import type { Difference } from '#shared/domain/audit/differences'
import type { FormatLanguage } from '../../../components/format/amount'
import { problemText } from '../../../components/problem'
import { fieldWords } from './field-words'
import { isPartOfKey, knownWords } from './kind-words'
import { type Names, valueWords } from './value-words'

/** "Debit per day 50,000,000 → 75,000,000"; without the value before where there was none. */
export function changeWords(
  t: TFunction,
  language: FormatLanguage,
  { path, from, to }: Difference,
  names: Names = {},
): string {
  const say = (value: Difference['to']) =>
    value === undefined ? t('audit:drawer.removed') : valueWords(t, language, path, value, names)
  return `${fieldWords(t, path)} ${from === undefined ? '' : `${say(from)} → `}${say(to)}`
}

/** The first few changes in one line, and how many there are beside these. */
export function changesWords(
  t: TFunction,
  language: FormatLanguage,
  { changes, moreChanges, names }: Pick<AuditRow, 'changes' | 'moreChanges' | 'names'>,
): string {
  const told = changes.map((change) => changeWords(t, language, change, names))
  return [...told, ...(moreChanges > 0 ? [t('audit:list.more', { count: moreChanges })] : [])].join('; ')
}

/**
 * Why a command was rejected. An entry of another backend may lack the numbers that the words tell: then the account's name
 * alone, else the code.
 */
export function rejectionWords(
  t: TFunction,
  { problem, subject }: Pick<AuditRow, 'problem' | 'subject'>,
): string | null {
  if (problem === null) return null
  const name = subject.name ?? subject.number
  const text = problemText({ ...problem, params: { ...(name === null ? {} : { name }), ...problem.params } }, t)
  return text.includes('{{') ? problem.code : text
}

/** What documents of this type are called. */
export function documentWords(t: TFunction, type: string): string {
  return (isPartOfKey(type) ? knownWords(t, `audit:subject.${type}`) : undefined) ?? type
}

/** What an entry is about, as people call it. */
export function subjectWords(t: TFunction, { type, name, number }: AuditRow['subject']): string | null {
  return name ?? number ?? (type === null ? null : documentWords(t, type))
}
