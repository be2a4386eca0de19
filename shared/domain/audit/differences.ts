/**
 * What an audit entry's before and after have in common and what not, value by value. Source: docs/domain.md §0 Audit.
 *
 * Documents are read as they come, those of other backends included: nothing here knows what a field means.
 */

/** Where a value stands: keys of objects and places in lists, from the outside in. */
export type Path = readonly string[]

export type Plain = string | number | boolean | null

/** A value that is shown as one: a plain one, a list of plain ones such as tags, an empty list, or `{}`. */
export type LeafValue = Plain | readonly Plain[] | Readonly<Record<string, never>>

export interface Leaf {
  readonly path: Path
  readonly value: LeafValue
}

/** A value that is not the same on both sides; undefined on the side that does not have it. */
export interface Difference {
  readonly path: Path
  readonly from?: LeafValue | undefined
  readonly to?: LeafValue | undefined
}

export interface Comparison {
  /** In the order of `after`; what only `before` has in some part of it stands behind the rest of that part. */
  readonly different: readonly Difference[]
  readonly same: readonly Leaf[]
}

/** What lies deeper is one value, written as JSON: no document of ours is half as deep. */
const DEEPEST = 16
const ROOT: Path = []
const EMPTY = {}

/** Every value of a JSON document, each once; none of one that is missing. */
export function leavesOf(document: unknown): Leaf[] {
  const leaves: Leaf[] = []
  gather(document, ROOT, (leaf) => leaves.push(leaf))
  return leaves
}

/** Compares two JSON documents, either of which may be missing. */
export function compareDocuments(before: unknown, after: unknown): Comparison {
  const different: Difference[] = []
  const same: Leaf[] = []
  compare(before, after, ROOT, { different: (each) => different.push(each), same: (each) => same.push(each) })
  return { different, same }
}

/** As `compareDocuments`, without what is the same. */
export function differencesBetween(before: unknown, after: unknown): Difference[] {
  const different: Difference[] = []
  compare(before, after, ROOT, { different: (each) => different.push(each), same: null })
  return different
}

interface Found {
  different(found: Difference): void
  readonly same: ((leaf: Leaf) => void) | null
}

function compare(before: unknown, after: unknown, path: Path, found: Found): void {
  if (isBranch(before, path) && isBranch(after, path)) {
    for (const [key, inner] of Object.entries(after)) compare(ownOf(before, key), inner, [...path, key], found)
    for (const [key, inner] of Object.entries(before)) {
      if (!Object.hasOwn(after, key)) compare(inner, undefined, [...path, key], found)
    }
    return
  }
  const from = leafAt(before, path)
  const to = leafAt(after, path)
  if (from !== undefined && to !== undefined) {
    if (isSame(from, to)) found.same?.({ path, value: to })
    else found.different({ path, from, to })
    return
  }
  gather(after, path, ({ path: at, value }) => found.different({ path: at, to: value }))
  gather(before, path, ({ path: at, value }) => found.different({ path: at, from: value }))
}

function gather(value: unknown, path: Path, found: (leaf: Leaf) => void): void {
  const leaf = leafAt(value, path)
  if (leaf !== undefined) found({ path, value: leaf })
  else if (isBranch(value, path)) for (const [key, inner] of Object.entries(value)) gather(inner, [...path, key], found)
}

/** Whether there are values of their own below. */
function isBranch(value: unknown, path: Path): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && leafAt(value, path) === undefined
}

/** The value where it is shown as one, undefined where it is missing or has values below. */
function leafAt(value: unknown, path: Path): LeafValue | undefined {
  if (isPlain(value)) return value
  if (typeof value !== 'object' || value === null) return undefined
  // What was added to a list of plain values would else seem to push the others aside.
  if (Array.isArray(value) && value.every(isPlain)) return value
  for (const _ in value) return path.length < DEEPEST ? undefined : JSON.stringify(value)
  return EMPTY
}

function isPlain(value: unknown): value is Plain {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** Never what a prototype has: documents may have any key. */
function ownOf(value: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined
}

function isSame(a: LeafValue, b: LeafValue): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))
}
