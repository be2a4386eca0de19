import type { DocumentPut } from '#shared/domain/command'
import { addMs, type Instant, parseInstant } from '#shared/kernel/time'

/** The timer that ends approvals which nobody has decided in time. */
export const APPROVAL_LAPSE = 'approval_lapse'

/** What the bank does about a missed deadline happens just after it. Source: docs/domain.md §0 Time. */
export function justAfter(lapsesAt: string): Instant {
  const deadline = parseInstant(lapsesAt)
  if (!deadline.ok) throw new Error(`an approval lapses at no instant: ${lapsesAt}`)
  return addMs(deadline.value, 1)
}

/** When the bank must look at an approval that is being written; undefined for one that nobody waits for. */
export function lapseTimerOf({ type, doc }: DocumentPut): Instant | undefined {
  return type === 'approval' && doc.status === 'pending' ? justAfter(doc.lapsesAt) : undefined
}
