import { z } from 'zod'
import { parseCurrency } from '../../kernel/money'
import { accept, type Decision, type DocumentReader, defineCommand, invalid, reject } from '../command'
import { Block, type CurrentAccount, type SubAccount } from '../documents'
import { Id, Text } from '../fields'
import { changedLimits, LimitChange, limitFaults } from './limits'

interface Loaded {
  readonly account: SubAccount | undefined
}

const subject = (args: { id: string }) => ({ type: 'subAccount' as const, id: args.id })
const stream = (args: { id: string }) => `subAccount:${args.id}`
const load = (read: DocumentReader, args: { id: string }): Loaded => ({ account: read.find('subAccount', args.id) })

/** Closed accounts are final, so every change asks this first. Source: docs/domain.md §1 Close. */
function changeOpen(id: string, account: SubAccount | undefined, change: (account: SubAccount) => Decision): Decision {
  if (!account) return reject('not_found', { type: 'subAccount', id })
  if (account.status === 'closed') return reject('account.closed', { id, name: account.name })
  return change(account)
}

/** Renames a sub-account or changes what the company knows it by; null or an empty list removes. */
export const updateSubAccount = defineCommand({
  type: 'subAccount.update',
  version: 1,
  permission: 'accounts.manage',
  args: z.object({
    id: Id,
    name: Text(80).optional(),
    externalRef: Text(64).nullable().optional(),
    tags: z.array(Text(40)).max(20).optional(),
  }),
  stream,
  subject,
  load,
  decide: ({ account }, args) =>
    changeOpen(args.id, account, ({ externalRef, tags, ...rest }) => {
      const nextRef = args.externalRef === undefined ? externalRef : (args.externalRef ?? undefined)
      const nextTags = args.tags ?? tags
      return accept([
        {
          type: 'subAccount',
          doc: {
            ...rest,
            name: args.name ?? rest.name,
            ...(nextRef === undefined ? {} : { externalRef: nextRef }),
            ...(nextTags === undefined || nextTags.length === 0 ? {} : { tags: nextTags }),
          },
        },
      ])
    }),
})

/** Sets or removes limits of either direction. Source: docs/domain.md §1 Limits. */
export const setLimits = defineCommand({
  type: 'subAccount.setLimits',
  version: 1,
  permission: 'accounts.manage',
  args: LimitChange.extend({ id: Id }),
  stream,
  subject,
  load(read, args): Loaded & { currentAccount: CurrentAccount | undefined } {
    const { account } = load(read, args)
    return { account, currentAccount: account && read.find('currentAccount', account.currentAccountId) }
  },
  decide: ({ account, currentAccount }, args) =>
    changeOpen(args.id, account, (open) => {
      const currency = parseCurrency(currentAccount?.currency ?? '')
      if (!currency.ok) return reject(currency.error.code, currency.error.params)
      const faults = limitFaults(args, currency.value)
      if (faults.length > 0) return invalid(faults)
      return accept([{ type: 'subAccount', doc: { ...open, limits: changedLimits(open.limits, args) } }])
    }),
})

/** Blocks debits, credits or both, or lifts the block. Holds survive. Source: docs/domain.md §1 Block. */
export const setBlock = defineCommand({
  type: 'subAccount.setBlock',
  version: 1,
  permission: 'accounts.manage',
  args: z.object({ id: Id, block: Block, reason: Text(200) }),
  stream,
  subject,
  load,
  decide: ({ account }, args) =>
    changeOpen(args.id, account, (open) =>
      accept([{ type: 'subAccount', doc: { ...open, block: args.block, blockReason: args.reason } }]),
    ),
})
