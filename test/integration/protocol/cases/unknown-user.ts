import { describe, expect, it } from 'vitest'
import { freshId, problemOf, type Reply } from '../../../support/bank-client'
import type { BankUnderTest } from '../bank-under-test'

/** A known user is tried wrongly twice at most, and signs in rightly after that, so that nobody is blocked. */
export function unknownUserCases(bank: BankUnderTest): void {
  describe('unknown users', () => {
    const WRONG = 'Wrong-password#1'

    async function wrongs(count: number, userId: string, companyId?: string): Promise<Reply[]> {
      const replies: Reply[] = []
      for (let n = 0; n < count; n += 1) {
        replies.push(await bank.client.tryLogin(userId, { password: WRONG, ...(companyId ? { companyId } : {}) }))
      }
      return replies
    }

    const seen = (replies: readonly Reply[]) =>
      replies.map(({ status, body, headers }) => ({
        status,
        body,
        headers: [...headers.keys()].filter((name) => !/^(content-length|date)$/.test(name)).sort(),
      }))

    it('get, try by try, the answers of a known one', async () => {
      await bank.client.login('maker')
      const known = await wrongs(2, 'maker')
      await bank.client.login('maker')
      expect(seen(await wrongs(2, `nobody-${freshId()}`))).toEqual(seen(known))
      expect(seen(await wrongs(2, `nobody-${freshId()}`, 'NO-SUCH-COMPANY'))).toEqual(seen(known))
    })

    it('are “blocked” at the third try, as a known one is', async () => {
      const replies = await wrongs(3, `nobody-${freshId()}`)
      expect(replies.map((reply) => [reply.status, problemOf(reply).code])).toEqual([
        [401, 'auth.invalid_credentials'],
        [401, 'auth.invalid_credentials'],
        [423, 'auth.user_blocked'],
      ])
    })

    it('wait as long for the answer', async () => {
      const timed = async (userId: string) => {
        const start = performance.now()
        await wrongs(1, userId)
        return performance.now() - start
      }
      let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
      const alike = () => unknown / known > 0.4 && unknown / known < 2.5
      // Alternating, so that whatever else the machine does falls on both; the shortest is what the work itself takes. A bank
      // that answers at once for a user it does not know never gets near, however often it is tried.
      for (let round = 0; round < 5 && !(round > 0 && alike()); round += 1) {
        known = Math.min(known, await timed('maker'))
        await bank.client.login('maker')
        unknown = Math.min(unknown, await timed(`nobody-${freshId()}`))
      }
      expect({ known, unknown, alike: alike() }).toMatchObject({ alike: true })
    })
  })
}
