import type { DecideContext, DocumentReader, FieldFault } from '#shared/domain/command'
import type { DocumentType } from '#shared/domain/documents'
import type { JsonObject } from '#shared/kernel/json'
import type { Effects } from './effects'

/**
 * A command of the bank itself: a channel's movement, a timer, an act of the bank's staff. Decided and
 * audited as users' commands are, but without a permission, an envelope or a stored outcome: nobody repeats it.
 */
export interface SystemCommand<Result> {
  readonly type: string
  readonly args: JsonObject
  decide(read: DocumentReader, context: DecideContext): SystemAnswer<Result>
}

interface Subject {
  readonly type: DocumentType
  readonly id: string
}

export type SystemAnswer<Result> =
  | { readonly kind: 'accept'; readonly subject: Subject | null; readonly effects: Effects; readonly result: Result }
  | { readonly kind: 'reject'; readonly subject: Subject | null; readonly code: string; readonly params: JsonObject }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldFault[] }
  /** There is nothing to do, hence nothing to audit. */
  | { readonly kind: 'nothing' }
