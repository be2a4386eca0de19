import { configure } from '@testing-library/react'
import type { ApprovalDetail, ApprovalRow, OwnDecision } from '#shared/contract/approval-views'
import type { PreviewChange } from '#shared/contract/preview-views'
import type { AccountDetail } from '#shared/contract/views'
import { accountRow, idOf } from '../rows'

// A busy computer draws late; nothing here is about how fast it is.
configure({ asyncUtilTimeout: 10_000 })

export const KAS_A = idOf(12)
export const KAS_B = idOf(13)
export const GIRO = idOf(10)
export const MAKER = { id: idOf(7), name: null, isYou: false }
export const YOU = { id: idOf(1), name: 'Dewi Maharani', isYou: true }

/** A request of somebody else's that waits; only what a test is about needs to be said. */
export function approvalRow(part: Partial<ApprovalRow> = {}): ApprovalRow {
  return {
    id: idOf(500),
    subjectType: 'transfer',
    subjectId: idOf(600),
    status: 'pending',
    amount: '150000000.00',
    currency: 'IDR',
    from: { id: KAS_A, name: 'Kas A', number: '8812300000012042' },
    to: { id: KAS_B, name: 'Kas B', number: '8812300000012059' },
    reference: 'GAJI-07',
    description: null,
    number: 'TRF-2026-000123',
    maker: MAKER,
    requestedAt: '2026-07-10T01:00:00.000Z',
    lapsesAt: '2026-07-13T01:00:00.000Z',
    decider: null,
    endedAt: null,
    reason: null,
    pending: null,
    ownDecision: null,
    ...part,
  }
}

export function approvalDetail(part: Partial<ApprovalDetail> = {}): ApprovalDetail {
  const { outlook = { approve: approved, reject: rejected }, summary = {}, ...row } = part
  return { ...approvalRow(row), summary, outlook }
}

export function ownDecision(part: Partial<OwnDecision> = {}): OwnDecision {
  return { commandId: idOf(700), decision: 'approve', reason: null, state: 'queued', problem: null, ...part }
}

export function account(id: string, name: string, part: Partial<AccountDetail> = {}): AccountDetail {
  return {
    ...accountRow({ id, name, balance: '500000000.00', available: '500000000.00', rollup: '500000000.00' }),
    limits: null,
    usedToday: null,
    blockReason: null,
    closed: null,
    tags: [],
    ancestors: [{ id: GIRO, name: 'Giro', kind: 'current' }],
    commands: [],
    updatedAt: '2026-07-10T01:00:00.000Z',
    ...part,
  }
}

/** A sub-account's document before and after, as a preview tells it. */
export function change(
  id: string,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): PreviewChange {
  const none = { perTransaction: null, daily: null }
  const document = {
    ...{ id, name: id, held: '0.00', limits: { debit: none, credit: none } },
    usedToday: { date: '2026-07-10', debit: '0.00', credit: '0.00' },
  }
  const both = JSON.parse(
    JSON.stringify([
      { ...document, ...before },
      { ...document, ...before, ...after },
    ]),
  )
  return { type: 'subAccount', id, before: both[0], after: both[1] }
}

const approved = {
  possible: true as const,
  changes: [
    change(
      KAS_A,
      { balance: '500000000.00', held: '150000000.00', available: '350000000.00' },
      { balance: '350000000.00', held: '0.00' },
    ),
    change(KAS_B, { balance: '0.00', available: '0.00' }, { balance: '150000000.00', available: '150000000.00' }),
  ],
}
const rejected = {
  possible: true as const,
  changes: [
    change(
      KAS_A,
      { balance: '500000000.00', held: '150000000.00', available: '350000000.00' },
      { held: '0.00', available: '500000000.00' },
    ),
  ],
}
