import type { SqliteValue } from '#main/sqlite/database'
import { sortKey } from './account-facts'

/** What the user typed, as the search index understands it. Everything in it is data: no operator, wildcard or quote. */
export type SearchText =
  | { readonly kind: 'everything' }
  /** Too short for trigrams: names, numbers and references that begin with it. */
  | { readonly kind: 'prefix'; readonly prefix: string }
  /** `match` is an FTS5 expression of quoted strings only; `contains` the same as a condition on an account node. */
  | { readonly kind: 'trigrams'; readonly match: string; readonly contains: Condition; readonly also: Condition | null }

export interface Condition {
  readonly sql: string
  readonly values: readonly SqliteValue[]
}

/** What a trigram index can find, in characters. */
const SHORTEST = 3
const DIGITS_ONLY = /^[\d\s.-]+$/

/**
 * Reads a search: every word must be somewhere in number, name or reference, in any order and case. Digits written in
 * groups, as people copy account numbers, are one number.
 */
export function searchText(typed: string): SearchText {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they cannot be typed, and NUL would end the expression
  const text = sortKey(typed.replace(/[\u0000-\u001f\u007f]/g, ' '))
    .trim()
    .replace(/\s+/g, ' ')
  if (text === '') return { kind: 'everything' }
  const digits = text.replace(/\D/g, '')
  if (DIGITS_ONLY.test(text) && digits.length >= SHORTEST) return digitSearch(digits, text)
  if (length(text) < SHORTEST) return { kind: 'prefix', prefix: text }
  const words = text.split(' ')
  const long = words.filter((word) => length(word) >= SHORTEST)
  if (long.length === 0) return { kind: 'trigrams', match: quoted(text), contains: containsAll([text]), also: null }
  const short = words.filter((word) => length(word) < SHORTEST)
  return {
    kind: 'trigrams',
    match: long.map(quoted).join(' AND '),
    contains: containsAll(words),
    also: short.length > 0 ? containsAll(short) : null,
  }
}

function digitSearch(digits: string, text: string): SearchText {
  const contains = containsAll([text])
  return {
    kind: 'trigrams',
    match: `({digits} : ${quoted(digits)}) OR ({name reference} : ${quoted(text)})`,
    contains: { sql: `(instr(coalesce(number, ''), ?) > 0 OR ${contains.sql})`, values: [digits, ...contains.values] },
    also: null,
  }
}

function containsAll(words: readonly string[]): Condition {
  const one = "(instr(name_key, ?) > 0 OR instr(coalesce(number, ''), ?) > 0 OR instr(coalesce(ref_key, ''), ?) > 0)"
  return { sql: words.map(() => one).join(' AND '), values: words.flatMap((word) => [word, word, word]) }
}

/** An FTS5 string: only a double quote means anything inside one, and is written twice. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

function length(text: string): number {
  return [...text].length
}
