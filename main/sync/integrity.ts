import type { BackendError, BankBackend } from '#main/backend/port'
import type { Digest } from '#main/storage/store'
import type { DigestResponse } from '#shared/contract/http'
import { DOCUMENT_TYPES } from '#shared/domain/documents'
import { ok, type Result } from '#shared/kernel/result'
import type { ConnectionHistory } from './connection-history'
import type { Scheduler } from './ports'
import { bankNow, type Guessing } from './rebase'

export interface IntegrityDeps extends Guessing {
  readonly backend: BankBackend
  readonly scheduler: Scheduler
  readonly history: ConnectionHistory
  readonly alive: () => boolean
}

export interface Comparison {
  /** The bank's side, to tell a copy that lags from one that is wrong. */
  readonly digest: DigestResponse
  /** Types whose count or hash differs; empty where the copy is proven. */
  readonly differing: readonly string[]
}

/** Compares this copy with the bank's digest, without recording it. Undefined when the service is being stopped. */
export async function compareWithBank(deps: IntegrityDeps): Promise<Result<Comparison, BackendError> | undefined> {
  const answer = await deps.backend.digest()
  if (!deps.alive()) return undefined
  if (!answer.ok) return answer
  const position = deps.copy.position()
  if (position === null || answer.value.epoch !== position.epoch)
    return ok({ digest: answer.value, differing: ['epoch'] })
  const differing: string[] = []
  for (const type of DOCUMENT_TYPES) {
    // A type may have a hundred thousand rows; the window's questions go in between. Guesses made meanwhile do no harm:
    // a digest reads only what the bank has, and that changes in this round's own steps alone.
    const slices = deps.store.documents.digestInSlices(type)
    let step = slices.next()
    while (!step.done) {
      await deps.scheduler.breathe()
      if (!deps.alive()) return undefined
      step = slices.next()
    }
    if (!matches(answer.value.types[type], step.value)) differing.push(type)
    await deps.scheduler.breathe()
    if (!deps.alive()) return undefined
  }
  return ok({ digest: answer.value, differing })
}

function matches(theirs: DigestResponse['types'][string] | undefined, ours: Digest): boolean {
  if (theirs === undefined) return ours.count === 0
  return theirs.count === ours.count && theirs.hash === ours.hash
}

/** Keeps how the comparison ended for the Sync screen. */
export function recordIntegrity(deps: IntegrityDeps, differing: readonly string[]): void {
  const matched = differing.length === 0
  deps.store.transaction(() => {
    deps.copy.setIntegrity({ checkedAt: bankNow(deps), matches: matched, types: [...differing] })
    deps.history.add('integrity', { matches: matched, types: [...differing] })
  })
}
