import type { DecideContext } from '#shared/domain/command'
import type { CurrentAccount, SubAccount } from '#shared/domain/documents'
import { permissionsOf } from '#shared/kernel/permissions'
import { MemoryDocuments } from './memory-documents'

/** A company with one current account, its numbering scheme and nothing below: where account tests begin. */

export const NOW = '2026-07-10T01:00:00.000Z'
export const uuid = (n: number): string => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
export const COMPANY = uuid(1)
export const GIRO = uuid(2)
const NONE = { perTransaction: null, daily: null }

export function giro(change: Partial<CurrentAccount> = {}): CurrentAccount {
  return {
    id: GIRO,
    version: 1,
    updatedAt: NOW,
    number: '1370001122334',
    name: 'Giro Operasional',
    currency: 'IDR',
    status: 'open',
    balance: '5000000000.00',
    held: '0.00',
    available: '5000000000.00',
    rollup: '5000000000.00',
    ...change,
  }
}

export function subAccount(n: number, change: Partial<SubAccount> = {}): SubAccount {
  return {
    id: uuid(n),
    version: 1,
    updatedAt: NOW,
    number: null,
    name: `Account ${n}`,
    parentId: GIRO,
    currentAccountId: GIRO,
    scheme: 'operational',
    status: 'open',
    block: 'none',
    limits: { debit: NONE, credit: NONE },
    balance: '0.00',
    held: '0.00',
    available: '0.00',
    usedToday: { date: '2026-07-10', debit: '0.00', credit: '0.00' },
    ...change,
  }
}

export function accountsWorld(...accounts: SubAccount[]): MemoryDocuments {
  const world = new MemoryDocuments(NOW)
    .put({
      type: 'company',
      doc: { id: COMPANY, name: 'PT Uji', transferApprovalThreshold: '100000000.00', accountPrefix: '88123' },
    })
    .put({ type: 'currentAccount', doc: giro() })
    .put({
      type: 'numberingScheme',
      doc: { id: uuid(3), currentAccountId: GIRO, segments: [{ kind: 'sequence', width: 10 }] },
    })
  for (const account of accounts) world.put({ type: 'subAccount', doc: account })
  return world
}

/** The bank's context: it gives numbers, from 1204 on. The app's: it gives none. */
export function context(side: 'bank' | 'app', now = NOW): DecideContext {
  let series = 1203
  let ids = 1000
  return {
    actor: {
      userId: uuid(9),
      role: 'treasury_maker',
      permissions: permissionsOf('treasury_maker'),
      deviceId: uuid(8),
    },
    now,
    isBankTime: side === 'bank',
    newId: () => {
      ids += 1
      return uuid(ids)
    },
    nextInSeries: () => {
      if (side === 'app') return undefined
      series += 1
      return series
    },
    lastInSeries: () => (side === 'app' ? undefined : series),
  }
}
