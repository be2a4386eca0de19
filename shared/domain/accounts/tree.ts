import type { DocumentReader } from '../command'
import type { CurrentAccount, SubAccount } from '../documents'

/** Sub-accounts may be nested this deep below their current account. Source: docs/domain.md §1. */
export const MAX_DEPTH = 6

/** Where a node hangs: its current account and the sub-accounts above it, nearest first. */
export interface Lineage {
  readonly currentAccount: CurrentAccount
  readonly ancestors: readonly SubAccount[]
}

/**
 * Follows `parentId` up to the current account. Undefined where a link is missing, or where the chain
 * is longer than the rules allow, which only a damaged copy can show.
 */
export function lineageOf(read: DocumentReader, parentId: string): Lineage | undefined {
  const ancestors: SubAccount[] = []
  let id = parentId
  while (ancestors.length <= MAX_DEPTH) {
    const currentAccount = read.find('currentAccount', id)
    if (currentAccount) return { currentAccount, ancestors }
    const ancestor = read.find('subAccount', id)
    if (!ancestor) return undefined
    ancestors.push(ancestor)
    id = ancestor.parentId
  }
  return undefined
}

/** Depth of a node placed under this lineage; 1 is directly under the current account. */
export function depthUnder(lineage: Lineage): number {
  return lineage.ancestors.length + 1
}
