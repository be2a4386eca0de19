/**
 * The flattened tree: which node stands at which row, without holding the nodes.
 *
 * A row exists for every child of every open node, loaded or not, so 100,000 accounts cost as many numbers as there are
 * open nodes. Pure: it is rebuilt when a page arrives or a node opens, and asked for each visible row.
 */

/** Key of a list of siblings: the parent's id, or null for the top of the tree. */
export type ParentKey = string | null

/** An open node, by its place among its siblings (zero-based). */
export interface OpenNode {
  readonly id: string
  readonly index: number
}

/** What is known of the tree when it is laid out. */
export interface TreeShape {
  /** How many children the node has; for null, how many top nodes there are. */
  childCount(parent: ParentKey): number
  /** The open nodes among the children, in the order of `index`, each index once. */
  openAmong(parent: ParentKey): readonly OpenNode[]
}

/** Where a row stands in the tree. */
export interface TreeSlot {
  readonly parent: ParentKey
  /** Zero-based place among the siblings. */
  readonly index: number
  /** 1 for the top of the tree, as `aria-level` counts. */
  readonly level: number
  readonly siblings: number
  /** Row of the parent, −1 at the top. */
  readonly parentRow: number
}

interface Branch {
  readonly parent: ParentKey
  readonly level: number
  readonly count: number
  /** Open children with rows below them, in order; `before` counts the rows inside earlier open siblings. */
  readonly open: readonly { readonly index: number; readonly before: number; readonly branch: Branch }[]
  /** Rows of this list and of everything open below it. */
  readonly size: number
}

export interface TreeLayout {
  /** Rows in all. */
  readonly size: number
  /** Which node stands at `row`; undefined outside 0…size−1. */
  slotAt(row: number): TreeSlot | undefined
  /** The row of a child; undefined where its parent is not open or has no such child. */
  rowOf(parent: ParentKey, index: number): number | undefined
}

/** Lays the open part of the tree out in rows. A node met twice on one path (a damaged copy) is not opened again. */
export function layOut(shape: TreeShape): TreeLayout {
  const starts = new Map<ParentKey, { readonly branch: Branch; readonly firstRow: number }>()
  const root = branchOf(shape, null, 1, new Set())
  place(root, 0, starts)
  return {
    size: root.size,
    slotAt: (row) => (Number.isInteger(row) && row >= 0 && row < root.size ? descend(root, row) : undefined),
    rowOf(parent, index) {
      const start = starts.get(parent)
      if (start === undefined || index < 0 || index >= start.branch.count) return undefined
      return start.firstRow + index + rowsBefore(start.branch, index)
    },
  }
}

function branchOf(shape: TreeShape, parent: ParentKey, level: number, path: Set<ParentKey>): Branch {
  const count = Math.max(0, shape.childCount(parent))
  const inside = new Set(path).add(parent)
  const open: { index: number; before: number; branch: Branch }[] = []
  let before = 0
  for (const node of shape.openAmong(parent)) {
    if (node.index >= count || inside.has(node.id)) continue
    const branch = branchOf(shape, node.id, level + 1, inside)
    if (branch.size === 0) continue
    open.push({ index: node.index, before, branch })
    before += branch.size
  }
  return { parent, level, count, open, size: count + before }
}

function place(branch: Branch, firstRow: number, starts: Map<ParentKey, { branch: Branch; firstRow: number }>): void {
  starts.set(branch.parent, { branch, firstRow })
  for (const { index, before, branch: below } of branch.open) place(below, firstRow + index + before + 1, starts)
}

/** How many open children stand before the child at `index`. */
function openBefore(branch: Branch, index: number): number {
  return firstWhere(branch.open.length, (at) => (branch.open[at]?.index ?? Number.POSITIVE_INFINITY) >= index)
}

function rowsBefore(branch: Branch, index: number): number {
  const last = branch.open[openBefore(branch, index) - 1]
  return last === undefined ? 0 : last.before + last.branch.size
}

function descend(root: Branch, row: number): TreeSlot {
  let branch = root
  let offset = row
  let firstRow = 0
  for (;;) {
    const { open } = branch
    // The last open child whose own row is at or above the wanted one decides: on it, inside it, or after it.
    const at = firstWhere(open.length, (i) => rowOfOpen(open[i]) > offset) - 1
    const candidate = open[at]
    if (candidate === undefined) return slot(branch, offset, firstRow)
    const own = rowOfOpen(candidate)
    if (offset === own) return slot(branch, candidate.index, firstRow)
    const inside = offset - own - 1
    if (inside >= candidate.branch.size)
      return slot(branch, offset - candidate.before - candidate.branch.size, firstRow)
    firstRow += own + 1
    offset = inside
    branch = candidate.branch
  }
}

function rowOfOpen(entry: Branch['open'][number] | undefined): number {
  return entry === undefined ? Number.POSITIVE_INFINITY : entry.index + entry.before
}

/** A branch starts right below its parent, hence the parent's row is the one before. */
function slot(branch: Branch, index: number, firstRow: number): TreeSlot {
  return { parent: branch.parent, index, level: branch.level, siblings: branch.count, parentRow: firstRow - 1 }
}

/** The first of 0…length for which `holds`, which stays true once true; `length` where it never is. */
function firstWhere(length: number, holds: (at: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
