import { randomInt } from 'node:crypto'
import type { CurrentAccount, SubAccount } from '#shared/domain/documents'
import type { JsonObject } from '#shared/kernel/json'
import { freshId, type Session } from '../../support/bank-client'
import type { Replica } from './replica'

/** Sub-accounts of a test's own, so that tests that share a bank do not meet. */

export function rupiahAccount(replica: Replica): CurrentAccount {
  const found = replica.all('currentAccount').find((account) => account.currency === 'IDR')
  if (found === undefined) throw new Error('the demo company has no account in rupiah')
  return found
}

/** A body that nobody else types: the demo's own numbers do not begin with nine. */
export const typedBody = (): string => `9${String(randomInt(1_000_000_000)).padStart(9, '0')}`

/** Opens a sub-account under `parentId` and answers with its document. */
export async function openSubAccount(
  maker: Session,
  replica: Replica,
  parentId: string,
  args: JsonObject = {},
): Promise<SubAccount & { readonly number: string }> {
  const id = freshId()
  const result = await maker.submit('subAccount.create', {
    id,
    parentId,
    name: `Uji ${id.slice(-6)}`,
    scheme: 'operational',
    ...args,
  })
  if (result.status !== 'accepted') throw new Error(`not opened: ${JSON.stringify(result)}`)
  await replica.catchUp()
  const account = replica.get('subAccount', id)
  if (account.number === null) throw new Error('the bank gave no number')
  return { ...account, number: account.number }
}
