import type {
  AccountRow,
  OutboxRow,
  Refusal,
  SessionState,
  Settings,
  SyncStatus,
  UploadRow,
} from '#shared/contract/views'

/** An id that differs by `n`. */
export const idOf = (n: number): string => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`

export const SETTINGS: Settings = {
  language: 'en',
  theme: 'light',
  density: 'normal',
  autoLockMinutes: 10,
  navigationCollapsed: false,
}

export const SIGNED_OUT: SessionState = {
  phase: 'signed_out',
  backend: { id: 'bundled', kind: 'bundled', url: null },
  backends: [{ id: 'bundled', kind: 'bundled', url: null }],
  lastUser: null,
  demoUsers: [{ companyId: 'NUSANTARA', userId: 'maker', role: 'treasury_maker' }],
  user: null,
  company: null,
  permissions: [],
}

export const UNLOCKED: SessionState = {
  ...SIGNED_OUT,
  phase: 'unlocked',
  lastUser: { companyId: 'NUSANTARA', userId: 'maker' },
  user: { id: idOf(1), userId: 'maker', name: 'Dewi Maharani', role: 'treasury_maker', passwordChangeDue: false },
  company: { id: idOf(2), companyId: 'NUSANTARA', name: 'PT Nusantara Ritel' },
  permissions: ['accounts.view', 'accounts.manage'],
}

export const UP_TO_DATE: SyncStatus = {
  pill: 'up_to_date',
  waiting: 0,
  attention: 0,
  connection: 'online',
  bankName: 'Demo bank',
  bankUrl: 'http://127.0.0.1:4000',
  lastSyncedAt: '2026-07-10T07:02:00.000Z',
  offlineSince: null,
  nextTryAt: null,
  firstSync: null,
  problem: null,
  clockOffsetMs: 0,
  integrity: null,
}

export function outboxRow(changes: Partial<OutboxRow> = {}): OutboxRow {
  return {
    id: idOf(100),
    type: 'subAccount.setLimits',
    state: 'queued',
    args: { id: idOf(12), debit: { daily: '75000000.00' } },
    subject: { type: 'subAccount', id: idOf(12), name: 'Branch Kemang', number: '8812300000012042' },
    createdAt: '2026-07-10T06:58:00.000Z',
    attempts: 0,
    nextAttemptAt: null,
    problem: null,
    replaces: null,
    dependsOn: [],
    waitsForFile: false,
    ...changes,
  }
}

export function uploadRow(changes: Partial<UploadRow> = {}): UploadRow {
  return {
    fileId: idOf(300),
    name: null,
    purpose: 'company_logo',
    size: 1_500_000,
    sent: 0,
    state: 'waiting',
    attempts: 1,
    nextAttemptAt: '2026-07-10T06:59:00.000Z',
    problem: null,
    ...changes,
  }
}

export function refusal(changes: Partial<Refusal> = {}): Refusal {
  return {
    ...outboxRow({
      state: 'rejected',
      attempts: 1,
      problem: { code: 'account.closed', params: { name: 'Branch Kemang' } },
    }),
    present: { limits: { debit: { daily: '50000000.00', perTransaction: null } } },
    ...changes,
  }
}

export function accountRow(changes: Partial<AccountRow> = {}): AccountRow {
  return {
    kind: 'sub',
    id: idOf(12),
    parentId: idOf(10),
    currentAccountId: idOf(10),
    number: '8812300000012042',
    name: 'Branch Kemang',
    currency: 'IDR',
    scheme: 'petty_cash',
    status: 'open',
    block: 'none',
    balance: '38000000.00',
    held: '0.00',
    available: '38000000.00',
    rollup: '38000000.00',
    childCount: 0,
    descendantCount: 0,
    externalRef: null,
    limitUse: null,
    pending: null,
    ...changes,
  }
}
