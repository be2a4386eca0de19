import { expect } from 'vitest'
import type { Store } from '#main/storage/store'

/** Sums of the account tree as the store keeps them, beside the same worked out anew from what the user sees. */

export interface Sums {
  readonly parent: string | null
  readonly total: string
  readonly childCount: number
  readonly descendantCount: number
}

interface Visible {
  readonly id: string
  readonly parentId: string | null
  readonly own: bigint
}

function visibleAccounts({ db, tables }: Store): Visible[] {
  const read = (type: 'currentAccount' | 'subAccount') =>
    db
      .prepare(`SELECT id, doc ->> '$.parentId' AS parent, CAST(balance AS TEXT) AS own FROM ${tables().entity(type)}`)
      .all()
      .map((row) => ({ id: String(row.id), parentId: row.parent as string | null, own: BigInt(String(row.own)) }))
  return [...read('currentAccount'), ...read('subAccount')]
}

/** Sums by plain recursion over what the user sees; undefined where the documents form a cycle. */
export function recomputed(store: Store): Map<string, Sums> | undefined {
  const accounts = visibleAccounts(store)
  const ids = new Set(accounts.map((account) => account.id))
  const result = new Map<string, Sums>()
  let visited = 0
  const below = new Map<string | null, Visible[]>()
  for (const account of accounts) {
    const siblings = below.get(account.parentId)
    if (siblings) siblings.push(account)
    else below.set(account.parentId, [account])
  }
  const visit = (account: Visible): { total: bigint; count: number } => {
    visited += 1
    let total = account.own
    let count = 0
    const children = below.get(account.id) ?? []
    for (const child of children) {
      const below = visit(child)
      total += below.total
      count += 1 + below.count
    }
    result.set(account.id, {
      parent: account.parentId,
      total: String(total),
      childCount: children.length,
      descendantCount: count,
    })
    return { total, count }
  }
  for (const account of accounts) if (account.parentId === null || !ids.has(account.parentId)) visit(account)
  return visited === accounts.length ? result : undefined
}

export function kept({ db, tables }: Store): Map<string, Sums> {
  const { accountNode } = tables()
  const rows = db
    .prepare(
      `SELECT node.id, parent.id AS parent, CAST(node.total AS TEXT) AS total, node.child_count, node.descendant_count
       FROM ${accountNode} AS node LEFT JOIN ${accountNode} AS parent ON parent.n = node.parent WHERE node.facets <> 0`,
    )
    .all()
  return new Map(
    rows.map((row) => [
      String(row.id),
      {
        parent: row.parent as string | null,
        total: String(row.total),
        childCount: Number(row.child_count),
        descendantCount: Number(row.descendant_count),
      },
    ]),
  )
}

function facets({ db, tables }: Store): { kept: unknown; counted: unknown } {
  const { accountFacet, accountNode, accountSearch } = tables()
  const sql = `SELECT facets, count(*) AS accounts FROM ${accountNode} WHERE facets <> 0 GROUP BY facets ORDER BY facets`
  const kept = db.prepare(`SELECT facets, accounts FROM ${accountFacet} WHERE accounts <> 0 ORDER BY facets`).all()
  const counted = db.prepare(sql).all()
  const indexed = db
    .prepare(`SELECT count(*) AS rows FROM ${accountSearch} WHERE ${accountSearch} MATCH '"cabang"'`)
    .get()
  const named = db.prepare(`SELECT count(*) AS rows FROM ${accountNode} WHERE name_key LIKE '%cabang%'`).get()
  return { kept: { kept, indexed: indexed?.rows }, counted: { kept: counted, indexed: named?.rows } }
}

/** Whether what is kept is what a plain recursion finds; documents that form a cycle have no sums. */
export function expectSums(store: Store): void {
  const expected = recomputed(store)
  if (!expected) return
  expect(kept(store)).toEqual(expected)
  const { kept: held, counted } = facets(store)
  expect(held).toEqual(counted)
}
