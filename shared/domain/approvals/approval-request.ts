import type { JsonObject } from '../../kernel/json'
import { addMs, type Instant } from '../../kernel/time'
import type { DocumentPut } from '../command'
import type { APPROVAL_SUBJECTS } from '../documents'

/** How long an approval may wait for a second person. Source: docs/domain.md §0 Maker and checker. */
export const APPROVAL_LAPSES_AFTER_HOURS = 72

const HOUR_MS = 60 * 60 * 1000

export interface ApprovalRequest {
  readonly id: string
  readonly subjectType: (typeof APPROVAL_SUBJECTS)[number]
  readonly subjectId: string
  readonly makerId: string
  /** Exactly what will happen: amounts, fee, accounts. */
  readonly summary: JsonObject
}

/** Asks a second person. */
export function requestApproval(request: ApprovalRequest, now: Instant): DocumentPut {
  return {
    type: 'approval',
    doc: {
      ...request,
      status: 'pending',
      requestedAt: now,
      lapsesAt: addMs(now, APPROVAL_LAPSES_AFTER_HOURS * HOUR_MS),
    },
  }
}
