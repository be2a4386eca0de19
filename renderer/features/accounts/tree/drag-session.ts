import type { AccountRow, AppProblem } from '#shared/contract/views'
import { ask } from '../../../data/bridge'
import { HEADER_PX } from './use-virtual-rows'

/** Where the pointer is, in window coordinates. */
export interface Pointer {
  readonly x: number
  readonly y: number
}

/** What the rules say of a place: it stands there already, it may go there, or why not. */
export type Verdict = 'asking' | 'stays' | 'allowed' | AppProblem

/** Pixels that the pointer moves before a press becomes a drag. */
const SLACK_PX = 6

export function isFarEnough(from: Pointer, to: Pointer): boolean {
  return Math.hypot(to.x - from.x, to.y - from.y) > SLACK_PX
}

/** Only an open sub-account can be moved; everything else is turned away by the rules, which say why. */
export function canBeDragged(account: AccountRow | undefined): account is AccountRow {
  return account?.kind === 'sub' && account.status === 'open'
}

/** The row under the pointer; undefined over the head, beside the list and below its end. */
export function rowUnder(
  { x, y }: Pointer,
  box: Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>,
  scrollTop: number,
  rowPx: number,
  rows: number,
): number | undefined {
  if (x < box.left || x > box.right || y < box.top + HEADER_PX || y > box.bottom) return undefined
  const row = Math.floor((y - box.top - HEADER_PX + scrollTop) / rowPx)
  return row < rows ? row : undefined
}

/** Pixels from the edge within which the list scrolls by itself, and how many it scrolls a frame at the edge itself. */
const EDGE_PX = 44
const FASTEST_PX = 16

/** Pixels to scroll in this frame: faster the nearer the pointer is to the edge, or beyond it; 0 in between. */
export function scrollStep({ y }: Pointer, box: Pick<DOMRect, 'top' | 'bottom'>): number {
  const above = box.top + HEADER_PX + EDGE_PX - y
  const below = y - (box.bottom - EDGE_PX)
  const near = Math.max(above, below)
  if (near <= 0) return 0
  const step = Math.ceil((Math.min(near, EDGE_PX) / EDGE_PX) * FASTEST_PX)
  return above > 0 ? -step : step
}

/** Asks the rules about each place once for as long as one account is dragged. */
export function createVerdicts(account: AccountRow, onAnswer: () => void) {
  const known = new Map<string, Verdict>()
  return (target: AccountRow): Verdict => {
    if (target.id === account.parentId) return 'stays'
    const before = known.get(target.id)
    if (before) return before
    known.set(target.id, 'asking')
    void ask('commands.preview', { type: 'subAccount.move', args: { id: account.id, parentId: target.id } }).then(
      (answer) => {
        known.set(target.id, answer.ok ? 'allowed' : answer.problem)
        onAnswer()
      },
    )
    return 'asking'
  }
}
