import type { TFunction } from 'i18next'
import type { Path } from '#shared/domain/audit/differences'
import { isPartOfKey, knownWords } from './kind-words'

const PLACE = /^\d{1,6}$/

/** The names in a path, without the places in lists. */
export function namesIn(path: Path): Path {
  return path.filter((key) => !PLACE.test(key))
}

/**
 * What a field is called: "Debit per day", "Row 3 · Name". A field of another backend is told by its own name, with where it
 * stands.
 */
export function fieldWords(t: TFunction, path: Path): string {
  const place = path[0] === 'segments' ? 'audit:field.part' : 'audit:field.row'
  const places = path.filter((key) => PLACE.test(key)).map((key) => t(place, { n: Number(key) + 1 }))
  return [...places, ...nameWords(t, namesIn(path))].join(' · ')
}

function nameWords(t: TFunction, names: Path): string[] {
  const [first] = names
  if (first === undefined) return []
  const whole = names.every(isPartOfKey) ? knownWords(t, `audit:field.${names.join('.')}`) : undefined
  if (whole !== undefined) return [whole]
  // Rows are told by their number; what their list is called says nothing more.
  if (names.length > 1 && (first === 'items' || first === 'rows')) return nameWords(t, names.slice(1))
  return names.map((name) => (isPartOfKey(name) ? knownWords(t, `audit:field.${name}`) : undefined) ?? name)
}
