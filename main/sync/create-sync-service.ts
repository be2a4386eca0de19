import { createChangeNotices } from './change-notices'
import { createCommandPreview } from './command-preview'
import { createCommandService } from './command-service'
import { createConnectionHistory } from './connection-history'
import { type ConnectionLoop, createConnectionLoop, type RoundEnd, type Wake } from './connection-loop'
import { createCopyState } from './copy-state'
import { createGuessMemory } from './guess-memory'
import { createManyCommands } from './many-commands'
import { createOutbox } from './outbox'
import { ensureOutboxTables } from './outbox-schema'
import { createOutboxView } from './outbox-view'
import { createPokeListener } from './poke-listener'
import { bankNow, type Guessing, rebase } from './rebase'
import { createStatusBoard } from './status-board'
import { createSyncRound } from './sync-round'
import type { SyncService, SyncServiceDeps } from './sync-service'
import { createUploadLane, type UploadLane } from './uploads/upload-lane'
import { createUploadQueue } from './uploads/upload-queue'

/** With the event stream up, only a lost poke makes polling useful. Source: docs/protocol.md "Pull". */
const POLL_WITH_STREAM_MS = 5 * 60_000
const POLL_MS = 30_000
/** How long closed commands stay for the record. */
const KEEP_CLOSED_MS = 30 * 24 * 60 * 60_000

