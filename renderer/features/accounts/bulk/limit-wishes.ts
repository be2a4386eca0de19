import type { LimitChange } from '#shared/domain/accounts/limits'
import { DIRECTIONS, type Direction, LIMIT_KINDS, type LimitKind } from '../change-arguments'

/** What is wanted of one limit of many accounts, of which each may have another one now. */
export const LIMIT_WISHES = ['leave', 'set', 'remove'] as const

export interface LimitWish {
  readonly change: (typeof LIMIT_WISHES)[number]
  /** Wire text, or what was typed where that is no amount; counts only where it is to be set. */
  readonly amount: string
}

export type WishedLimits = Readonly<Record<Direction, Readonly<Record<LimitKind, LimitWish>>>>

const LEFT: LimitWish = { change: 'leave', amount: '' }
export const NO_WISHES: WishedLimits = {
  debit: { perTransaction: LEFT, daily: LEFT },
  credit: { perTransaction: LEFT, daily: LEFT },
}

/** The arguments of each account's command; null where every limit is left as it is, or an amount is still missing. */
export function limitArguments(wishes: WishedLimits): LimitChange | null {
  const change: { [D in Direction]?: { [K in LimitKind]?: string | null } } = {}
  for (const direction of DIRECTIONS) {
    for (const kind of LIMIT_KINDS) {
      const wish = wishes[direction][kind]
      if (wish.change === 'leave') continue
      if (wish.change === 'set' && wish.amount === '') return null
      change[direction] = { ...change[direction], [kind]: wish.change === 'set' ? wish.amount : null }
    }
  }
  return Object.keys(change).length === 0 ? null : change
}
