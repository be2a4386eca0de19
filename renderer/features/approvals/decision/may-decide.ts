import type { ApprovalRow } from '#shared/contract/approval-views'
import { isUnderWay } from '../states'
import type { Viewer } from '../use-viewer'

/** Whether this user may decide about the request now: never their own, and not twice while the first is under way. */
export function mayDecideOn(
  { status, maker, ownDecision }: Pick<ApprovalRow, 'status' | 'maker' | 'ownDecision'>,
  { mayDecide }: Pick<Viewer, 'mayDecide'>,
): boolean {
  return mayDecide && status === 'pending' && !maker.isYou && (ownDecision === null || !isUnderWay(ownDecision))
}
