import type { Posting } from '#shared/domain/command'
import { IDR } from '#shared/kernel/money'
import type { Instant } from '#shared/kernel/time'
import { clearingAccountId } from '../ledger/ledger'
import { type AccountPlan, type PlannedAccount, rootOf } from './planned-account'
import type { Randomness } from './random'

const RUPIAH = 100n

/** What the company brought along: one posting for each current account and all below it. Sets the balances. */
export function openBalances(
  plan: AccountPlan,
  at: Instant,
  idAt: (at: Instant) => string,
  random: Randomness,
): Posting[] {
  const members = new Map<PlannedAccount, PlannedAccount[]>(plan.currentAccounts.map((top) => [top, [top]]))
  for (const account of plan.subAccounts) members.get(rootOf(account))?.push(account)
  return [...members.values()].map((accounts) => {
    const entries = accounts.flatMap((account) => {
      const amount = openingBalance(account, random)
      if (amount === 0n) return []
      account.balance = amount
      account.version += 1
      account.updatedAt = at
      return [{ accountId: account.id, amount }]
    })
    const total = entries.reduce((sum, { amount }) => sum + amount, 0n)
    const clearing = { accountId: clearingAccountId('host_to_host', IDR), amount: -total }
    return { id: idAt(at), currency: IDR, entries: [...entries, clearing] }
  })
}

function openingBalance(account: PlannedAccount, random: Randomness): bigint {
  if (account.parent === null) return BigInt(2_000 + random.whole(6_000)) * 1_000_000n * RUPIAH
  if (account.status === 'closed' || random.chance(0.15)) return 0n
  if (account.scheme === 'petty_cash') return BigInt(500 + random.whole(4_500)) * 1000n * RUPIAH
  return BigInt(1_000 + random.whole(180_000)) * 1000n * RUPIAH
}
