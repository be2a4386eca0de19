import type { TFunction } from 'i18next'

/**
 * Words of the trail that are looked up by what documents say. Only words of ours are used: whatever else a bank may write
 * is shown as it is.
 */
export function knownWords(t: TFunction, key: string): string | undefined {
  const text: unknown = t(key, { defaultValue: '' })
  return typeof text === 'string' && text !== '' ? text : undefined
}

/** Names and values that may be part of a key: nothing that would lead it elsewhere. */
const PART_OF_KEY = /^[A-Za-z0-9_]+$/

export function isPartOfKey(text: string): boolean {
  return PART_OF_KEY.test(text)
}

function isKnownShape(type: string): boolean {
  return type.split('.').every(isPartOfKey)
}

/** What a command is, in a few words: "Limits", "Debits blocked"; the type itself where this build does not know it. */
export function kindWords(t: TFunction, type: string, variant: string | null = null): string {
  if (!isKnownShape(type)) return type
  const key = `audit:kind.${type}`
  const particular = variant !== null && isPartOfKey(variant) ? knownWords(t, `${key}.${variant}`) : undefined
  return particular ?? knownWords(t, key) ?? knownWords(t, `${key}.any`) ?? type
}

/** Everything that commands of this type are called, for finding them. */
export function allKindWords(t: TFunction, type: string): string {
  const known: unknown = isKnownShape(type) ? t(`audit:kind.${type}`, { returnObjects: true, defaultValue: '' }) : ''
  const texts = typeof known === 'object' && known !== null ? Object.values(known) : [known]
  return [type, ...texts.filter((text) => typeof text === 'string')].join(' ')
}
