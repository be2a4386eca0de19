import { knownStorageProblem } from '#main/storage/problems'
import type { MetaStore } from '#main/storage/store'
import type { SyncStatus } from '#shared/contract/views'
import { instantFromEpochMs } from '#shared/kernel/time'
import type { ConnectionHistory } from './connection-history'
import type { LoopState, RoundEnd } from './connection-loop'
import type { CopyState } from './copy-state'
import type { Outbox } from './outbox'
import { createPace } from './pace'
import type { Clock, Scheduler } from './ports'
import type { RoundFailure } from './step'
import { initialActivity, syncStatus, unreadableStatus } from './sync-status'

export interface StatusBoardDeps {
  readonly outbox: Outbox
  readonly copy: CopyState
  readonly history: ConnectionHistory
  readonly meta: MetaStore
  readonly clock: Clock
  readonly scheduler: Pick<Scheduler, 'after'>
  /** Empty while the address is not known. */
  readonly bankUrl: () => string
}

const BANK_NAME = 'sync.bankName'
/** A first copy changes the status with every page; more than ten a second nobody can read, and each costs a repaint. */
const BETWEEN_TELLINGS_MS = 100

/** Gathers what the parts report and tells listeners when the status reads differently. */
export function createStatusBoard(deps: StatusBoardDeps) {
  const { outbox, copy, history, meta, clock } = deps
  const activity = initialActivity(meta.get(BANK_NAME) ?? null)
  const listeners = new Set<(status: SyncStatus) => void>()
  let told = ''

  const status = (): SyncStatus => {
    try {
      return syncStatus(activity, outbox, copy, deps.bankUrl())
    } catch (error) {
      const problem = knownStorageProblem(error)
      if (!problem) throw error
      return unreadableStatus(activity, deps.bankUrl(), problem)
    }
  }

  const tell = (): boolean => {
    if (listeners.size === 0) return false
    const now = status()
    const text = JSON.stringify(now)
    if (text === told) return false
    told = text
    for (const listener of listeners) listener(now)
    return true
  }
  const pace = createPace(deps.scheduler, BETWEEN_TELLINGS_MS, tell)

  /** For records that matter less than what they are about: a full disk must not stop the work itself. */
  const quietly = (write: () => void): void => {
    try {
      write()
    } catch (error) {
      if (!knownStorageProblem(error)) throw error
    }
  }

  const succeeded = (): void => {
    if (activity.connection !== 'online') quietly(() => history.add('online'))
    Object.assign(activity, { connection: 'online', offlineSince: null, failure: null, wholeCopy: null })
  }

  const failed = (failure: RoundFailure): void => {
    const before = activity.failure?.problem.code
    const wasOnline = activity.connection === 'online'
    activity.failure = failure
    if (failure.kind === 'auth') activity.connection = 'auth_required'
    else if (failure.kind === 'unsupported') activity.connection = 'unsupported'
    else {
      activity.connection = 'offline'
      activity.offlineSince ??= instantFromEpochMs(clock.nowMs())
    }
    const { kind, problem } = failure
    if (before !== problem.code) quietly(() => history.add('failed', { kind, code: problem.code }))
    if (wasOnline && activity.connection === 'offline') quietly(() => history.add('offline', { code: problem.code }))
  }

  return {
    status,
    refresh: pace.soon,
    quietly,
    listen(listener: (status: SyncStatus) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    loopIs(loop: LoopState): void {
      activity.loop = loop
      // A stopped service may have lost its store already.
      if (loop.kind !== 'stopped') pace.soon()
    },
    roundEnded(end: RoundEnd): void {
      if (end.kind === 'stopped') return
      activity.starting = false
      activity.receiving = false
      if (end.kind === 'ok') succeeded()
      else failed(end.failure)
    },
    received(documents: number, more: boolean): void {
      activity.receiving = more
      const { wholeCopy } = activity
      if (wholeCopy) activity.wholeCopy = { ...wholeCopy, received: wholeCopy.received + documents }
      pace.soon()
    },
    wholeCopy(expected: number | null, received: number): void {
      activity.wholeCopy = { received, expected }
      pace.soon()
    },
    /** Nothing is told any more: the store may be closed from now on. */
    stop: pace.stop,
    bankName(name: string): void {
      if (activity.bankName === name) return
      activity.bankName = name
      quietly(() => meta.set(BANK_NAME, name))
    },
  }
}
