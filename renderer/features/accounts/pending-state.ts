import type { OutboxState, PendingMark } from '#shared/contract/views'
import type { PillState } from '../../components'

/** The pill of something not yet confirmed. */
export function pendingPill(state: PendingMark['state']): PillState {
  return state === 'waiting' ? 'waiting' : 'at_bank'
}

/** Which words head the card of a command that is not settled. */
export type PendingStage = 'waiting' | 'atBank' | 'refused' | 'blocked' | 'damaged'

const STAGES: Readonly<Record<OutboxState, PendingStage | undefined>> = {
  queued: 'waiting',
  sending: 'waiting',
  // Sent without an answer: the bank may have it, and is asked again under the same id.
  unknown: 'atBank',
  accepted: 'atBank',
  rejected: 'refused',
  blocked: 'blocked',
  quarantined: 'damaged',
  cancelled: undefined,
}

/** The stage of a command, undefined where nothing of it is left to say. */
export function stageOf(state: OutboxState): PendingStage | undefined {
  return STAGES[state]
}
