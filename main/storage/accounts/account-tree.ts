import type { AccountFacts } from './account-facts'
import type { AccountNode, AccountNodeTable } from './account-node'

/**
 * Keeps every account's subtree sums while documents come and go, in any order: a child may arrive before its parent, and
 * a page of the feed may show a moved pair of accounts above each other before it shows how that was resolved.
 *
 * Changes of one transaction are gathered in memory and written once at its end, so that a page of 1,000 children of one
 * parent writes that parent once. `flush` before the commit; `discard` after a rollback.
 */
export interface AccountTree {
  /** Reads what is held of these accounts in one query, before many of them are written. */
  expect(ids: readonly string[]): void
  /** The account's document is now this. */
  put(id: string, facts: AccountFacts): void
  /** The account's document is gone. Its children stay, under a node that is only known by its id. */
  remove(id: string): void
  /** What has been gathered since the last `flush`, nodes that are gone left out. */
  gathered(): AccountNode[]
  flush(): void
  discard(): void
}

interface Held {
  readonly node: AccountNode
  /** What the table and the search index have; undefined for a node that is new. */
  readonly before: AccountNode | undefined
}

/** Deeper than any tree the rules allow; a longer chain is a cycle that damage has made. */
const MAX_CHAIN = 10_000

export function createAccountTree(table: AccountNodeTable): AccountTree {
  let held = new Map<string, Held>()
  let byNumber = new Map<number, AccountNode>()
  let unlinked: Set<AccountNode> | undefined
  let next: number | undefined
  /** Known not to be in the table. */
  const absent = new Set<string>()

  const hold = (node: AccountNode, before: AccountNode | undefined): AccountNode => {
    held.set(node.id, { node, before })
    byNumber.set(node.n, node)
    return node
  }

  const find = (id: string): AccountNode | undefined => {
    const known = held.get(id)
    if (known) return known.node
    if (absent.has(id)) return undefined
    const [stored] = table.byIds([id])
    return stored && hold({ ...stored }, stored)
  }

  const at = (n: number): AccountNode => {
    const known = byNumber.get(n)
    if (known) return known
    const stored = table.byNumber(n)
    if (!stored) throw new Error(`account node ${n} is missing`)
    return hold({ ...stored }, stored)
  }

  const findOrMake = (id: string): AccountNode => {
    const known = find(id)
    if (known) return known
    next ??= table.nextNumber()
    const n = next
    next += 1
    return hold(emptyNode(n, id), undefined)
  }

  const waiting = (): Set<AccountNode> => {
    unlinked ??= new Set(table.unlinked().map((node) => find(node.id) ?? node))
    return unlinked
  }

  const linkedParent = (node: AccountNode): AccountNode | undefined =>
    node.linked && node.parent !== null ? at(node.parent) : undefined

  const addAbove = (node: AccountNode, total: bigint, descendants: number): void => {
    for (let above = linkedParent(node); above; above = linkedParent(above)) {
      above.total += total
      above.descendantCount += descendants
    }
  }

  const isBelowOrSame = (node: AccountNode, top: AccountNode): boolean => {
    let steps = 0
    for (let step: AccountNode | undefined = node; step; step = linkedParent(step)) {
      if (step === top) return true
      steps += 1
      if (steps > MAX_CHAIN) throw new Error('the account tree has a cycle')
    }
    return false
  }

  const unlink = (node: AccountNode): void => {
    const parent = linkedParent(node)
    if (parent) {
      parent.childCount -= 1
      addAbove(node, -node.total, -1 - node.descendantCount)
    }
    waiting().delete(node)
    node.parent = null
    node.linked = true
  }

  const link = (node: AccountNode, parent: AccountNode): void => {
    node.parent = parent.n
    if (isBelowOrSame(parent, node)) {
      node.linked = false
      waiting().add(node)
      return
    }
    node.linked = true
    waiting().delete(node)
    parent.childCount += 1
    addAbove(node, node.total, 1 + node.descendantCount)
  }

  /** A changed link may have opened a cycle that kept another node out. */
  const linkWaiting = (): void => {
    for (const node of [...waiting()]) if (node.parent !== null) link(node, at(node.parent))
  }

  const moveUnder = (node: AccountNode, parentId: string | null): void => {
    const parent = parentId === null ? null : findOrMake(parentId)
    if (node.parent === (parent?.n ?? null)) return
    unlink(node)
    if (parent) link(node, parent)
    if (waiting().size > 0) linkWaiting()
  }

  const setOwn = (node: AccountNode, own: bigint): void => {
    const change = own - node.own
    if (change === 0n) return
    node.own = own
    node.total += change
    addAbove(node, change, 0)
  }

  /** Whether nothing is left to know about a node: no document, no children, no other node that waits for it. */
  const isGone = (node: AccountNode): boolean => node.facets === 0 && node.childCount === 0 && waiting().size === 0

  const write = (): void => {
    const facets = new Map<number, number>()
    const count = (facet: number, change: number) => facet !== 0 && facets.set(facet, (facets.get(facet) ?? 0) + change)
    const all = [...held.values()]
    for (const { node, before } of all) {
      count(before?.facets ?? 0, -1)
      count(node.facets, 1)
    }
    const gone = all.filter(({ node }) => isGone(node))
    const kept = all.filter(({ node, before }) => !isGone(node) && !(before && sameNode(before, node)))
    table.countFacets(facets)
    table.remove(gone.filter(({ before }) => before).map(({ node }) => node.n))
    table.upsert(kept.map(({ node }) => node))
    table.unindex(all.filter(({ node, before }) => before?.facets && !node.facets).map(({ node }) => node.n))
    table.index(all.filter(isTextChanged).map(({ node }) => node))
  }

  const discard = (): void => {
    held = new Map()
    byNumber = new Map()
    unlinked = undefined
    next = undefined
    absent.clear()
  }

  return {
    expect(ids) {
      const unknown = ids.filter((id) => !held.has(id) && !absent.has(id))
      for (const id of unknown) absent.add(id)
      for (const stored of table.byIds(unknown)) {
        absent.delete(stored.id)
        if (!held.has(stored.id)) hold({ ...stored }, stored)
      }
    },
    put(id, facts) {
      const node = findOrMake(id)
      moveUnder(node, facts.parentId)
      setOwn(node, facts.own)
      node.facets = facts.facets
      node.available = facts.available
      node.held = facts.held
      node.nameKey = facts.nameKey
      node.number = facts.number
      node.schemeRank = facts.schemeRank
      node.refKey = facts.refKey
      node.limitUse = facts.limitUse
    },
    remove(id) {
      const node = find(id)
      if (!node) return
      moveUnder(node, null)
      setOwn(node, 0n)
      Object.assign(node, textless())
    },
    gathered: () => [...held.values()].filter(({ node }) => !isGone(node)).map(({ node }) => node),
    flush() {
      if (held.size > 0) write()
      discard()
    },
    discard,
  }
}

