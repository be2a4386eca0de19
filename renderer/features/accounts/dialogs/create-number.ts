import {
  ACCOUNT_NUMBER_DIGITS,
  accountNumber,
  BODY_DIGITS,
  bodyOf,
  checkDigit,
  PREFIX_DIGITS,
} from '#shared/domain/accounts/account-number'

/** What stands in the field for a number typed by hand, as far as it can be understood. */
export type TypedNumber =
  | { readonly kind: 'none' }
  /** Ten digits, alone or inside a whole number. `whole` is null while the bank's prefix is not known. */
  | { readonly kind: 'number'; readonly body: string; readonly whole: string | null }
  /** Digits are missing at its end. */
  | { readonly kind: 'short'; readonly missing: number }
  | { readonly kind: 'not_digits' }
  | { readonly kind: 'too_long' }
  /** A whole number of another company. */
  | { readonly kind: 'other_prefix'; readonly prefix: string }
  /** Fifteen digits of a whole number, or sixteen whose last is not what the others make. */
  | { readonly kind: 'check_digit'; readonly given: string | null; readonly right: string }

const WITHOUT_CHECK = ACCOUNT_NUMBER_DIGITS - 1

/**
 * Reads a number that was typed or pasted: the ten digits that the company chooses, or the sixteen that people read. Nothing
 * is padded, trimmed or corrected. Source: docs/domain.md §1 Number.
 */
export function readNumber(typed: string, prefix: string | null): TypedNumber {
  if (typed === '') return { kind: 'none' }
  if (!/^\d+$/.test(typed)) return { kind: 'not_digits' }
  if (typed.length < BODY_DIGITS) return { kind: 'short', missing: BODY_DIGITS - typed.length }
  if (typed.length === BODY_DIGITS) return { kind: 'number', body: typed, whole: wholeOf(prefix, typed) }
  if (typed.length > ACCOUNT_NUMBER_DIGITS) return { kind: 'too_long' }
  const theirs = typed.slice(0, PREFIX_DIGITS)
  if (prefix !== null && theirs !== prefix) {
    // Beside the bank's five digits it is a body with some too many.
    return typed.length < WITHOUT_CHECK ? { kind: 'too_long' } : { kind: 'other_prefix', prefix }
  }
  if (typed.length < WITHOUT_CHECK) return { kind: 'short', missing: ACCOUNT_NUMBER_DIGITS - typed.length }
  const right = checkDigit(typed.slice(0, WITHOUT_CHECK))
  const given = typed.slice(WITHOUT_CHECK)
  if (given !== right) return { kind: 'check_digit', given: given === '' ? null : given, right }
  return { kind: 'number', body: bodyOf(typed), whole: typed }
}

/** What the command carries: the ten digits; what is none goes along as it is, for the command's schema to name it. */
export function bodyArgument(typed: string, prefix: string | null): string {
  const read = readNumber(typed, prefix)
  return read.kind === 'number' ? read.body : typed
}

function wholeOf(prefix: string | null, body: string): string | null {
  const number = prefix === null ? null : accountNumber(prefix, body)
  return number?.ok ? number.value : null
}
