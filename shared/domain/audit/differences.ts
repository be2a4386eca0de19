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
  /** In the order of `after`; what only `before` has stands behind it. */
  readonly different: readonly Difference[]
  readonly same: readonly Leaf[]
}

/** What lies deeper is one value, written as JSON: no document of ours is half as deep. */
const DEEPEST = 16
const EMPTY = {}

/** Every value of a JSON document, each once; none of one that is missing. */
export function leavesOf(document: unknown): Leaf[] {
  const leaves: Leaf[] = []
  gather(document, [], leaves)
  return leaves
}

/** Compares two JSON documents, either of which may be missing. */
export function compareDocuments(before: unknown, after: unknown): Comparison {
  const different: Difference[] = []
  const same: Leaf[] = []
  const left = new Map(leavesOf(before).map((leaf) => [JSON.stringify(leaf.path), leaf]))
  for (const leaf of leavesOf(after)) {
    const key = JSON.stringify(leaf.path)
    const old = left.get(key)
    left.delete(key)
    if (old && isSame(old.value, leaf.value)) same.push(leaf)
    else different.push({ path: leaf.path, from: old?.value, to: leaf.value })
  }
  for (const { path, value } of left.values()) different.push({ path, from: value })
  return { different, same }
}

function gather(value: unknown, path: Path, into: Leaf[]): void {
  if (isPlain(value)) into.push({ path, value })
  else if (typeof value !== 'object' || value === null) return
  // What was added to a list of plain values would else seem to push the others aside.
  else if (Array.isArray(value) && value.every(isPlain)) into.push({ path, value: [...value] })
  else if (Object.keys(value).length === 0) into.push({ path, value: EMPTY })
  else if (path.length >= DEEPEST) into.push({ path, value: JSON.stringify(value) })
  else for (const [key, inner] of Object.entries(value)) gather(inner, [...path, key], into)
}

export function isPlain(value: unknown): value is Plain {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function isSame(a: LeafValue, b: LeafValue): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))
}
