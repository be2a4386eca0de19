import { id, NOW } from '../storage/store-fixture'

/** A statement line of the n-th id on the account of another; money in through an ATM if nothing else is said. */
export function statementLine(n: number, account: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: id(n),
    version: 1,
    updatedAt: NOW,
    accountId: id(account),
    postedAt: NOW,
    direction: 'credit',
    amount: '100.00',
    balanceAfter: '100.00',
    channel: 'atm',
    counterparty: 'CV Maju',
    reference: `REF-${n}`,
    description: 'Setoran tunai ATM',
    ...more,
  }
}
