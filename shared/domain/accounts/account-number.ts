import { type DomainError, ok, type Result, refuse } from '../../kernel/result'

/** Digits of the prefix the bank gives, of the body, and of the whole number with its check digit. */
export const PREFIX_DIGITS = 5
export const BODY_DIGITS = 10
export const ACCOUNT_NUMBER_DIGITS = 16

const DIGITS = /^\d+$/

/**
 * The Luhn check digit that completes `digits`. Throws RangeError when they are not all decimal digits.
 * Source: docs/domain.md §1 Number.
 */
export function checkDigit(digits: string): string {
  if (!DIGITS.test(digits)) throw new RangeError('a check digit needs decimal digits')
  // The check digit will stand last, so the digit now last is the first to be doubled.
  return String((10 - (luhnSum(`${digits}0`) % 10)) % 10)
}

/** The 16-digit number of a sub-account. Errors: `account.number_invalid` naming the faulty part; nothing is padded or trimmed. Source: docs/domain.md §1 Number. */
export function accountNumber(prefix: string, body: string): Result<string, DomainError> {
  if (!isDigits(prefix, PREFIX_DIGITS))
    return refuse('account.number_invalid', { part: 'prefix', digits: PREFIX_DIGITS })
  if (!isDigits(body, BODY_DIGITS)) return refuse('account.number_invalid', { part: 'body', digits: BODY_DIGITS })
  return ok(prefix + body + checkDigit(prefix + body))
}

/** Whether `text` is 16 digits with a right check digit. Source: docs/domain.md §1 Number. */
export function isAccountNumber(text: string): boolean {
  return isDigits(text, ACCOUNT_NUMBER_DIGITS) && luhnSum(text) % 10 === 0
}

/** The number as people read it, `8812 3000 0001 2042`; other text is grouped the same way. */
export function groupInFours(number: string): string {
  return number.replace(/(.{4})(?=.)/g, '$1 ')
}

function isDigits(text: string, count: number): boolean {
  return text.length === count && DIGITS.test(text)
}

/** Every second digit from the right doubled (less nine when above nine), all summed. */
function luhnSum(digits: string): number {
  let total = 0
  for (let fromRight = 0; fromRight < digits.length; fromRight += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - fromRight))
    const doubled = digit * 2
    total += fromRight % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled
  }
  return total
}

/** The ten body digits of a whole account number. */
export function bodyOf(number: string): string {
  return number.slice(PREFIX_DIGITS, PREFIX_DIGITS + BODY_DIGITS)
}
