import type { AuditDetail } from '#shared/contract/audit-views'
import { compareDocuments, type Difference, type Leaf, leavesOf } from '#shared/domain/audit/differences'

/** What an entry has to be read of, in the order in which it matters. */
export interface Reading {
  /** What the command changed, or made; null where the document it is about was not written. */
  readonly changed: { readonly isNew: boolean; readonly differences: readonly Difference[] } | null
  /** What is the same before and after, and what every document changes with. */
  readonly rest: readonly Difference[]
  /** The document at the time, where it was not written. */
  readonly before: readonly Leaf[]
  /** What the command asked for, but the ids that it gave. */
  readonly asked: readonly Leaf[]
}

/** What changes with every document, and its own id: nobody reads an entry for these. */
const BOOKKEEPING = new Set(['id', 'version', 'updatedAt'])

/** Every value that differs stands once in `changed` or, if it always differs, in `rest`. */
export function readingOf({ outcome, before, after, args }: AuditDetail): Reading {
  const asked = leavesOf(args).filter(({ path }) => path.at(-1) !== 'id')
  if (outcome === 'rejected' || after === undefined) {
    return { changed: null, rest: [], before: leavesOf(before), asked }
  }
  const { different, same } = compareDocuments(before, after)
  return {
    changed: {
      isNew: before === undefined,
      differences: different.filter((each) => !isBookkeeping(each)),
    },
    rest: [...same.map(({ path, value }) => ({ path, from: value, to: value })), ...different.filter(isBookkeeping)],
    before: [],
    asked,
  }
}

function isBookkeeping({ path }: Difference): boolean {
  return path.length === 1 && BOOKKEEPING.has(path[0] ?? '')
}
