import type { AppProblem, SyncStatus } from '#shared/contract/views'
import { instantFromEpochMs } from '#shared/kernel/time'
import type { LoopState } from './connection-loop'
import type { CopyState } from './copy-state'
import type { Outbox } from './outbox'
import type { RoundFailure } from './step'

/** What the service knows of its own doings, beside what is stored. */
export interface Activity {
  loop: LoopState
  connection: SyncStatus['connection']
  /** No round has ended yet. */
  starting: boolean
  /** More documents are known to come. */
  receiving: boolean
  wholeCopy: { received: number; readonly expected: number | null } | null
  offlineSince: string | null
  failure: RoundFailure | null
  bankName: string | null
}

export function initialActivity(bankName: string | null): Activity {
  return {
    loop: { kind: 'stopped' },
    connection: 'offline',
    starting: true,
    receiving: false,
    wholeCopy: null,
    offlineSince: null,
    failure: null,
    bankName,
  }
}

/** The one status that the pill, the Sync screen and the tray show. */
export function syncStatus(activity: Activity, outbox: Outbox, copy: CopyState, bankUrl: string): SyncStatus {
  const counts = outbox.counts()
  return {
    pill: pillOf(activity, counts),
    waiting: counts.waiting,
    attention: counts.attention,
    connection: activity.connection,
    bankName: activity.bankName,
    bankUrl: bankUrl === '' ? null : bankUrl,
    lastSyncedAt: copy.lastSyncedAt(),
    offlineSince: activity.offlineSince,
    nextTryAt: nextTryAt(activity.loop),
    firstSync: activity.wholeCopy && { ...activity.wholeCopy },
    problem: activity.failure?.problem ?? null,
    clockOffsetMs: copy.clockOffsetMs(),
    integrity: copy.integrity(),
  }
}

/** What can be said when the copy itself cannot be asked: above all why. */
export function unreadableStatus(activity: Activity, bankUrl: string, problem: AppProblem): SyncStatus {
  return {
    pill: activity.connection === 'auth_required' ? 'sign_in_again' : 'offline',
    waiting: 0,
    attention: 0,
    connection: activity.connection === 'online' ? 'offline' : activity.connection,
    bankName: activity.bankName,
    bankUrl: bankUrl === '' ? null : bankUrl,
    lastSyncedAt: null,
    offlineSince: activity.offlineSince,
    nextTryAt: nextTryAt(activity.loop),
    firstSync: null,
    problem,
    clockOffsetMs: 0,
    integrity: null,
  }
}

/** What needs the user most comes first. Source: docs/product.md "Frame". */
function pillOf(
  { connection, starting, receiving, wholeCopy }: Activity,
  counts: { readonly waiting: number; readonly accepted: number; readonly attention: number },
): SyncStatus['pill'] {
  if (connection === 'auth_required') return 'sign_in_again'
  if (counts.attention > 0) return 'attention'
  if (counts.waiting > 0) return 'waiting'
  // A copy that waits for the line to come back moves no more than anything else.
  if (starting || receiving || (wholeCopy !== null && connection === 'online')) return 'syncing'
  if (connection !== 'online') return 'offline'
  return counts.accepted > 0 ? 'syncing' : 'up_to_date'
}

function nextTryAt(loop: LoopState): string | null {
  const waits = loop.kind === 'backing_off' || loop.kind === 'told_to_wait' || loop.kind === 'unsupported'
  return waits ? instantFromEpochMs(loop.untilMs) : null
}
