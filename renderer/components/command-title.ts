import type { TFunction } from 'i18next'
import { formatAmount, type FormatLanguage } from './format/amount'

type Args = Readonly<Record<string, unknown>>

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const record = (value: unknown): Args => (typeof value === 'object' && value !== null ? { ...value } : {})

/** What a command does, in a few words: "Limits of Branch Kemang". `name` is the subject's as the user knows it. */
export function commandTitle(t: TFunction, type: string, args: Args, name?: string | null): string {
  const subject = name ?? text(args.name) ?? t('common:command.unnamed')
  if (type === 'subAccount.setBlock') {
    const block = text(args.block) ?? 'none'
    return t(`common:command.setBlock.${block}`, { name: subject, defaultValue: t('common:command.other', { type }) })
  }
  return t(`common:command.${type}`, { name: subject, defaultValue: t('common:command.other', { type }) })
}

/** The values a command carries, worded: "Daily debit limit 75,000,000". In the order people read them. */
export function commandDetails(t: TFunction, language: FormatLanguage, type: string, args: Args): string[] {
  switch (type) {
    case 'subAccount.create':
      return [...schemeDetail(t, args), ...limitDetails(t, language, record(args.limits)), ...referenceDetail(t, args)]
    case 'subAccount.update':
      return [...nameDetail(t, args), ...referenceDetail(t, args), ...tagsDetail(t, args)]
    case 'subAccount.setLimits':
      return limitDetails(t, language, args)
    case 'subAccount.setBlock':
      return reasonDetail(t, args)
    default:
      return []
  }
}

function nameDetail(t: TFunction, { name }: Args): string[] {
  return text(name) === undefined ? [] : [t('common:detail.name', { name })]
}

function schemeDetail(t: TFunction, { scheme }: Args): string[] {
  const known = text(scheme)
  return known === undefined ? [] : [t('common:detail.scheme', { scheme: t(`common:scheme.${known}`) })]
}

function referenceDetail(t: TFunction, { externalRef }: Args): string[] {
  if (externalRef === null) return [t('common:detail.referenceRemoved')]
  return text(externalRef) === undefined ? [] : [t('common:detail.reference', { reference: externalRef })]
}

function tagsDetail(t: TFunction, { tags }: Args): string[] {
  return Array.isArray(tags) ? [t('common:detail.tags', { tags: tags.join(', ') || '–' })] : []
}

function reasonDetail(t: TFunction, { reason }: Args): string[] {
  return text(reason) === undefined ? [] : [t('common:detail.reason', { reason })]
}

function limitDetails(t: TFunction, language: FormatLanguage, limits: Args): string[] {
  return (['debit', 'credit'] as const).flatMap((direction) =>
    (['perTransaction', 'daily'] as const).flatMap((kind) => {
      const limit = record(limits[direction])[kind]
      const what = t(`common:limit.${direction}.${kind}`)
      if (limit === null) return [t('common:detail.limitRemoved', { what })]
      const wire = text(limit)
      return wire === undefined ? [] : [t('common:detail.limit', { what, amount: formatAmount(wire, language) })]
    }),
  )
}
