import { type Currency, compare, IDR, type Money, money, sum } from '../../kernel/money'
import { type DomainError, ok, type Result, refuse } from '../../kernel/result'

/** Faces of rupiah notes and coins, in whole rupiah; 1,000 exists as both and is counted under one face. */
export const IDR_NOTES = [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000] as const
export const IDR_COINS = [1_000, 500, 200, 100] as const

/** How many pieces of each face, keyed by the face in whole rupiah: `{ "100000": 7500 }`. */
export type Denominations = Readonly<Record<string, number>>

const FACES: ReadonlySet<string> = new Set([...IDR_NOTES, ...IDR_COINS].map(String))
const SEN_PER_RUPIAH = 100n

/**
 * What the pieces are worth in rupiah. Errors: `cash.denomination_invalid` for an unknown face or a count that is not
 * whole and non-negative. Source: docs/domain.md §4 Order.
 */
export function denominationsTotal(denominations: Denominations): Result<Money, DomainError> {
  const currency: Currency = IDR
  const amounts: Money[] = []
  for (const [face, count] of Object.entries(denominations)) {
    if (!FACES.has(face) || !Number.isSafeInteger(count) || count < 0) {
      return refuse('cash.denomination_invalid', { denomination: face.slice(0, 12) })
    }
    amounts.push(money(BigInt(face) * BigInt(count) * SEN_PER_RUPIAH, currency))
  }
  return ok(sum(amounts, currency))
}

/**
 * Whether the pieces sum exactly to the ordered amount. Errors: `cash.denomination_invalid`,
 * `cash.denominations_mismatch`. Source: docs/domain.md §4 Order.
 */
export function checkDenominations(denominations: Denominations, amount: Money): Result<Money, DomainError> {
  const total = denominationsTotal(denominations)
  if (!total.ok) return total
  return compare(total.value, amount) === 0 ? total : refuse('cash.denominations_mismatch')
}
