import { accountNumber } from '#shared/domain/accounts/account-number'
import { newId } from '#shared/kernel/ids'
import { type Instant, instantFromEpochMs } from '#shared/kernel/time'
import { collectionTree, marketplaceTree, operationalTree, type TreeNode } from './account-tree'
import { ACCOUNT_PREFIX } from './people'
import type { AccountPlan, PlannedAccount, PlannedLimits } from './planned-account'
import type { Randomness } from './random'

/** Which current accounts the demonstration company has; `share` is its part of the sub-accounts. */
export const CURRENT_ACCOUNTS = [
  { number: '1370001122334', name: 'Giro Operasional', digit: '1', share: 0.65, tree: operationalTree },
  { number: '1370009988776', name: 'Giro Penampungan LAJU', digit: '2', share: 0.1, tree: collectionTree },
  { number: '1370005544332', name: 'Giro E-commerce', digit: '3', share: 0.25, tree: marketplaceTree },
] as const

/** Widths of the numbering scheme: one fixed digit, the branch code, the running number. */
export const BRANCH_WIDTH = 3
export const SEQUENCE_WIDTH = 6

const NO_LIMIT: PlannedLimits = { perTransaction: null, daily: null }
const RUPIAH = 100n
const TAGS = ['prioritas', 'musiman', 'audit-2026', 'baru', 'franchise', '24-jam'] as const

/** Lays out the whole hierarchy with `size` sub-accounts. Accounts were opened one second apart, starting at `openedAtMs`. */
export function planAccounts(size: number, openedAtMs: number, random: Randomness): AccountPlan {
  let opened = 0
  const nextBirth = () => {
    const atMs = openedAtMs + opened * 1000
    opened += 1
    return { id: newId({ nowMs: atMs, randomBytes: random.bytes }), updatedAt: instantFromEpochMs(atMs) }
  }
  const currentAccounts = CURRENT_ACCOUNTS.map(({ number, name }) => newAccount({ ...nextBirth(), number, name }))
  let left = size
  const subAccounts = CURRENT_ACCOUNTS.flatMap(({ digit, share, tree }, index) => {
    const top = currentAccounts[index]
    if (!top) throw new Error('a current account is missing')
    const isLast = index === CURRENT_ACCOUNTS.length - 1
    const count = isLast ? left : Math.min(left, Math.round(size * share))
    left -= count
    return growTree(tree(count), top, digit, nextBirth, random)
  })
  return { currentAccounts, subAccounts }
}

function growTree(
  nodes: readonly TreeNode[],
  top: PlannedAccount,
  digit: string,
  nextBirth: () => { id: string; updatedAt: Instant },
  random: Randomness,
): PlannedAccount[] {
  const parents = new Set(nodes.map((node) => node.parent))
  const accounts: PlannedAccount[] = []
  nodes.forEach((node, index) => {
    const parent = node.parent === null ? top : accounts[node.parent]
    if (!parent) throw new Error(`${node.name} comes before its parent`)
    const number = accountNumber(ACCOUNT_PREFIX, digit + node.branch + String(index + 1).padStart(SEQUENCE_WIDTH, '0'))
    if (!number.ok) throw new Error(`no number for ${node.name}`)
    const isLeaf = !parents.has(index)
    accounts.push(
      newAccount({
        ...nextBirth(),
        number: number.value,
        name: node.name,
        parent,
        scheme: node.scheme,
        status: isLeaf && random.chance(0.02) ? 'closed' : 'open',
        block: random.chance(0.03) ? random.pick(['debit', 'credit', 'all'] as const) : 'none',
        debitLimits: limitsFor(node, isLeaf, random),
        externalRef: node.externalRef,
        tags: random.chance(0.25) ? [random.pick(TAGS)] : [],
      }),
    )
  })
  return accounts
}

function limitsFor(node: TreeNode, isLeaf: boolean, random: Randomness): PlannedLimits {
  if (node.scheme === 'petty_cash') return { perTransaction: 2_000_000n * RUPIAH, daily: 5_000_000n * RUPIAH }
  if (!random.chance(isLeaf ? 0.25 : 0.1)) return NO_LIMIT
  const perTransaction = BigInt(random.pick(isLeaf ? [25, 50, 100] : [250, 500])) * 1_000_000n * RUPIAH
  return { perTransaction, daily: random.chance(0.7) ? perTransaction * 4n : null }
}

function newAccount(
  given: Pick<PlannedAccount, 'id' | 'number' | 'name' | 'updatedAt'> & Partial<PlannedAccount>,
): PlannedAccount {
  return {
    parent: null,
    scheme: 'operational',
    status: 'open',
    block: 'none',
    debitLimits: NO_LIMIT,
    externalRef: null,
    tags: [],
    balance: 0n,
    usedDate: '',
    used: { debit: 0n, credit: 0n },
    version: 1,
    ...given,
  }
}
