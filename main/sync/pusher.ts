import type { BackendError, BankBackend } from '#main/backend/port'
import { type CommandResult, MAX_COMMANDS_PER_REQUEST } from '#shared/contract/http'
import type { AppProblem } from '#shared/contract/views'
import { backoffMs } from './backoff'
import type { ConnectionHistory } from './connection-history'
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

/** A bigger request could meet the bank's limit on bodies; a single command never does. */
const LARGEST_REQUEST_CHARACTERS = 4 * 1024 * 1024
/** The bank found fault with the request itself, so one of its commands is the culprit. */
const FAULTY_REQUEST: ReadonlySet<number> = new Set([400, 413, 422])

/** Sends what is due until nothing is, every command under the id it was queued with. */
export async function push(deps: PusherDeps): Promise<Step> {
  let size = MAX_COMMANDS_PER_REQUEST
  while (deps.alive()) {
    const batch = nextBatch(deps, size)
    if (batch.length === 0) return DONE
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
      takeResults(deps, batch, answer.value.results)
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

/** Leaves out what would overtake its stream or its parent, and what follows it in the same stream. */
function withinOneRequest({ outbox }: PusherDeps, due: readonly QueuedCommand[], size: number): QueuedCommand[] {
  const batch: QueuedCommand[] = []
  const chosen = new Set<string>()
  const heldStreams = new Set<string>()
  let characters = 0
  for (const each of due) {
    const ready = each.envelope.dependsOn.every((id) => chosen.has(id) || !isUnanswered(outbox, id))
    if (!ready || heldStreams.has(each.command.stream)) {
      heldStreams.add(each.command.stream)
      continue
    }
    characters += envelopeText(each.envelope).length
    if (batch.length >= size || (batch.length > 0 && characters > LARGEST_REQUEST_CHARACTERS)) break
    batch.push(each)
    chosen.add(each.envelope.id)
  }
  return batch
}

function isUnanswered(outbox: PusherDeps['outbox'], id: string): boolean {
  const state = outbox.stateOf(id)?.state
  return state === 'queued' || state === 'sending' || state === 'unknown'
}

/** Stores every answer of a request in one transaction; a refusal takes its effect out of sight in the same one. */
function takeResults(deps: PusherDeps, batch: readonly QueuedCommand[], results: readonly CommandResult[]): void {
  const byId = new Map(results.map((result) => [result.id, result]))
  const tally = { accepted: 0, rejected: 0, refused: 0 }
  const types = deps.store.transaction(() => {
    let refusals = 0
    for (const { envelope, attempts } of batch) {
      const result = byId.get(envelope.id)
      // A row that a refusal earlier in this answer has blocked may still get its own, equally final answer.
      if (!result || (!isUnanswered(deps.outbox, envelope.id) && result.status !== 'accepted')) continue
      tally[result.status] += 1
      if (takeResult(deps, result, attempts) === 'refused') refusals += 1
    }
    deps.history.add('pushed', { sent: batch.length, ...tally })
    return refusals > 0 ? rebase(deps) : []
  })
  deps.onChanged(types)
}

function takeResult(deps: PusherDeps, result: CommandResult, attempts: number): 'taken' | 'refused' {
  const { id, code = 'bank.garbage', params, errors } = result
  const problem: AppProblem = { code, ...(params ? { params } : {}), ...(errors ? { errors } : {}) }
  if (result.status === 'accepted') {
    deps.outbox.markAccepted(id, result.seq ?? null)
    return 'taken'
  }
  if (result.status === 'refused' && code === 'command.dependency_unknown') {
    const next = deps.clock.nowMs() + 1 + backoffMs(attempts + 1, deps.random.fraction())
    deps.outbox.markUnanswered(id, 'unknown', problem, next)
    return 'taken'
  }
  refuse(deps.outbox, id, code === 'command.dependency_rejected' ? 'blocked' : 'rejected', problem)
  return 'refused'
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
