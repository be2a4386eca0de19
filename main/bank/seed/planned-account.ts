import type { SubAccount } from '#shared/domain/documents'

/** Amounts of one direction in minor units; null means no limit. */
export interface PlannedLimits {
  readonly perTransaction: bigint | null
  readonly daily: bigint | null
}

/** An account while the seed gives it a past. Amounts in minor units of IDR. */
export interface PlannedAccount {
  readonly id: string
  readonly number: string
  readonly name: string
  /** Null for a current account. */
  readonly parent: PlannedAccount | null
  readonly scheme: SubAccount['scheme']
  readonly status: 'open' | 'closed'
  readonly block: SubAccount['block']
  readonly debitLimits: PlannedLimits
  readonly externalRef: string | null
  readonly tags: readonly string[]
  balance: bigint
  /** The day `used` counts for, and what passed through on it. */
  usedDate: string
  used: { debit: bigint; credit: bigint }
  version: number
  updatedAt: string
}

export interface AccountPlan {
  readonly currentAccounts: readonly PlannedAccount[]
  /** Parents before children. */
  readonly subAccounts: readonly PlannedAccount[]
}

/** The current account at the top. */
export function rootOf(account: PlannedAccount): PlannedAccount {
  return account.parent === null ? account : rootOf(account.parent)
}
