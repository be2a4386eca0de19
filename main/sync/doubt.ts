import type { BackendError, BankBackend } from '#main/backend/port'
import type { CommandResult } from '#shared/contract/http'
import { type TakingDeps, TURNED_AWAY, takeResults } from './command-results'
import type { ConnectionHistory } from './connection-history'
import type { QueuedCommand } from './sealed-command'
import { DONE, failedStep, STOPPED, type Step } from './step'

export interface DoubtDeps extends TakingDeps {
  readonly backend: Pick<BankBackend, 'commandResult'>
  readonly history: ConnectionHistory
  readonly alive: () => boolean
  readonly onChanged: (types: Iterable<string>) => void
}

/** Questions of one round. What is in doubt beyond them is sent again unasked, a hundred to a request: as safe. */
export const QUESTIONS_A_ROUND = 200
const QUESTIONS_AT_ONCE = 4

export interface Doubts {
  /** Those of a batch whose fate the bank is to be asked before anything is sent again. */
  among(batch: readonly QueuedCommand[]): readonly QueuedCommand[]
  /** Asks, and takes what is found exactly as the answer to a push. What the bank has not seen stays to be sent. */
  ask(doubtful: readonly QueuedCommand[]): Promise<Step>
}

/**
 * Commands that were sent and have no answer: `GET /v1/commands/{id}` tells what became of them (docs/protocol.md "Push").
 *
 * "Not seen" is not "will never be seen": the lost request may still be on its way. So such a command can no longer be
 * taken back, and it is sent again under its own id, which the bank answers once however often it arrives. For the same
 * reason a bank that cannot be asked is simply sent to again. One object serves one round and asks each command once.
 */
export function createDoubts(deps: DoubtDeps): Doubts {
  const asked = new Set<string>()
  let canAsk = true

  return {
    among: (batch) => {
      if (!canAsk) return []
      const open = batch.filter((each) => isInDoubt(each) && !asked.has(each.envelope.id))
      return open.slice(0, QUESTIONS_A_ROUND - asked.size)
    },
    async ask(doubtful) {
      for (let from = 0; from < doubtful.length && canAsk; from += QUESTIONS_AT_ONCE) {
        const some = doubtful.slice(from, from + QUESTIONS_AT_ONCE)
        for (const { envelope } of some) asked.add(envelope.id)
        const answers = await Promise.all(some.map(({ envelope }) => deps.backend.commandResult(envelope.id)))
        if (!deps.alive()) return STOPPED
        const results = answers.flatMap((answer) => (answer.ok && isOutcome(answer.value) ? [answer.value] : []))
        take(deps, some, results)
        const errors = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]))
        const ending = errors.find(endsTheRound)
        if (ending) return failedStep(ending)
        canAsk = errors.length === 0
      }
      return DONE
    },
  }
}

/** A command that was turned away had its answer: the bank has done nothing with it. */
function isInDoubt({ state, problem }: QueuedCommand): boolean {
  return state === 'unknown' && problem?.code !== TURNED_AWAY
}

/** `refused` stores nothing at the bank (docs/protocol.md "Push"), so as an outcome it says that there is none. */
function isOutcome(result: CommandResult | null): result is CommandResult {
  return result !== null && result.status !== 'refused'
}

/** A bank that answers, but not this question, may well take commands. Without any answer there is no use in going on. */
function endsTheRound({ kind, status }: BackendError): boolean {
  if (kind === 'network') return status === undefined
  return kind === 'retry_after' || kind === 'auth' || kind === 'unsupported'
}

function take(deps: DoubtDeps, some: readonly QueuedCommand[], results: readonly CommandResult[]): void {
  if (results.length === 0) return
  const types = deps.store.transaction(() => {
    const { tally, types } = takeResults(deps, some, results)
    deps.history.add('asked', { asked: some.length, accepted: tally.accepted, rejected: tally.rejected })
    return types
  })
  deps.onChanged(types)
}
