import type { AuditQuestion, AuditTerm } from '#shared/contract/audit-views'
import { addDays, BANK_ZONE, epochMs, isLocalDate, type LocalDate, startOfDay } from '#shared/kernel/time'
import { sortKey } from '../accounts/account-facts'
import { codeText, OUTCOME_CODES } from './audit-tables'

/** What is asked of the search index. Everything in an expression is data: no operator, wildcard or quote was typed. */
export type AuditMatch =
  | { readonly kind: 'everything' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'match'; readonly expression: string }

/** Milliseconds of the bank's time, the first included, the last not. */
export interface Period {
  readonly from: number
  readonly before: number
}

/** How types and persons are numbered; undefined for one that does not occur. */
export type CodeOf = (kind: 'type' | 'person', name: string) => number | undefined

/** What a trigram index can find, in characters. */
const SHORTEST = 3
/** Digits with what people write between them: of an account number in groups, of an amount. */
const DIGITS = /^\d[\d\s.,-]*$/

export function auditMatch({ terms, filter }: AuditQuestion, codeOf: CodeOf): AuditMatch {
  const conditions = terms.map((term) => termCondition(term, codeOf))
  if (filter.type !== undefined) conditions.push(among('type', [filter.type], codeOf))
  if (filter.personId !== undefined) conditions.push(among('person', [filter.personId], codeOf))
  if (filter.outcome !== undefined) conditions.push(`outcome : "${OUTCOME_CODES[filter.outcome]}"`)
  if (conditions.length === 0) return { kind: 'everything' }
  const known = conditions.filter((condition) => condition !== undefined)
  if (known.length < conditions.length) return { kind: 'nothing' }
  return { kind: 'match', expression: known.map((condition) => `(${condition})`).join(' AND ') }
}

/** Undefined where no entry can have it. */
function termCondition({ text, types, personIds }: AuditTerm, codeOf: CodeOf): string | undefined {
  const ways = [textCondition(text), among('type', types, codeOf), among('person', personIds, codeOf)]
  const possible = ways.filter((way) => way !== undefined)
  return possible.length === 0 ? undefined : possible.map((way) => `(${way})`).join(' OR ')
}

function textCondition(typed: string): string | undefined {
  // Line ends keep the values of an entry apart, so none may be looked for.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they cannot be typed, and NUL would end the expression
  const text = sortKey(typed.replace(/[\u0000-\u001f\u007f]/g, ' '))
    .trim()
    .replace(/\s+/g, ' ')
  const digits = DIGITS.test(text) ? text.replace(/\D/g, '') : text
  const found = [...new Set([text, digits])].filter((each) => [...each].length >= SHORTEST)
  return found.length === 0 ? undefined : `text : (${found.map(quoted).join(' OR ')})`
}

function among(kind: 'type' | 'person', names: readonly string[], codeOf: CodeOf): string | undefined {
  const codes = names.flatMap((name) => codeOf(kind, name) ?? [])
  return codes.length === 0 ? undefined : `${kind} : (${codes.map((code) => `"${codeText(code)}"`).join(' OR ')})`
}

/** An FTS5 string: only a double quote means anything inside one, and is written twice. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

const ALWAYS: Period = { from: -8.64e15, before: 8.64e15 }

/** The moments between two calendar dates of the bank's zone. Source: docs/domain.md §0 Time. */
export function periodOf({ from, to }: AuditQuestion['filter']): Period {
  return {
    from: from !== undefined && isLocalDate(from) ? beginningOf(from) : ALWAYS.from,
    before: to !== undefined && isLocalDate(to) ? beginningOf(addDays(to, 1)) : ALWAYS.before,
  }
}

function beginningOf(date: LocalDate): number {
  return epochMs(startOfDay(date, BANK_ZONE))
}
