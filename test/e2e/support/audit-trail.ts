import type { Change } from '../../../shared/contract/http'
import type { JsonObject } from '../../../shared/kernel/json'
import { type BankClient, freshId } from '../../support/bank-client'

/** What somebody at another computer has done before the test: a little of everything that leaves an entry. */
export interface Trail {
  /** The account whose limits, block and name were changed. */
  readonly account: { readonly id: string; readonly name: string; readonly number: string }
}

const LIMIT_BEFORE = '50000000.00'
const LIMIT_AFTER = '75000000.00'

/** Leaves a trail at the bank, as maker, approver and counterparties would. */
export async function leaveTrail(client: BankClient): Promise<Trail> {
  const maker = await client.login('maker')
  const { changes } = await maker.pullAll()
  const [giro] = changes.filter(({ type, doc }) => type === 'currentAccount' && doc?.currency === 'IDR')
  const subs = changes.filter((change) => change.type === 'subAccount' && isQuiet(change, giro?.id))
  const [account, rich, other] = subs.filter(({ doc }) => Number(doc?.available) > 2_000_000)
  if (!giro || !account || !rich || !other) throw new Error('the demo has no such accounts')

  const submit = async (type: string, args: JsonObject): Promise<string> => (await maker.submit(type, args)).status
  const outcomes = [
    await submit('subAccount.setLimits', { id: account.id, debit: { daily: LIMIT_BEFORE }, credit: {} }),
    await submit('subAccount.setLimits', { id: account.id, debit: { daily: LIMIT_AFTER }, credit: {} }),
    await submit('subAccount.setBlock', { id: other.id, block: 'debit', reason: 'The card was lost' }),
    await submit('subAccount.update', { id: other.id, externalRef: 'ERP-2026-7', tags: ['branch'] }),
    await submit('subAccount.close', { id: other.id, reason: 'No longer needed' }),
    await submit('transfer.create', {
      id: freshId(),
      fromAccountId: rich.id,
      toAccountId: account.id,
      amount: '1250000.00',
      reference: 'INV/2026/0042',
      description: 'Petty cash for July',
    }),
    await submit('subAccount.createMany', {
      onFault: 'reject',
      items: ['Kasir Jayapura 1', '', 'Kasir Jayapura 3'].map((name, n) => ({
        ...{ rowId: String(n + 1), id: freshId(), parentId: giro.id, name, scheme: 'petty_cash' },
      })),
    }),
  ]
  const expected = ['accepted', 'accepted', 'accepted', 'accepted', 'rejected', 'accepted', 'rejected']
  if (outcomes.join() !== expected.join()) throw new Error(`the trail is another: ${outcomes.join()}`)
  const { name, number } = account.doc ?? {}
  await client.credit({ accountNumber: String(number), amount: '350000.00' })
  return { account: { id: account.id, name: String(name), number: String(number) } }
}

function isQuiet({ doc }: Change, giroId: string | undefined): boolean {
  return doc?.currentAccountId === giroId && doc?.status === 'open' && doc?.block === 'none'
}
