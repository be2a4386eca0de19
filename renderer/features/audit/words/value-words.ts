import type { TFunction } from 'i18next'
import type { AuditRow } from '#shared/contract/audit-views'
import { groupInFours, isAccountNumber } from '#shared/domain/accounts/account-number'
import type { LeafValue, Path, Plain } from '#shared/domain/audit/differences'
import { isId } from '#shared/kernel/ids'
import { type FormatLanguage, formatAmount } from '../../../components/format/amount'
import { formatInstant } from '../../../components/format/instant'
import { namesIn } from './field-words'
import { isPartOfKey, knownWords } from './kind-words'
import { shortId } from './person-words'

export type Names = AuditRow['names']

const MONEY = new Set([
  'amount',
  'balance',
  'held',
  'available',
  'rollup',
  'balanceAfter',
  'perTransaction',
  'daily',
  'fee',
  'transferApprovalThreshold',
])
const USE = new Set(['debit', 'credit'])
const NO_LIMIT = new Set(['perTransaction', 'daily'])
const AMOUNT = /^-?\d{1,18}(\.\d{1,4})?$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
const DATE = /^\d{4}-\d{2}-\d{2}$/
/** Whose words other screens have too; the rest of the trail's are its own. */
const SHARED_WORDS: Readonly<Record<string, string>> = {
  scheme: 'common:scheme',
  block: 'common:block',
  role: 'common:role',
}

/** Whether the field holds sums of money: `limits.debit.daily`, `usedToday.credit`. */
export function isMoneyField(path: Path): boolean {
  const names = namesIn(path)
  const last = names.at(-1) ?? ''
  return MONEY.has(last) || (USE.has(last) && names.at(-2) === 'usedToday')
}

export function isAmount(value: LeafValue | undefined): value is string {
  return typeof value === 'string' && AMOUNT.test(value)
}

/** A value in words, by what its field is; that of an unknown field as it stands in the entry. */
export function valueWords(
  t: TFunction,
  language: FormatLanguage,
  path: Path,
  value: LeafValue,
  names: Names = {},
): string {
  if (isList(value)) {
    const words = value.map((each) => plainWords(t, language, path, each, names))
    return words.length === 0 ? t('audit:value.nothing') : words.join(', ')
  }
  if (typeof value === 'object' && value !== null) return t('audit:value.nothing')
  return plainWords(t, language, path, value, names)
}

function plainWords(t: TFunction, language: FormatLanguage, path: Path, value: Plain, names: Names): string {
  const field = namesIn(path).at(-1) ?? ''
  if (value === null || value === '') return t(NO_LIMIT.has(field) ? 'audit:value.noLimit' : 'audit:value.nothing')
  if (typeof value === 'boolean') return t(value ? 'audit:value.yes' : 'audit:value.no')
  if (typeof value === 'number') return String(value)
  if (isMoneyField(path) && isAmount(value)) return formatAmount(value, language)
  return (
    enumWords(t, field, value) ??
    nameOfId(value, names) ??
    momentWords(language, value) ??
    numberWords(field, value) ??
    value
  )
}

function enumWords(t: TFunction, field: string, value: string): string | undefined {
  if (!isPartOfKey(field) || !isPartOfKey(value)) return undefined
  return knownWords(t, `${SHARED_WORDS[field] ?? `audit:value.${field}`}.${value}`)
}

function nameOfId(value: string, names: Names): string | undefined {
  if (!isId(value)) return undefined
  const known = Object.hasOwn(names, value) ? names[value] : undefined
  const told = known && (known.name ?? known.number)
  return told ?? `…${shortId(value)}`
}

function momentWords(language: FormatLanguage, value: string): string | undefined {
  if (INSTANT.test(value)) return formatInstant(value, language, { style: 'dateTime' })
  return DATE.test(value)
    ? formatInstant(`${value}T00:00:00.000Z`, language, { style: 'date', zone: 'UTC' })
    : undefined
}

function numberWords(field: string, value: string): string | undefined {
  const isNumber = field === 'number' || field === 'accountNumber'
  return isNumber && isAccountNumber(value) ? groupInFours(value) : undefined
}

function isList(value: LeafValue): value is readonly Plain[] {
  return Array.isArray(value)
}

/** `to − from` where both are sums of money, exactly; undefined where either is none. */
export function moneyDifference(
  path: Path,
  from: LeafValue | undefined,
  to: LeafValue | undefined,
): string | undefined {
  if (!isMoneyField(path) || !isAmount(from) || !isAmount(to)) return undefined
  const decimals = Math.max(decimalsOf(from), decimalsOf(to))
  const minor = scaled(to, decimals) - scaled(from, decimals)
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0')
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
  return minor < 0n ? `-${text}` : text
}

function decimalsOf(amount: string): number {
  return amount.split('.')[1]?.length ?? 0
}

function scaled(amount: string, decimals: number): bigint {
  const [whole = '', fraction = ''] = amount.split('.')
  return BigInt(whole + fraction.padEnd(decimals, '0'))
}
