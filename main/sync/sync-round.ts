import { knownStorageProblem } from '#main/storage/problems'
import { PROTOCOL_VERSION } from '#shared/contract/http'
import type { RoundEnd } from './connection-loop'
import { compareWithBank, type IntegrityDeps, recordIntegrity } from './integrity'
import { type PullerDeps, pull } from './puller'
import { type PusherDeps, push } from './pusher'
import { FIRST_COPY, makeSnapshot, type StagedCopy } from './snapshot'
import { DONE, failedStep, STOPPED, type Step } from './step'

export interface SyncRoundDeps extends PusherDeps, PullerDeps, IntegrityDeps {
  /** The bank has introduced itself. */
  readonly onBankName: (name: string) => void
  /** A whole copy is being made; how many documents the bank says there are, null where it did not say. */
  readonly onWholeCopy: (expected: number | null, received: number) => void
}

/** Proving the copy reads all of it on both sides, so between two proofs at least this long passes. */
const BETWEEN_PROOFS_MS = 5 * 60_000
/** A copy that still differs after being made anew differs for a reason that another one would not cure. */
const BETWEEN_CURES_MS = 60 * 60_000
/** The bank may change while it is compared; this often the copy follows before a difference counts. */
const COMPARISONS = 4
const RECLAIMED_ROWS = 200

/**
 * One exchange with the bank: send what is due, fetch what is new, and now and then prove the copy. The same object
 * serves all rounds of a service, as it remembers what has been proven.
 */
export function createSyncRound(deps: SyncRoundDeps): { run(): Promise<RoundEnd>; proveNext(): void } {
  const staged: StagedCopy = { position: null }
  let introduced = false
  let changedSinceProof = true
  let provenAtMs = Number.NEGATIVE_INFINITY
  let curedAtMs = Number.NEGATIVE_INFINITY

  const introduce = async (): Promise<Step> => {
    const askedAtMs = deps.clock.nowMs()
    const answer = await deps.backend.meta()
    if (!deps.alive()) return STOPPED
    if (!answer.ok) return failedStep(answer.error)
    deps.onServerTime(answer.value.serverTime, askedAtMs)
    if (answer.value.protocol !== PROTOCOL_VERSION)
      return failedStep({ kind: 'unsupported', problem: { code: 'protocol.unsupported' } })
    deps.onBankName(answer.value.name)
    introduced = true
    return DONE
  }

  /** How many documents a whole copy will have; only for showing progress, so no answer is fine. */
  const announceWholeCopy = async (received: number): Promise<Step> => {
    const answer = await deps.backend.digest()
    if (!deps.alive()) return STOPPED
    const expected = answer.ok ? sum(Object.values(answer.value.types).map(({ count }) => count)) : null
    deps.onWholeCopy(expected, received)
    return DONE
  }

  const copyAnew = async (reason: string): Promise<Step> => {
    const announced = await announceWholeCopy(deps.store.staging.count())
    if (announced.kind !== 'done') return announced
    const left = await reclaim(deps)
    return left.kind === 'done' ? makeSnapshot(deps, reason, staged) : left
  }

  const fetchNew = async (): Promise<Step> => {
    if (deps.copy.position() === null) return copyAnew(FIRST_COPY)
    if (!deps.copy.isComplete()) {
      const announced = await announceWholeCopy(sum(deps.store.documents.counts().values()))
      if (announced.kind !== 'done') return announced
    } else if (deps.copy.needsSnapshot()) return copyAnew('requested')
    const end = await pull(deps)
    return end.kind === 'gone' ? copyAnew(end.reason) : end
  }

  const proveNext = (): void => {
    changedSinceProof = true
    provenAtMs = Number.NEGATIVE_INFINITY
  }

  const prove = async (): Promise<Step> => {
    const nowMs = deps.clock.nowMs()
    const due = Math.abs(nowMs - provenAtMs) >= BETWEEN_PROOFS_MS
    if (!changedSinceProof || !due) return DONE
    changedSinceProof = false
    provenAtMs = nowMs
    try {
      return await proveCopy(deps, fetchNew, () => {
        if (Math.abs(nowMs - curedAtMs) < BETWEEN_CURES_MS) return undefined
        curedAtMs = nowMs
        return copyAnew('integrity')
      })
    } catch (error) {
      // What could not even be read is not proven: until it is, no round may end as if all were well.
      proveNext()
      throw error
    }
  }

  const steps: readonly (() => Promise<Step>)[] = [
    async () => (introduced ? DONE : introduce()),
    () => push(deps),
    async () => {
      const before = deps.copy.position()?.seq
      const end = await fetchNew()
      // Stopped: the store may be closed already.
      if (end.kind !== 'stopped' && deps.copy.position()?.seq !== before) changedSinceProof = true
      return end
    },
    prove,
    () => reclaim(deps),
  ]

  return {
    proveNext,
    async run() {
      try {
        // Whoever called this round wants everything tried that waits for its turn.
        deps.outbox.hurry(deps.clock.nowMs())
        for (const step of steps) {
          const end = await step()
          if (end.kind === 'stopped' || !deps.alive()) return STOPPED_ROUND
          if (end.kind === 'failed') {
            // A bank that was upgraded meanwhile has to introduce itself again.
            if (end.failure.kind === 'unsupported') introduced = false
            return end
          }
        }
        return { kind: 'ok', nextAttemptMs: deps.outbox.nextAttemptMs() }
      } catch (error) {
        if (!deps.alive()) return STOPPED_ROUND
        const problem = knownStorageProblem(error)
        if (!problem) throw error
        return { kind: 'failed', failure: { kind: 'local', problem } }
      }
    },
  }
}

function sum(counts: Iterable<number>): number {
  let total = 0
  for (const count of counts) total += count
  return total
}

const STOPPED_ROUND: RoundEnd = { kind: 'stopped' }

/**
 * Compares until both sides stand at the same point. A difference that outlives a pull which brought nothing is real: the
 * copy is made anew once, and compared again.
 */
async function proveCopy(
  deps: SyncRoundDeps,
  fetchNew: () => Promise<Step>,
  cure: () => Promise<Step> | undefined,
): Promise<Step> {
  let cured = false
  for (let attempt = 1; attempt <= COMPARISONS; attempt += 1) {
    const compared = await compareWithBank(deps)
    if (!compared) return STOPPED
    if (!compared.ok) return failedStep(compared.error)
    const differing = compared.value.differing.filter((type) => !hasUnreadable(deps, type))
    if (differing.length === 0) {
      recordIntegrity(deps, [])
      return DONE
    }
    const before = deps.copy.position()?.seq
    const fetched = await fetchNew()
    if (fetched.kind !== 'done') return fetched
    if (deps.copy.position()?.seq !== before) continue
    recordIntegrity(deps, differing)
    const curing = cured ? undefined : cure()
    if (!curing) return DONE
    cured = true
    const end = await curing
    if (end.kind !== 'done') return end
  }
  return DONE
}

/** Documents that this build cannot read are kept aside, so their type cannot match and no new copy would change that. */
function hasUnreadable({ store }: SyncRoundDeps, type: string): boolean {
  return store.documents.quarantined().some(({ change }) => change.type === type)
}

/** Frees what a swapped-out copy occupies, in slices. */
async function reclaim(deps: SyncRoundDeps): Promise<Step> {
  while (deps.store.staging.reclaim(RECLAIMED_ROWS)) {
    await deps.scheduler.breathe()
    if (!deps.alive()) return STOPPED
  }
  return DONE
}
