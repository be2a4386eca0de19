import type { AuditTerm } from '#shared/contract/audit-views'

/** Something that entries are found by under the name that it has on the screen. */
export interface Findable {
  readonly id: string
  readonly words: string
}

interface Vocabulary {
  readonly types: readonly Findable[]
  readonly persons: readonly Findable[]
}

/** What the local copy can look for, in characters. */
const SHORTEST = 3
/** More words than the contract takes nobody types. */
const MOST_TERMS = 20
/** Digits with what people write between them: one account number, one amount. */
const DIGITS = /^\d[\d\s.,-]*$/
/** A whole id; entries are found by its random end. */
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-([0-9a-f]{12})$/

/**
 * Reads a search: an entry must have every word, in any order and case, in what it is about, as its kind, or as its person.
 * A word too short to be looked for belongs to the one before it: "bekasi 03".
 */
export function searchTerms(typed: string, { types, persons }: Vocabulary): AuditTerm[] {
  const text = plain(typed)
  if (lengthOf(text) < SHORTEST) return []
  const words = DIGITS.test(text) ? [text] : joined(text.split(' '))
  return words.slice(0, MOST_TERMS).map((word) => ({
    text: ID.exec(word)?.[1] ?? word,
    types: idsWith(types, word),
    personIds: idsWith(persons, word),
  }))
}

/** Whether something is typed that is too short to be looked for. */
export function isTooShort(typed: string): boolean {
  const length = lengthOf(plain(typed))
  return length > 0 && length < SHORTEST
}

function joined(words: readonly string[]): string[] {
  const together: string[] = []
  for (const word of words) {
    const before = together.at(-1)
    if (before !== undefined && (lengthOf(word) < SHORTEST || lengthOf(before) < SHORTEST)) {
      together[together.length - 1] = `${before} ${word}`
    } else together.push(word)
  }
  return together
}

function idsWith(all: readonly Findable[], word: string): string[] {
  return all
    .filter(({ id, words }) => plain(words).includes(word) || id.toLowerCase().endsWith(word))
    .map(({ id }) => id)
}

function lengthOf(text: string): number {
  return [...text].length
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim().replace(/\s+/g, ' ')
}
