import type { AuditDetail, AuditRow, AuditSummary } from '#shared/contract/audit-views'
import { idOf, SETTINGS, UNLOCKED, UP_TO_DATE } from '../rows'

export const SITI = idOf(901)
export const BUDI = idOf(902)

export const APPROVER = {
  ...UNLOCKED,
  user: {
    id: BUDI,
    userId: 'approver',
    name: 'Budi Santoso',
    role: 'treasury_approver' as const,
    passwordChangeDue: false,
  },
  permissions: ['accounts.view', 'audit.view'],
}

export function auditRow(changes: Partial<AuditRow> = {}): AuditRow {
  return {
    id: idOf(500),
    at: '2026-07-09T07:02:05.000Z',
    person: { id: SITI, name: null },
    deviceId: idOf(70),
    isThisDevice: false,
    type: 'subAccount.setLimits',
    variant: null,
    subject: {
      type: 'subAccount',
      id: idOf(12),
      name: 'Branch Kemang',
      number: '8812300000012042',
      accountId: idOf(12),
    },
    outcome: 'accepted',
    problem: null,
    changes: [{ path: ['limits', 'debit', 'daily'], from: '50000000.00', to: '75000000.00' }],
    moreChanges: 0,
    names: {},
    ...changes,
  }
}

const limits = (daily: string) => ({
  debit: { perTransaction: null, daily },
  credit: { perTransaction: null, daily: null },
})
const account = {
  id: idOf(12),
  name: 'Branch Kemang',
  number: '8812300000012042',
  parentId: idOf(10),
  scheme: 'petty_cash',
}

export function auditDetail(changes: Partial<AuditDetail> = {}): AuditDetail {
  return {
    ...auditRow(),
    commandId: idOf(600),
    deviceAt: '2026-07-09T07:01:58.000Z',
    currency: 'IDR',
    args: { id: idOf(12), debit: { daily: '75000000.00' } },
    before: { ...account, version: 3, updatedAt: '2026-07-01T00:00:00.000Z', limits: limits('50000000.00') },
    after: { ...account, version: 4, updatedAt: '2026-07-09T07:02:05.000Z', limits: limits('75000000.00') },
    names: { [idOf(10)]: { type: 'currentAccount', name: 'Giro Operasional', number: '137000', isAccount: true } },
    faultyRows: [],
    ...changes,
  }
}

export const SUMMARY: AuditSummary = {
  total: 3,
  types: ['subAccount.setLimits', 'transfer.create', 'foreign.thing'],
  persons: [
    { id: SITI, name: null },
    { id: BUDI, name: 'Budi Santoso' },
    { id: 'bank', name: null },
  ],
  asOf: '2026-07-10T07:02:00.000Z',
}

/** What the screen asks beside its rows. */
export const around = {
  'settings.get': () => SETTINGS,
  'session.get': () => APPROVER,
  'sync.status': () => UP_TO_DATE,
  'audit.summary': () => SUMMARY,
}
