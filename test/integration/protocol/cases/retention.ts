import { describe, expect, it } from 'vitest'
import { type Change, TransactionsResponse } from '#shared/contract/http'
import { expectOk } from '../../../support/bank-client'
import type { BankUnderTest } from '../bank-under-test'
import { openSubAccount, rupiahAccount } from '../demo-accounts'
import { Replica } from '../replica'

export function retentionCases(bank: BankUnderTest): void {
  describe('retention', () => {
    const DAY_S = 86_400
    const bySeq = (one: Change, other: Change) => one.seq - other.seq

    describe('statement lines older than 90 days', () => {
      it('leave the feed by tombstones, and a copy that follows equals a copy made anew', async () => {
        const session = await bank.client.login('maker')
        const replica = await Replica.of(session)
        const account = await openSubAccount(session, replica, rupiahAccount(replica).id)
        await bank.client.credit({ accountNumber: account.number, amount: '75.00', reference: 'LAMA' })
        await replica.catchUp()
        const linesAtFirst = replica.all('accountTransaction').length

        await bank.client.advance(30 * DAY_S)
        const later = await bank.client.login('maker')
        const fresh = await replica.catchUp(later)
        const gone = fresh.filter((change) => change.doc === null)
        expect(gone.length).toBeGreaterThan(0)
        expect(new Set(gone.map((change) => change.type))).toEqual(new Set(['accountTransaction']))

        const anew = await Replica.of(later)
        // The bank clears out once a day, so a line may stay until that day is over.
        const oldest = new Date(Date.parse(await bank.client.now()) - 91 * DAY_S * 1000).toISOString()
        expect(anew.all('accountTransaction').filter((line) => line.postedAt < oldest)).toEqual([])
        expect(anew.all('accountTransaction')).toHaveLength(linesAtFirst - gone.length)
        // Ours is 30 days old and still there.
        const ours = anew.all('accountTransaction').filter((line) => line.accountId === account.id)
        expect(ours.map((line) => line.reference)).toEqual(['LAMA'])
        expect(replica.changes().sort(bySeq)).toEqual(anew.changes().sort(bySeq))
        expect((await later.digest()).types.accountTransaction?.count).toBe(linesAtFirst - gone.length)
      })

      it('are still in the statement', async () => {
        const before = await Replica.of(await bank.client.login('maker'))
        const oldest = before.all('accountTransaction').sort((a, b) => (a.postedAt < b.postedAt ? -1 : 1))[0]
        if (oldest === undefined) throw new Error('no lines')
        await bank.client.advance(200 * DAY_S)
        const session = await bank.client.login('maker')
        expect((await Replica.of(session)).find('accountTransaction', oldest.id)).toBeUndefined()
        const reply = await session.get(`/v1/accounts/${oldest.accountId}/transactions?limit=1000`)
        const { transactions } = expectOk(reply, TransactionsResponse)
        expect(transactions.map((line) => line.id)).toContain(oldest.id)
      })
    })
  })
}
