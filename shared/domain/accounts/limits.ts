import { z } from 'zod'
import { type Currency, minorDigits, parseMoney } from '../../kernel/money'
import type { FieldFault } from '../command'
import type { SubAccount } from '../documents'
import { NonNegativeMoneyText } from '../fields'

/** Limits as a command carries them: a missing field stays as it is, null removes the limit. */
const DirectionLimitChange = z.object({
  perTransaction: NonNegativeMoneyText.nullable().optional(),
  daily: NonNegativeMoneyText.nullable().optional(),
})
export const LimitChange = z.object({
  debit: DirectionLimitChange.optional(),
  credit: DirectionLimitChange.optional(),
})
export type LimitChange = z.infer<typeof LimitChange>

export const NO_LIMITS: SubAccount['limits'] = {
  debit: { perTransaction: null, daily: null },
  credit: { perTransaction: null, daily: null },
}

const DIRECTIONS = ['debit', 'credit'] as const
const KINDS = ['perTransaction', 'daily'] as const

/** The limits after a change. Source: docs/domain.md §1 Limits. */
export function changedLimits(present: SubAccount['limits'], change: LimitChange): SubAccount['limits'] {
  const direction = (name: (typeof DIRECTIONS)[number]) => {
    const wanted = change[name]
    return {
      perTransaction: wanted?.perTransaction === undefined ? present[name].perTransaction : wanted.perTransaction,
      daily: wanted?.daily === undefined ? present[name].daily : wanted.daily,
    }
  }
  return { debit: direction('debit'), credit: direction('credit') }
}

/** Amounts whose number of decimals is not the currency's. `path` is where the change stands in the arguments. */
export function limitFaults(change: LimitChange, currency: Currency, path = ''): FieldFault[] {
  const faults: FieldFault[] = []
  for (const direction of DIRECTIONS) {
    for (const kind of KINDS) {
      const text = change[direction]?.[kind]
      if (text === undefined || text === null || parseMoney(text, currency).ok) continue
      faults.push({
        path: `${path}${direction}.${kind}`,
        code: 'money.invalid',
        message: `${currency} amounts have ${minorDigits(currency)} decimals`,
      })
    }
  }
  return faults
}
