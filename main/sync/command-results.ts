import type { CommandResult } from '#shared/contract/http'
import type { AppProblem } from '#shared/contract/views'
import { backoffMs } from './backoff'
import { leftOverOf } from './left-over'
import type { Random } from './ports'
import { type Guessing, rebase } from './rebase'
import { refuse } from './refusal'
import type { QueuedCommand } from './sealed-command'

export interface TakingDeps extends Guessing {
  readonly random: Pick<Random, 'fraction'>
}

/** How many commands ended in which way. */
export type Tally = Record<CommandResult['status'], number>

/**
 * Stores the bank's answers to commands, inside the caller's transaction, wherever they came from: a refusal takes its
 * effect out of sight with it. Answers the tally and the document types touched.
 */
export function takeResults(
  deps: TakingDeps,
  asked: readonly QueuedCommand[],
  results: readonly CommandResult[],
): { readonly tally: Tally; readonly types: Iterable<string> } {
  const byId = new Map(results.map((result) => [result.id, result]))
  const tally: Tally = { accepted: 0, rejected: 0, refused: 0 }
  let refusals = 0
  for (const queued of asked) {
    const { envelope } = queued
    const result = byId.get(envelope.id)
    // A row that a refusal earlier in this answer has blocked may still get its own, equally final answer.
    if (!result || (!isUnanswered(deps.outbox, envelope.id) && result.status !== 'accepted')) continue
    tally[result.status] += 1
    if (takeResult(deps, queued, result) === 'refused') refusals += 1
  }
  return { tally, types: refusals > 0 ? rebase(deps) : [] }
}

/** Whether this queue holds the command and the bank's final answer is not here. */
export function isUnanswered(outbox: TakingDeps['outbox'], id: string): boolean {
  const state = outbox.stateOf(id)?.state
  return state === 'queued' || state === 'sending' || state === 'unknown'
}

function takeResult(deps: TakingDeps, queued: QueuedCommand, result: CommandResult): 'taken' | 'refused' {
  const { id, code = 'bank.garbage', params, errors } = result
  const problem: AppProblem = { code, ...(params ? { params } : {}), ...(errors ? { errors } : {}) }
  if (result.status === 'accepted') {
    deps.outbox.markAccepted(id, result.seq ?? null)
    const left = leftOverOf(queued, result, deps.clock.nowMs())
    if (left) deps.outbox.addLeftOver(left)
    return 'taken'
  }
  if (result.status === 'refused' && code === TURNED_AWAY) {
    const next = deps.clock.nowMs() + 1 + backoffMs(queued.attempts + 1, deps.random.fraction())
    deps.outbox.markUnanswered(id, 'unknown', problem, next)
    return 'taken'
  }
  refuse(deps.outbox, id, code === 'command.dependency_rejected' ? 'blocked' : 'rejected', problem)
  return 'refused'
}

/** The one refusal that is no end: what the command builds upon comes first, then it is sent again. */
export const TURNED_AWAY = 'command.dependency_unknown'
