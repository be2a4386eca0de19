import type { TFunction } from 'i18next'
import type { ApprovalRow, OwnDecision, TransferRow } from '#shared/contract/approval-views'
import type { OutboxState } from '#shared/contract/views'
import type { PillState } from '../../components'

/** A pill's look and its words; no words of its own where they are those of the look. */
export interface Pill {
  readonly state: PillState
  readonly label?: string
}

/** How far a decision of this user has come. A cancelled one is none. */
const DECISION_PILLS: Readonly<Record<OutboxState, PillState>> = {
  queued: 'waiting',
  sending: 'syncing',
  unknown: 'at_bank',
  accepted: 'at_bank',
  rejected: 'refused',
  blocked: 'blocked',
  cancelled: 'neutral',
  quarantined: 'blocked',
}

export function decisionPill(t: TFunction, { state }: Pick<OwnDecision, 'state'>): Pill {
  const look = DECISION_PILLS[state]
  // Apart from a request that somebody has rejected.
  return look === 'refused' ? { state: look, label: t('approvals:ownDecision.pill') } : { state: look }
}

/** Whether the decision may still take effect: it is on its way, and the bank has not refused it. */
export function isUnderWay({ state }: OwnDecision): boolean {
  return state === 'queued' || state === 'sending' || state === 'unknown' || state === 'accepted'
}

const OUTCOMES: Readonly<Record<ApprovalRow['status'], PillState>> = {
  pending: 'held',
  approved: 'confirmed',
  rejected: 'refused',
  lapsed: 'neutral',
}

/** What became of a request; what the bank does not have yet says so instead. */
export function approvalPill(t: TFunction, { status, pending, ownDecision }: ApprovalRow): Pill {
  if (ownDecision !== null) return decisionPill(t, ownDecision)
  if (pending !== null) return { state: pending.state }
  return { state: OUTCOMES[status], label: t(`approvals:status.${status}`) }
}

const TRANSFER_STATES: Readonly<Record<TransferRow['status'], PillState>> = {
  awaiting_approval: 'held',
  posted: 'confirmed',
  rejected: 'refused',
  lapsed: 'neutral',
}

export function transferPill(t: TFunction, { status, pending }: Pick<TransferRow, 'status' | 'pending'>): Pill {
  if (pending !== null) return { state: pending.state }
  return { state: TRANSFER_STATES[status], label: t(`approvals:transferStatus.${status}`) }
}
