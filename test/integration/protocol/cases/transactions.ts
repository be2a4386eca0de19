import { beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { TransactionsResponse } from '#shared/contract/http'
import type { AccountTransaction } from '#shared/domain/documents'
import { IDR, parseMoney } from '#shared/kernel/money'
import { expectOk, faultyPaths, freshId, problemOf, type Session } from '../../../support/bank-client'
import { type BankUnderTest, undisturbed } from '../bank-under-test'
import { openSubAccount, rupiahAccount } from '../demo-accounts'
import { needs } from '../needs'
import { Replica } from '../replica'

export function transactionsCases(bank: BankUnderTest): void {
  describe('statement lines', () => {
    async function page(session: Session, accountId: string, query: Record<string, string> = {}) {
      const reply = await session.get(`/v1/accounts/${accountId}/transactions?${new URLSearchParams(query)}`)
      return expectOk(reply, TransactionsResponse)
    }

    const sen = (text: string): bigint => {
      const money = parseMoney(text, IDR)
      if (!money.ok) throw new Error(`not rupiah: ${text}`)
      return money.value.minor
    }

    /** Lines whose running balance does not follow from the line before (newest first). */
    function brokenSteps(lines: readonly AccountTransaction[]): string[] {
      return lines.flatMap((line, at) => {
        const older = lines[at + 1]
        const moved = line.direction === 'credit' ? sen(line.amount) : -sen(line.amount)
        return older === undefined || sen(older.balanceAfter) + moved === sen(line.balanceAfter) ? [] : [line.id]
      })
    }

    type Busy = NonNullable<Awaited<ReturnType<typeof busyAccount>>>

    /** The account of the demo with the most lines in the feed, which must be in rupiah for `sen`. */
    async function busyAccount(maker: Session) {
      const replica = await Replica.of(maker)
      const rupiah = new Set(
        replica.all('currentAccount').flatMap(({ id, currency }) => (currency === 'IDR' ? [id] : [])),
      )
      const ours = new Map(
        [...replica.all('currentAccount'), ...replica.all('subAccount')].flatMap((account) => {
          const top = 'currentAccountId' in account ? account.currentAccountId : account.id
          return rupiah.has(top) ? [[account.id, account] as const] : []
        }),
      )
      const lines = new Map<string, AccountTransaction[]>()
      for (const line of replica.all('accountTransaction')) {
        lines.set(line.accountId, [...(lines.get(line.accountId) ?? []), line])
      }
      const busiest = [...lines].filter(([id]) => ours.has(id)).sort((a, b) => b[1].length - a[1].length)[0]
      const account = busiest && ours.get(busiest[0])
      if (busiest === undefined || account === undefined) return undefined
      return { account, inFeed: busiest[1] }
    }

    describe('GET /v1/accounts/{id}/transactions', () => {
      let maker: Session
      beforeAll(async () => {
        maker = await bank.as('maker')
      })

      /** Looks at the busiest account, again when money moved meanwhile. */
      async function ofTheBusiest(context: TestContext, look: (busy: Busy) => Promise<void>): Promise<void> {
        await undisturbed(maker, async () => {
          const busy = await busyAccount(maker)
          if (busy === undefined) bank.notApplicable(context, 'the company has no statement lines in rupiah')
          await look(busy)
        })
      }

      /** Page after page, each from the last line of the one before, as a client does. */
      async function walk(accountId: string, limit: string): Promise<AccountTransaction[]> {
        const walked: AccountTransaction[] = []
        for (;;) {
          const before = walked.at(-1)?.postedAt
          const step = await page(maker, accountId, { limit, ...(before === undefined ? {} : { before }) })
          walked.push(...step.transactions)
          if (!step.hasMore) return walked
          if (step.transactions.length === 0) throw new Error('there is more, but none comes')
        }
      }

      it('gives the lines newest first, those of the feed among them', (context) =>
        ofTheBusiest(context, async ({ account, inFeed }) => {
          const transactions = await walk(account.id, '1000')
          const times = transactions.map((line) => line.postedAt)
          expect(times).toEqual([...times].sort().reverse())
          expect(new Set(transactions.map((line) => line.accountId))).toEqual(new Set([account.id]))
          const recent = transactions.slice(0, inFeed.length).map((line) => line.id)
          expect(recent.sort()).toEqual(inFeed.map((line) => line.id).sort())
        }))

      it('says when there are more', (context) =>
        ofTheBusiest(context, async ({ account }) => {
          const lines = await walk(account.id, '1000')
          const whole = await page(maker, account.id)
          expect(whole).toEqual({ transactions: lines.slice(0, 200), hasMore: lines.length > 200 })
          const some = await page(maker, account.id, { limit: '1' })
          expect(some).toEqual({ transactions: lines.slice(0, 1), hasMore: lines.length > 1 })
          const all = await page(maker, account.id, { limit: String(whole.transactions.length) })
          expect(all).toEqual(whole)
        }))

      it('goes back page by page to the first line, each line once', (context) =>
        ofTheBusiest(context, async ({ account }) => {
          const lines = await walk(account.id, '1000')
          const walked = await walk(account.id, String(Math.max(5, Math.ceil(lines.length / 20))))
          expect(walked.map((line) => line.id)).toEqual(lines.map((line) => line.id))
        }))

      it('keeps a running balance that ends at the account’s', (context) =>
        ofTheBusiest(context, async ({ account }) => {
          const lines = await walk(account.id, '1000')
          expect(lines[0]?.balanceAfter).toBe(account.balance)
          expect(brokenSteps(lines)).toEqual([])
        }))

      it('tells lines before the instant from those at it', needs('simulation'), async () => {
        const replica = await Replica.of(maker)
        const fresh = await openSubAccount(maker, replica, rupiahAccount(replica).id)
        await bank.client.credit({ accountNumber: fresh.number, amount: '100.00', reference: 'ONE' })
        const [line] = (await page(maker, fresh.id)).transactions
        const posted = line?.postedAt ?? 'never'
        const justAfter = new Date(Date.parse(posted) + 1).toISOString()
        expect((await page(maker, fresh.id, { before: posted })).transactions).toEqual([])
        expect((await page(maker, fresh.id, { before: justAfter })).transactions.map((line) => line.reference)).toEqual(
          ['ONE'],
        )
      })

      it('is empty for an account without lines', async () => {
        const replica = await Replica.of(maker)
        const fresh = await openSubAccount(maker, replica, rupiahAccount(replica).id)
        expect(await page(maker, fresh.id)).toEqual({ transactions: [], hasMore: false })
      })

      it('reaches every line, also where more than a page share one instant', needs('simulation'), async () => {
        const replica = await Replica.of(maker)
        const fresh = await openSubAccount(maker, replica, rupiahAccount(replica).id)
        const references = ['A', 'B', 'C', 'D', 'E']
        for (const reference of references) {
          await bank.client.credit({ accountNumber: fresh.number, amount: '1.00', reference })
        }
        const walked = await walk(fresh.id, '2')
        expect(walked.map((line) => line.reference)).toEqual([...references].reverse())
      })

      it('of an unknown account is not found', async () => {
        const problem = problemOf(await (await bank.as('maker')).get(`/v1/accounts/${freshId()}/transactions`))
        expect([problem.status, problem.code]).toEqual([404, 'not_found'])
      })

      for (const user of ['admin', 'product', 'warehouse'] as const) {
        it(`is forbidden to ${user}`, needs(`user-${user}`), async () => {
          const { id } = rupiahAccount(await Replica.of(maker))
          const problem = problemOf(await (await bank.as(user)).get(`/v1/accounts/${id}/transactions`))
          expect([problem.status, problem.code]).toEqual([403, 'auth.forbidden'])
        })
      }

      it.each([
        ['limit', '0'],
        ['limit', '1001'],
        ['before', 'yesterday'],
        ['before', '2026-07-10'],
      ])('with %s=%s is a faulty request', async (name, value) => {
        const { id } = rupiahAccount(await Replica.of(maker))
        const problem = problemOf(await maker.get(`/v1/accounts/${id}/transactions?${name}=${value}`))
        expect([problem.status, problem.code, faultyPaths(problem)]).toEqual([400, 'request.invalid', [name]])
      })
    })
  })
}
