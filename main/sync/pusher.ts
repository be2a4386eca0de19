import type { BackendError, BankBackend } from '#main/backend/port'
import { type CommandResult, MAX_COMMANDS_PER_REQUEST } from '#shared/contract/http'
import { isUnanswered, takeResults } from './command-results'
import type { ConnectionHistory } from './connection-history'
import { createDoubts } from './doubt'
import type { Random } from './ports'
import { type Guessing, rebase } from './rebase'
import { quarantine, refuse } from './refusal'
import { envelopeText, type QueuedCommand } from './sealed-command'
import { DONE, failedStep, STOPPED, type Step } from './step'

export interface PusherDeps extends Guessing {
  readonly backend: BankBackend
  readonly random: Random
  readonly deviceId: string
  readonly history: ConnectionHistory
  readonly alive: () => boolean
  readonly onServerTime: (serverTime: string, askedAtMs: number) => void
  /** Rows or documents changed. */
  readonly onChanged: (types: Iterable<string>) => void
}

/**
 * The bank answers a request once all of it is done, and is silent until then: what is heavier, as imports are, goes in
 * several, so that none is given up half-way (`IDLE_TIMEOUT_MS`). A single command always goes, whatever it weighs.
 */
const LARGEST_REQUEST_CHARACTERS = 512 * 1024
/** The bank found fault with the request itself, so one of its commands is the culprit. */
const FAULTY_REQUEST: ReadonlySet<number> = new Set([400, 413, 422])

/** Sends what is due until nothing is, every command under the id it was queued with; what is in doubt is asked for first. */
export async function push(deps: PusherDeps): Promise<Step> {
  const doubts = createDoubts(deps)
  let size = MAX_COMMANDS_PER_REQUEST
  while (deps.alive()) {
    const batch = nextBatch(deps, size)
    if (batch.length === 0) return DONE
    const doubtful = doubts.among(batch)
    if (doubtful.length > 0) {
      const end = await doubts.ask(doubtful)
      if (end.kind !== 'done') return end
      // Answers have changed the queue, and so may the user have meanwhile: what is sent is chosen anew.
      continue
    }
    const ids = batch.map(({ envelope }) => envelope.id)
    const askedAtMs = deps.clock.nowMs()
    // Durable before the first byte leaves: after a crash these rows are in doubt, not unsent.
    deps.store.transaction(() => deps.outbox.markSending(ids, askedAtMs))
    deps.onChanged([])
    const answer = await deps.backend.sendCommands(
      deps.deviceId,
      batch.map(({ envelope }) => envelope),
    )
    if (!deps.alive()) return STOPPED
    if (answer.ok) {
      deps.onServerTime(answer.value.serverTime, askedAtMs)
      takeAnswer(deps, batch, answer.value.results)
      continue
    }
    const culprit = answer.error.kind === 'permanent' && FAULTY_REQUEST.has(answer.error.status ?? 0)
    if (culprit && batch.length === 1) refuseAlone(deps, batch, answer.error)
    else leaveUnanswered(deps, batch, answer.error)
    if (!culprit) return failedStep(answer.error)
    size = 1
  }
  return STOPPED
}

/** Due commands in order, as many as one request may carry; damaged rows leave the queue here, before any sending. */
function nextBatch(deps: PusherDeps, size: number): QueuedCommand[] {
  for (;;) {
    const { commands, damaged } = deps.outbox.due(deps.clock.nowMs(), 2 * MAX_COMMANDS_PER_REQUEST)
    if (damaged.length === 0) return withinOneRequest(deps, commands, size)
    const types = deps.store.transaction(() => {
      for (const row of damaged) quarantine(deps.outbox, row)
      return rebase(deps)
    })
    deps.onChanged(types)
  }
}

/**
 * Leaves out what would overtake its stream or its parent, and what follows it in the same stream.
 *
 * The bank runs a request in order, but it turns away a command whose parent it does not know (`command.dependency_unknown`)
 * and goes on with the next. That cannot happen where the parent stands earlier in the same request and cannot be turned
 * away itself; a parent answered long ago a bank set back to a backup may have lost. What follows such a command in its
 * stream waits for the next request.
 */
function withinOneRequest({ outbox }: PusherDeps, due: readonly QueuedCommand[], size: number): QueuedCommand[] {
  const batch: QueuedCommand[] = []
  const chosen = new Set<string>()
  /** Chosen commands that the bank will answer for good. */
  const sure = new Set<string>()
  const heldStreams = new Set<string>()
  let characters = 0
  for (const each of due) {
    const { dependsOn } = each.envelope
    const ready = dependsOn.every((id) => chosen.has(id) || !isUnanswered(outbox, id))
    if (!ready || heldStreams.has(each.command.stream)) {
      heldStreams.add(each.command.stream)
      continue
    }
    characters += envelopeText(each.envelope).length
    if (batch.length >= size || (batch.length > 0 && characters > LARGEST_REQUEST_CHARACTERS)) break
    batch.push(each)
    chosen.add(each.envelope.id)
    if (dependsOn.every((id) => sure.has(id))) sure.add(each.envelope.id)
    else heldStreams.add(each.command.stream)
  }
  return batch
}

/** Stores every answer of a request in one transaction. */
function takeAnswer(deps: PusherDeps, batch: readonly QueuedCommand[], results: readonly CommandResult[]): void {
  const types = deps.store.transaction(() => {
    const { tally, types } = takeResults(deps, batch, results)
    deps.history.add('pushed', { sent: batch.length, ...tally })
    return types
  })
  deps.onChanged(types)
}

function refuseAlone(deps: PusherDeps, batch: readonly QueuedCommand[], { problem }: BackendError): void {
  const types = deps.store.transaction(() => {
    for (const { envelope } of batch) refuse(deps.outbox, envelope.id, 'rejected', problem)
    return rebase(deps)
  })
  deps.onChanged(types)
}

/** The connection loop sleeps after this and says when the rows are tried again. */
function leaveUnanswered(deps: PusherDeps, batch: readonly QueuedCommand[], error: BackendError): void {
  const nowMs = deps.clock.nowMs()
  deps.store.transaction(() => {
    for (const { envelope, state } of batch) {
      // An earlier try that may have reached the bank stays in doubt whatever became of this one.
      const untouched = state === 'queued' && error.notActedOn === true
      deps.outbox.markUnanswered(envelope.id, untouched ? 'queued' : 'unknown', error.problem, nowMs)
    }
  })
  deps.onChanged([])
}
