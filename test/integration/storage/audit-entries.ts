import type { Store } from '#main/storage/store'
import type { Change } from '#shared/contract/http'
import { change, id } from './store-fixture'

/** Entries start here, persons and accounts have the small numbers. */
const FIRST_ENTRY = 50_000

export const SITI = 901
export const BUDI = 902
export const DEVICE = '0197f3c0-0000-7000-8000-00000000d001'

export interface EntryFacts {
  readonly n: number
  /** Feed position; the entry's number unless said. */
  readonly seq?: number
  readonly at: string
  readonly by?: number | 'bank'
  readonly more?: Readonly<Record<string, unknown>>
}

export const entryId = (n: number): string => id(FIRST_ENTRY + n)
export const commandId = (n: number): string =>
  `0197f3c0-1111-7000-8000-${(0xabc000 + n).toString(16).padStart(12, '0')}`

/** An audit entry as the bank writes it; of a changed limit unless `more` says otherwise. */
export function auditEntry({ n, at, by = SITI, more = {} }: EntryFacts): Record<string, unknown> {
  return {
    id: entryId(n),
    version: 1,
    updatedAt: at,
    at,
    actorId: by === 'bank' ? 'bank' : id(by),
    deviceId: by === 'bank' ? null : DEVICE,
    commandId: commandId(n),
    type: 'subAccount.setLimits',
    outcome: 'accepted',
    ...more,
  }
}

export function entryChange(facts: EntryFacts): Change {
  return change(facts.seq ?? FIRST_ENTRY + facts.n, 'auditEntry', auditEntry(facts))
}

/** A first or new copy, filled beside the live one and swapped in. */
export function swapIn(store: Store, changes: readonly Change[]): void {
  store.transaction(() => store.staging.add(changes))
  for (const step of store.staging.finishing()) store.transaction(step)
  store.transaction(() => store.staging.swap())
}

export function accountOf(n: number, name: string, number: string, daily: string | null): Record<string, unknown> {
  return {
    id: id(n),
    version: 1,
    updatedAt: '2026-07-01T00:00:00.000Z',
    number,
    name,
    parentId: id(1),
    currentAccountId: id(1),
    scheme: 'petty_cash',
    status: 'open',
    block: 'none',
    limits: { debit: { perTransaction: null, daily }, credit: { perTransaction: null, daily: null } },
    balance: '1500000.00',
    held: '0.00',
    available: '1500000.00',
    usedToday: { date: '2026-07-01', debit: '0.00', credit: '0.00' },
  }
}
