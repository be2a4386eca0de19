import { z } from 'zod'
import { isZero, parseCurrency, parseMoney } from '../../kernel/money'
import { accept, type DocumentReader, defineCommand, reject } from '../command'
import type { CurrentAccount, SubAccount } from '../documents'
import { Id, Text } from '../fields'

const Args = z.object({ id: Id, reason: Text(200) })
type Args = z.infer<typeof Args>

interface Loaded {
  readonly account: SubAccount | undefined
  readonly currentAccount: CurrentAccount | undefined
  readonly openChild: SubAccount | undefined
}

function load(read: DocumentReader, { id }: Args): Loaded {
  const account = read.find('subAccount', id)
  return {
    account,
    currentAccount: account && read.find('currentAccount', account.currentAccountId),
    openChild: account && openChildOf(read, id),
  }
}

/** Children asked for at first: mostly the first one is open. Closed ones stay children for ever, so more are asked for. */
const FIRST_LOOK = 1
const LOOK_FURTHER = 16

function openChildOf(read: DocumentReader, id: string): SubAccount | undefined {
  for (let limit = FIRST_LOOK; ; limit *= LOOK_FURTHER) {
    const children = read.findWhere('subAccount', 'parentId', id, limit)
    const open = children.find(({ status }) => status === 'open')
    if (open || children.length < limit) return open
  }
}

/**
 * Closes a sub-account for ever; its number is never given again. It must hold no money and have no open account below.
 * Reason and time stay in the document. Source: docs/domain.md §1 Close.
 */
export const closeSubAccount = defineCommand({
  type: 'subAccount.close',
  version: 1,
  permission: 'accounts.manage',
  args: Args,
  stream: ({ id }) => `subAccount:${id}`,
  subject: ({ id }) => ({ type: 'subAccount', id }),
  load,
  decide({ account, currentAccount, openChild }, { id, reason }, { now }) {
    if (!account) return reject('not_found', { type: 'subAccount', id })
    const { name, balance, held } = account
    if (account.status === 'closed') return reject('account.closed', { id, name })
    const currency = parseCurrency(currentAccount?.currency ?? '')
    if (!currency.ok) return reject(currency.error.code, currency.error.params)
    const isNothing = (text: string): boolean => {
      const amount = parseMoney(text, currency.value)
      return amount.ok && isZero(amount.value)
    }
    if (!isNothing(balance) || !isNothing(held))
      return reject('account.not_empty', { id, name, balance, held, currency: currency.value })
    if (openChild) return reject('account.has_children', { id, name, childId: openChild.id, childName: openChild.name })
    return accept([{ type: 'subAccount', doc: { ...account, status: 'closed', closeReason: reason, closedAt: now } }])
  },
})
