import { useNavigate, useParams, useSearchParams } from 'react-router-dom'
import { SEGMENTS, type Segment } from './view-memory'

/** Where the screen stands, as its address says: `/approvals/<id>?view=history`, `/approvals?view=transfers&transfer=<id>`. */
export interface Place {
  readonly segment: Segment
  readonly approvalId: string | null
  readonly transferId: string | null
  /** Transfers of this account only; taken over into the filter once. */
  readonly accountId: string | null
  openSegment(segment: Segment): void
  openApproval(id: string): void
  openTransfer(id: string): void
  closeDrawer(): void
  /** The account of the address has become a filter. */
  forgetAccount(): void
}

export function usePlace(first: Segment, allowed: readonly Segment[]): Place {
  const navigate = useNavigate()
  const { approvalId } = useParams()
  const [params] = useSearchParams()
  const asked = SEGMENTS.find((name) => name === params.get('view'))
  const segment = asked !== undefined && allowed.includes(asked) ? asked : first
  const go = (path: string) => void navigate(path)
  return {
    segment,
    approvalId: approvalId ?? null,
    transferId: params.get('transfer'),
    accountId: params.get('account'),
    openSegment: (name) => go(`/approvals?view=${name}`),
    openApproval: (id) => go(`/approvals/${encodeURIComponent(id)}?view=${segment}`),
    openTransfer: (id) => go(`/approvals?view=transfers&transfer=${encodeURIComponent(id)}`),
    forgetAccount: () => void navigate('/approvals?view=transfers', { replace: true }),
    closeDrawer: () => go(`/approvals?view=${segment}`),
  }
}
