import { z } from 'zod'
import { accept, type DocumentReader, defineCommand, reject } from '../command'
import type { SubAccount } from '../documents'
import { Id } from '../fields'
import { depthUnder, type Lineage, lineageOf, MAX_DEPTH } from './tree'

const Args = z.object({ id: Id, parentId: Id })
type Args = z.infer<typeof Args>

interface Loaded {
  readonly account: SubAccount | undefined
  /** Where it shall stand. */
  readonly target: Lineage | undefined
  /** Whether accounts below it would stand deeper than the rules allow. */
  readonly tooDeepBelow: boolean
}

function load(read: DocumentReader, { id, parentId }: Args): Loaded {
  const account = read.find('subAccount', id)
  const target = lineageOf(read, parentId)
  return { account, target, tooDeepBelow: account && target ? isTooDeepBelow(read, account, target) : false }
}

/** What stood deep enough before stands so after a move that goes no deeper: then nothing below needs to be read. */
function isTooDeepBelow(read: DocumentReader, account: SubAccount, target: Lineage): boolean {
  const room = MAX_DEPTH - depthUnder(target)
  if (room < 0) return false
  const present = lineageOf(read, account.parentId)
  if (present && depthUnder(target) <= depthUnder(present)) return false
  return reachesBelow(read, account.id, room)
}

/** Whether anything stands more than `levels` below: level by level, as wide as they are, and no further than that one. */
function reachesBelow(read: DocumentReader, id: string, levels: number): boolean {
  let level: readonly string[] = [id]
  for (let depth = 0; depth < levels && level.length > 0; depth += 1) {
    level = read.idsWhere('subAccount', 'parentId', level)
  }
  return read.idsWhere('subAccount', 'parentId', level, 1).length > 0
}

/**
 * Puts a sub-account, with everything below it, under another node of its current account, or under the current account
 * itself. Under the node where it stands already it is accepted, so that two people who want the same do not refuse each
 * other. No money moves, and what passed today stays counted where it passed. Source: docs/domain.md §1 Move.
 */
export const moveSubAccount = defineCommand({
  type: 'subAccount.move',
  version: 1,
  permission: 'accounts.manage',
  args: Args,
  stream: ({ id }) => `subAccount:${id}`,
  subject: ({ id }) => ({ type: 'subAccount', id }),
  load,
  decide({ account, target, tooDeepBelow }, { id, parentId }) {
    if (!account) return reject('not_found', { type: 'subAccount', id })
    if (account.status === 'closed') return reject('account.closed', { id, name: account.name })
    if (!target) return reject('not_found', { type: 'subAccount', id: parentId })
    const parent = target.ancestors[0] ?? target.currentAccount
    const { name } = account
    if (parent.status === 'closed') return reject('account.closed', { id: parent.id, name: parent.name })
    if (target.currentAccount.id !== account.currentAccountId)
      return reject('account.other_current_account', {
        id,
        name,
        parent: parent.name,
        currentAccount: target.currentAccount.name,
      })
    if (target.ancestors.some((ancestor) => ancestor.id === id))
      return reject('account.cycle', { id, name, parent: parent.name })
    if (depthUnder(target) > MAX_DEPTH || tooDeepBelow)
      return reject('account.too_deep', { maxDepth: MAX_DEPTH, name, parent: parent.name })
    return accept([{ type: 'subAccount', doc: { ...account, parentId } }])
  },
})