/** Brings the queue of an opened store to life. Throws what the store throws; the caller maps storage problems. */
export function createSyncService(deps: SyncServiceDeps): SyncService {
  const { store, clock, scheduler, backend } = deps
  ensureOutboxTables(store.db)
  const outbox = createOutbox(store.db, deps.hmacKey)
  const uploads = createUploadQueue(store.db, deps.hmacKey)
  const copy = createCopyState(store.meta)
  const history = createConnectionHistory(store.db, clock)
  const notices = createChangeNotices(scheduler)
  const board = createStatusBoard({
    outbox,
    copy,
    history,
    meta: store.meta,
    clock,
    scheduler,
    bankUrl: () => backend.url,
  })
  const memory = createGuessMemory(store.meta)
  const guessing: Guessing = { store, outbox, uploads, copy, memory, clock, actor: deps.actor }
  const view = createOutboxView(store, outbox)
  const preview = createCommandPreview({ ...guessing, random: deps.random })
  let running = false
  let ended = false
  let streamUp = false

  recoverQueue(guessing)

  const round = createSyncRound({
    ...guessing,
    backend,
    scheduler,
    history,
    random: deps.random,
    deviceId: deps.deviceId,
    alive: () => running,
    onServerTime: (serverTime, askedAtMs) => copy.noteClockOffset(offsetOf(serverTime, askedAtMs, clock.nowMs())),
    onChanged(types) {
      notices.soon(types)
      board.refresh()
    },
    onProgress: board.received,
    onBankName: board.bankName,
    onWholeCopy: board.wholeCopy,
  })

  const loop: ConnectionLoop = createConnectionLoop({
    scheduler,
    clock,
    random: deps.random,
    async round() {
      const end = await round.run().catch((fault: unknown): RoundEnd => {
        deps.onFault?.(fault)
        return { kind: 'failed', failure: { kind: 'local', problem: { code: 'internal' } } }
      })
      if (!running) return end
      if (end.kind === 'ok' && board.status().connection !== 'online') lane.wake('network')
      board.roundEnded(end)
      return end
    },
    pollMs: () => (streamUp ? POLL_WITH_STREAM_MS : POLL_MS),
    onState(state) {
      // Every unfinished row says when it is tried next; while the connection sleeps that is when it wakes.
      if (state.kind === 'backing_off' || state.kind === 'told_to_wait' || state.kind === 'unsupported') {
        board.quietly(() => outbox.postpone(state.untilMs))
        notices.soon([])
      }
      board.loopIs(state)
    },
  })

  const listener = createPokeListener({
    backend,
    scheduler,
    random: deps.random,
    onPoke(seq) {
      if (seq > (copy.position()?.seq ?? -1)) loop.wake('poke')
    },
    onUp(up) {
      if (streamUp === up) return
      streamUp = up
      // Up: what was committed while nobody listened was not poked. Down: whether the bank is still there is found out
      // now, not at the next poll, so that the user is told within a moment.
      loop.wake('poke')
    },
  })

  const lane: UploadLane = createUploadLane({
    ...guessing,
    backend,
    scheduler,
    random: deps.random,
    content: deps.content,
    cacheLimit: deps.cacheLimit,
    onChanged(types, soon) {
      if (soon) notices.soon(types)
      else notices.now(types)
      board.refresh()
    },
    onStored: () => loop.wake('submit'),
    onFault: (fault) => deps.onFault?.(fault),
  })

  const commands = createCommandService({
    ...guessing,
    files: lane.files,
    random: deps.random,
    onChanged(types) {
      notices.now(types)
      board.refresh()
      if (running) loop.wake('submit')
    },
    onManyChanged(types) {
      notices.soon(types)
      board.refresh()
      if (running) loop.wake('submit')
    },
  })
  const many = createManyCommands({ ...guessing, random: deps.random, scheduler, commands, isOpen: () => !ended })

  const wakeAnew = (wake: Wake): void => {
    if (!running) return
    // A connection from before a sleep or of another network seems open and is dead: a request on it would only end with
    // its time limit. What was under way is in doubt and is asked for.
    if (wake !== 'session') backend.dropConnections()
    listener.reconnect()
    loop.wake(wake)
    lane.wake(wake)
  }

  return {
    start() {
      if (running) return
      running = true
      loop.start()
      lane.start()
      listener.start()
    },
    async stop() {
      running = false
      ended = true
      lane.stop()
      listener.stop()
      loop.stop()
      notices.stop()
      board.stop()
    },
    status: board.status,
    onStatus: board.listen,
    onChanged: notices.listen,
    submit: ({ type, args, replaces }) => commands.submit(type, args, replaces ?? null),
    preview: ({ type, args }) => preview.preview(type, args),
    decisionsOn: preview.decisionsOn,
    submitMany: many.submitMany,
    planMany: many.plan,
    cancel: commands.cancel,
    dismiss: commands.dismiss,
    sendNow() {
      round.proveNext()
      loop.wake('now')
      lane.wake('now')
    },
    addFile: lane.files.add,
    openFile: lane.files.open,
    fileUsage: lane.files.usage,
    uploads: lane.rows,
    outbox: view.open,
    refusals: view.refusals,
    history: history.latest,
    pendingMarks: view.marks,
    commandsAbout: view.about,
    bankTime: () => bankNow(guessing),
    unfinishedCount: () => outbox.counts().waiting,
    noteCopied: () => board.quietly(() => history.add('copied')),
    networkChanged: () => wakeAnew('network'),
    resumed: () => wakeAnew('resume'),
    sessionRenewed() {
      board.quietly(() => history.add('signed_in'))
      wakeAnew('session')
    },
  }
}

/** What an earlier run left: answers that were never stored, rows that disk damage reached, records past their time. */
function recoverQueue(guessing: Guessing): void {
  const { store, outbox, uploads, clock } = guessing
  store.transaction(() => {
    const nowMs = clock.nowMs()
    uploads.recover(nowMs)
    uploads.forgetRefused(nowMs)
    uploads.forgetClosedBefore(nowMs - KEEP_CLOSED_MS)
    outbox.doubtSending(nowMs)
    outbox.forgetClosedBefore(nowMs - KEEP_CLOSED_MS)
    if (outbox.pending().damaged.length > 0) rebase(guessing)
  })
}

/** Bank time minus this computer's, taking the answer to have been written half-way between question and arrival. */
function offsetOf(serverTime: string, askedAtMs: number, nowMs: number): number {
  return Date.parse(serverTime) - (askedAtMs + nowMs) / 2
}
