import type { ManySubmitted } from '#shared/contract/account-views'
import type { AppProblem } from '#shared/contract/views'
import type { DocumentPut, DocumentReader } from '#shared/domain/command'
import { overlaid } from '#shared/domain/overlay'
import { canonicalJson } from '#shared/kernel/canonical-json'
import { newId } from '#shared/kernel/ids'
import { err, ok, type Result } from '#shared/kernel/result'
import type { createCommandService } from './command-service'
import type { Random, Scheduler } from './ports'
import { prepare, refusalOf } from './prepared-command'
import { documentsFor, type Guessing, guessContext } from './rebase'

interface ManyDeps extends Guessing {
  readonly random: Pick<Random, 'bytes'>
  readonly scheduler: Pick<Scheduler, 'breathe'>
  readonly commands: Pick<ReturnType<typeof createCommandService>, 'submitTogether'>
  /** False once the profile is closed or about to be: then nothing of it may be read any more. */
  readonly isOpen: () => boolean
}

interface Given {
  readonly type: string
  readonly args: unknown
}

/** What would become of each, by id; the ready ones in the order to send them in. */
export interface ManyPlanned {
  readonly ready: string[]
  readonly unchanged: string[]
  readonly refused: ReadonlyMap<string, AppProblem>
}

/** What can be told of one command of a plan. */
type Planned = { readonly kind: 'ready' | 'unchanged' } | { readonly kind: 'refused'; readonly problem: AppProblem }

const LOCKED: AppProblem = { code: 'session.locked' }

/** How long a turn takes, and how many commands it decides, or gives, at most where the clock stands. */
const TURN_MS = 8
const TURN_PLANNED = 100
const TURN_GIVEN = 25
const FIRST_GIVEN = 4

/** How many commands the next turn takes, after one of `size` took so long. */
function fitting(size: number, tookMs: number): number {
  if (tookMs <= TURN_MS) return Math.min(TURN_GIVEN, size + 1)
  return Math.max(1, Math.floor((size * TURN_MS) / tookMs))
}

/**
 * One command for each of thousands of documents. The work is done in turns of a few milliseconds, between which everything
 * else of the process runs: the window, the network, a lock.
 */
export function createManyCommands(deps: ManyDeps) {
  const { clock, scheduler, isOpen } = deps

  /** Runs through all of `items` in turns; answers false where the profile was closed before its end. */
  async function inTurns<T>(items: readonly T[], each: (item: T) => void): Promise<boolean> {
    let next = 0
    while (next < items.length) {
      const until = clock.nowMs() + TURN_MS
      for (const item of items.slice(next, next + TURN_PLANNED)) {
        each(item)
        next += 1
        if (clock.nowMs() >= until) break
      }
      if (next < items.length) await scheduler.breathe()
      if (!isOpen()) return false
    }
    return true
  }

  return {
    /**
     * Queues them in order. Where the disk fails, or the profile is closed, the rest is left and answered so. How many
     * share a transaction follows from what the last one took: its end, which writes the indexes, costs the most.
     */
    async submitMany(commands: readonly Given[]): Promise<ManySubmitted> {
      const answers: Result<{ commandId: string }, AppProblem>[] = []
      let size = FIRST_GIVEN
      while (answers.length < commands.length) {
        const beganMs = clock.nowMs()
        const some = commands.slice(answers.length, answers.length + size)
        const taken = isOpen() ? deps.commands.submitTogether(some) : err(LOCKED)
        if (!taken.ok) {
          while (answers.length < commands.length) answers.push(taken)
          break
        }
        answers.push(...taken.value)
        size = fitting(size, clock.nowMs() - beganMs)
        if (answers.length < commands.length) await scheduler.breathe()
      }
      return answers.map((answer) =>
        answer.ok ? { queued: true, commandId: answer.value.commandId } : { queued: false, problem: answer.error },
      )
    },

    /**
     * What would become of the same command for each of these sub-accounts, in this order. What it does to accounts directly
     * below another counts there, as a parent may be closed once its children are. Error: `session.locked`.
     */
    async plan(type: string, ids: readonly string[], args: object): Promise<Result<ManyPlanned, AppProblem>> {
      const ready: string[] = []
      const unchanged: string[] = []
      const refused = new Map<string, AppProblem>()
      const done = new Map<string, DocumentPut[]>()
      const read = documentsFor(deps)
      const whole = await inTurns(ids, (id) => {
        const planned = planOne(type, { ...args, id }, overlaid(read, done.get(id) ?? []), done)
        if (planned.kind === 'refused') refused.set(id, planned.problem)
        else if (planned.kind === 'ready') ready.push(id)
        else unchanged.push(id)
      })
      return whole ? ok({ ready, unchanged, refused }) : err(LOCKED)
    },
  }

  function planOne(type: string, args: object, read: DocumentReader, done: Map<string, DocumentPut[]>): Planned {
    const command = prepare(deps, type, args)
    if (!command.ok) return { kind: 'refused', problem: command.error }
    const id = newId({ nowMs: clock.nowMs(), randomBytes: (n) => deps.random.bytes(n) })
    const decision = command.value.decide(read, guessContext(deps, id))
    if (decision.kind !== 'accept') return { kind: 'refused', problem: refusalOf(decision) }
    for (const put of decision.puts) {
      if (put.type !== 'subAccount') continue
      const siblings = done.get(put.doc.parentId)
      if (siblings) siblings.push(put)
      else done.set(put.doc.parentId, [put])
    }
    return { kind: decision.puts.every((put) => changesNothing(put, read)) ? 'unchanged' : 'ready' }
  }
}

/** Whether a document would only be written again; another reason for the same block is no change. */
function changesNothing({ type, doc }: DocumentPut, read: DocumentReader): boolean {
  const now = read.find(type, doc.id)
  return now !== undefined && facts(now) === facts(doc)
}

function facts(document: object): string {
  const { version, updatedAt, blockReason, ...rest }: Record<string, unknown> = { ...document }
  return canonicalJson(JSON.parse(JSON.stringify(rest)))
}
