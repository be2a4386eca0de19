import { beforeAll, describe, expect, it } from 'vitest'
import { type Change, TransactionsResponse } from '#shared/contract/http'
import { expectOk, type Session } from '../../../support/bank-client'
import { type BankUnderTest, undisturbed } from '../bank-under-test'
import { openSubAccount, rupiahAccount } from '../demo-accounts'
import { needs } from '../needs'
import { Replica } from '../replica'

export function retentionCases(bank: BankUnderTest): void {
  describe('retention', needs('simulation'), () => {
    const DAY_S = 86_400
    const bySeq = (one: Change, other: Change) => one.seq - other.seq

    describe('a statement line older than 90 days', () => {
      let replica: Replica
      let accountId: string
      let later: Session
      let fresh: readonly Change[]
      let lineId: string | undefined
      let afterAMonth: string[]

      const ourLines = (of: Replica) =>
        of.all('accountTransaction').flatMap((line) => (line.accountId === accountId ? [line.id] : []))

      beforeAll(async () => {
        const session = await bank.client.login('maker')
        replica = await Replica.of(session)
        const account = await openSubAccount(session, replica, rupiahAccount(replica).id)
        accountId = account.id
        await bank.client.credit({ accountNumber: account.number, amount: '75.00', reference: 'LAMA' })
        await replica.catchUp()
        lineId = ourLines(replica)[0]
        await bank.client.advance(30 * DAY_S)
        afterAMonth = ourLines(await Replica.of(await bank.client.login('maker')))
        await bank.client.advance(62 * DAY_S)
        later = await bank.client.login('maker')
        fresh = await replica.catchUp(later)
      })

      it('leaves the feed by a tombstone, and not before', () => {
        expect(afterAMonth).toEqual([lineId])
        const gone = fresh.filter((change) => change.doc === null)
        expect(gone.map((change) => change.id)).toContain(lineId)
        expect(new Set(gone.map((change) => change.type))).toEqual(new Set(['accountTransaction']))
      })

      it('is in no feed from the beginning, and a copy that follows equals a copy made anew', async () => {
        await undisturbed(later, async () => {
          await replica.catchUp(later)
          const anew = await Replica.of(later)
          // The bank clears out once a day, so a line may stay until that day is over.
          const oldest = new Date(Date.parse(await bank.client.now()) - 91 * DAY_S * 1000).toISOString()
          const lines = anew.all('accountTransaction')
          expect(lines.filter((line) => line.postedAt < oldest)).toEqual([])
          expect(replica.changes().sort(bySeq)).toEqual(anew.changes().sort(bySeq))
          expect((await later.digest()).types.accountTransaction?.count ?? 0).toBe(lines.length)
        })
      })

      it('is still in the statement', async () => {
        const reply = await later.get(`/v1/accounts/${accountId}/transactions?limit=1000`)
        const { transactions } = expectOk(reply, TransactionsResponse)
        expect(transactions.map((line) => [line.id, line.reference])).toEqual([[lineId, 'LAMA']])
      })
    })
  })
}
