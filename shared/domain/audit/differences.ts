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
const EMPTY = {}

/** Every value of a JSON document, each once; none of one that is missing. */
export function leavesOf(document: unknown): Leaf[] {
  const leaves: Leaf[] = []
  gather(document, [], (path, value) => leaves.push({ path, value }))
  return leaves
}

/** Compares two JSON documents, either of which may be missing. */
export function compareDocuments(before: unknown, after: unknown): Comparison {
  const different: Difference[] = []
  const same: Leaf[] = []
  compare(before, after, [], {
    different: (found) => different.push(found),
    same: (path, value) => same.push({ path, value }),
  })
  return { different, same }
}

/** As `compareDocuments`, without what is the same. */
export function differencesBetween(before: unknown, after: unknown): Difference[] {
  const different: Difference[] = []
  compare(before, after, [], { different: (found) => different.push(found), same: null })
  return different
}

type OnLeaf = (path: Path, value: LeafValue) => void

interface Found {
  different(found: Difference): void
  readonly same: OnLeaf | null
}

/** Every document of a feed passes here: where the walk stands is one list, copied only for what is found. */
function compare(before: unknown, after: unknown, at: string[], found: Found): void {
  const from = leafAt(before, at.length)
  const to = leafAt(after, at.length)
  if (from !== undefined && to !== undefined) {
    if (!isSame(from, to)) found.different({ path: [...at], from, to })
    else found.same?.([...at], to)
  } else if (from === undefined && to === undefined && isObject(before) && isObject(after)) {
    for (const key of Object.keys(after)) below(key, before, after, at, found)
    for (const key of Object.keys(before)) if (!Object.hasOwn(after, key)) below(key, before, after, at, found)
  } else {
    gather(after, at, (path, value) => found.different({ path, to: value }))
    gather(before, at, (path, value) => found.different({ path, from: value }))
  }
}

function below(key: string, before: Fields, after: Fields, at: string[], found: Found): void {
  const from = ownOf(before, key)
  const to = ownOf(after, key)
  if (from === to && found.same === null) return
  at.push(key)
  compare(from, to, at, found)
  at.pop()
}

function gather(value: unknown, at: string[], found: OnLeaf): void {
  const leaf = leafAt(value, at.length)
  if (leaf !== undefined) found([...at], leaf)
  else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      at.push(key)
      gather(ownOf(value, key), at, found)
      at.pop()
    }
  }
}

type Fields = Readonly<Record<string, unknown>>

/** A list is one too: its places are its keys. */
function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

/** The value where it is shown as one, undefined where it is missing or has values below. */
function leafAt(value: unknown, depth: number): LeafValue | undefined {
  if (isPlain(value)) return value
  if (typeof value !== 'object' || value === null) return undefined
  // What was added to a list of plain values would else seem to push the others aside.
  if (Array.isArray(value) && value.every(isPlain)) return value
  for (const _ in value) return depth < DEEPEST ? undefined : JSON.stringify(value)
  return EMPTY
}

export function isPlain(value: unknown): value is Plain {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** Never what a prototype has: documents may have any key. */
function ownOf(value: Fields, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined
}

function isSame(a: LeafValue, b: LeafValue): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))
}
