import type { BackendError, BackendErrorKind } from '#main/backend/port'
import type { AppProblem } from '#shared/contract/views'

/** Why a round of synchronising ended early; `local` is this computer's own disk. */
export interface RoundFailure {
  readonly kind: BackendErrorKind | 'local'
  readonly problem: AppProblem
  readonly retryAfterMs?: number
  /** A good part was done before it ended: the line carries, it only breaks, so waiting begins anew from the shortest. */
  readonly progressed?: true
}

/** How one step of a round ended. `stopped`: the service is being stopped and nothing may be touched any more. */
export type Step = { readonly kind: 'done' } | { readonly kind: 'stopped' } | StepFailure

export interface StepFailure {
  readonly kind: 'failed'
  readonly failure: RoundFailure
}

export const DONE: Step = { kind: 'done' }
export const STOPPED: Step = { kind: 'stopped' }

export function failedStep({ kind, problem, retryAfterMs }: BackendError): StepFailure {
  return { kind: 'failed', failure: { kind, problem, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) } }
}
