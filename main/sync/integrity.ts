import type { BackendError, BankBackend } from '#main/backend/port'
import type { DigestResponse } from '#shared/contract/http'
import { DOCUMENT_TYPES, type DocumentType } from '#shared/domain/documents'
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
    if (!matches(deps, type, answer.value)) differing.push(type)
    // A type may have a hundred thousand rows; the window's questions go in between.
    await deps.scheduler.breathe()
    if (!deps.alive()) return undefined
  }
  return ok({ digest: answer.value, differing })
}

function matches({ store }: IntegrityDeps, type: DocumentType, { types }: DigestResponse): boolean {
  const theirs = types[type]
  const ours = store.documents.digest(type)
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
