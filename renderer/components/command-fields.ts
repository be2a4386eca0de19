import type { TFunction } from 'i18next'
import { type FormatLanguage, formatAmount } from './format/amount'

type Json = Readonly<Record<string, unknown>>

interface FieldSpec {
  /** Where the value stands in the command's arguments. */
  readonly arg: string
  /** Where the same value stands in the document the command is about. */
  readonly doc: string
  readonly kind: 'text' | 'money' | 'scheme' | 'block' | 'tags'
}

const LIMITS = ['debit.perTransaction', 'debit.daily', 'credit.perTransaction', 'credit.daily']

const limitFields = (prefix: string): FieldSpec[] =>
  LIMITS.map((limit) => ({ arg: prefix + limit, doc: `limits.${limit}`, kind: 'money' }))

const text = (arg: string, doc = arg): FieldSpec => ({ arg, doc, kind: 'text' })
const scheme: FieldSpec = { arg: 'scheme', doc: 'scheme', kind: 'scheme' }
const block: FieldSpec = { arg: 'block', doc: 'block', kind: 'block' }
const tags: FieldSpec = { arg: 'tags', doc: 'tags', kind: 'tags' }

/** What each command carries beside what its title says, in the order people read it. The words of a field are `common:field.<doc>`. */
const FIELDS: Readonly<Record<string, readonly FieldSpec[]>> = {
  'companyProfile.update': [text('description')],
  'subAccount.create': [scheme, text('body'), text('externalRef'), ...limitFields('limits.')],
  'subAccount.update': [text('name'), text('externalRef'), tags],
  'subAccount.setLimits': limitFields(''),
  'transfer.create': [{ arg: 'amount', doc: 'amount', kind: 'money' }, text('reference'), text('description')],
  'approval.decide': [text('reason')],
  'subAccount.setBlock': [block, text('reason', 'blockReason')],
  'subAccount.close': [text('reason', 'closeReason')],
}

export interface CommandField {
  readonly key: string
  readonly label: string
  /** What the command says, in words. */
  readonly wanted: string
  /** What the bank's document says now, in words; null where there is no document. */
  readonly present: string | null
}

/** The values a command carries beside what the bank has; only those the command names. */
export function commandFields(
  t: TFunction,
  language: FormatLanguage,
  type: string,
  args: Json,
  present: Json | null = null,
): CommandField[] {
  const specs = Object.hasOwn(FIELDS, type) ? (FIELDS[type] ?? []) : []
  return specs.flatMap(({ arg, doc, kind }) => {
    const wanted = valueAt(args, arg)
    if (wanted === undefined) return []
    const say = (value: unknown) => wording(t, language, kind, value)
    return [
      {
        key: arg,
        label: t(`common:field.${doc}`),
        wanted: say(wanted),
        present: present === null ? null : say(valueAt(present, doc)),
      },
    ]
  })
}

function valueAt(from: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    return Object.entries(value).find(([key]) => key === step)?.[1]
  }, from)
}

function wording(t: TFunction, language: FormatLanguage, kind: FieldSpec['kind'], value: unknown): string {
  const none = t(kind === 'money' ? 'common:noLimit' : 'common:none')
  if (Array.isArray(value)) return value.length === 0 ? none : value.map(String).join(', ')
  if (typeof value !== 'string' || value === '') return none
  if (kind === 'money') return formatAmount(value, language)
  if (kind === 'scheme' || kind === 'block') return t(`common:${kind}.${value}`, { defaultValue: value })
  return value
}