type Facts = Pick<
  AccountNode,
  'facets' | 'available' | 'held' | 'nameKey' | 'number' | 'schemeRank' | 'refKey' | 'limitUse'
>

function textless(): Facts {
  return { facets: 0, available: 0n, held: 0n, nameKey: '', number: null, schemeRank: 0, refKey: null, limitUse: 0 }
}

function emptyNode(n: number, id: string): AccountNode {
  const sums = { own: 0n, total: 0n, childCount: 0, descendantCount: 0 }
  return { n, id, parent: null, linked: true, ...sums, ...textless() }
}

function sameNode(a: AccountNode, b: AccountNode): boolean {
  return (
    a.total === b.total &&
    a.own === b.own &&
    a.available === b.available &&
    a.held === b.held &&
    a.parent === b.parent &&
    a.linked === b.linked &&
    a.facets === b.facets &&
    a.childCount === b.childCount &&
    a.descendantCount === b.descendantCount &&
    sameText(a, b) &&
    a.schemeRank === b.schemeRank &&
    a.limitUse === b.limitUse
  )
}

function sameText(a: AccountNode, b: AccountNode): boolean {
  return a.nameKey === b.nameKey && a.number === b.number && a.refKey === b.refKey
}

/** Full-text rows are the dearest to write, so only a changed text is written. */
function isTextChanged({ node, before }: Held): boolean {
  const wasIndexed = before !== undefined && before.facets !== 0
  return node.facets !== 0 && !(wasIndexed && sameText(before, node))
}
