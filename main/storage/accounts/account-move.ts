import type { Store } from '#main/storage/store'
import type { MovePreview } from '#shared/contract/account-views'
import type { AccountRow } from '#shared/contract/views'
import { formatWire, isCurrency, parseMoney } from '#shared/kernel/money'
import { readAccounts } from './account-rows'

/**
 * What moving a sub-account under `parentId` would change, from what the local copy shows. Undefined where either is not
 * there, or where the copy does not say in which currency. Whether the move may be done is not asked here.
 */
export function movePreview(
  store: Pick<Store, 'db' | 'tables'>,
  id: string,
  parentId: string,
): MovePreview | undefined {
  const path = pathTo(store, id)
  const target = pathTo(store, parentId)
  const account = path.at(-1)
  if (account?.kind !== 'sub' || target.length === 0 || !isCurrency(account.currency)) return undefined
  const from = path.slice(0, -1)
  const height = heightBelow(store, id)
  const level = { before: from.length, after: target.length }
  const isAbove = (path: readonly AccountRow[]) => (row: AccountRow) => path.some((above) => above.id === row.id)
  const moved = (row: AccountRow, sign: 1n | -1n) => changedSum(row, account, sign)
  return {
    from: from.map(stepOf),
    to: target.map(stepOf),
    level,
    deepest: { before: level.before + height, after: level.after + height },
    below: account.descendantCount,
    amount: account.rollup,
    currency: account.currency,
    sums: [
      ...from.filter((row) => !isAbove(target)(row)).map((row) => moved(row, -1n)),
      ...target.filter((row) => !isAbove(from)(row) && row.id !== id).map((row) => moved(row, 1n)),
    ],
  }
}

function stepOf({ id, name, kind }: AccountRow): MovePreview['from'][number] {
  return { id, name, kind }
}

function changedSum(row: AccountRow, account: AccountRow, sign: 1n | -1n): MovePreview['sums'][number] {
  const before = row.rollup
  const { currency } = account
  const read = (text: string): bigint => {
    const amount = isCurrency(currency) ? parseMoney(text, currency) : undefined
    return amount?.ok ? amount.value.minor : 0n
  }
  const minor = read(before) + sign * read(account.rollup)
  return { ...stepOf(row), before, after: isCurrency(currency) ? formatWire({ minor, currency }) : before }
}

/** From the current account down to the account itself; empty where there is no such account. */
function pathTo({ db, tables }: Pick<Store, 'db' | 'tables'>, id: string): AccountRow[] {
  const { accountNode } = tables()
  const numbers = db
    .prepare(
      `WITH RECURSIVE above (n, parent, facets, depth) AS (
         SELECT n, parent, facets, 0 FROM ${accountNode} WHERE id = ?
         UNION ALL SELECT node.n, node.parent, node.facets, depth + 1
         FROM above JOIN ${accountNode} AS node ON node.n = above.parent WHERE depth < 100)
       SELECT n FROM above WHERE facets <> 0 ORDER BY depth DESC`,
    )
    .all(id)
    .map((row) => Number(row.n))
  return readAccounts(db, tables(), numbers, () => new Map()).map(({ row }) => row)
}

/** Levels below the account, 0 for one without children. Walks along those that have children only. */
function heightBelow({ db, tables }: Pick<Store, 'db' | 'tables'>, id: string): number {
  const { accountNode } = tables()
  const row = db
    .prepare(
      `WITH RECURSIVE inner_nodes (n, depth) AS (
         SELECT n, 1 FROM ${accountNode} WHERE id = ? AND child_count > 0
         UNION ALL SELECT node.n, depth + 1 FROM inner_nodes
         JOIN ${accountNode} AS node INDEXED BY ${accountNode}_inner
           ON node.parent = inner_nodes.n AND node.child_count > 0 WHERE depth < 100)
       SELECT max(depth) AS height FROM inner_nodes`,
    )
    .get(id)
  return Number(row?.height ?? 0)
}
