import { beforeAll, describe, expect, it } from 'vitest'
import { isAccountNumber } from '#shared/domain/accounts/account-number'
import { BankClient, DEMO_USERS, demoUserNames } from '../../../support/bank-client'
import { DEMO_CLOCK, startBank } from '../../../support/bank-process'
import type { BankUnderTest } from '../bank-under-test'
import { needs } from '../needs'
import { Replica } from '../replica'

export function seedCases(bank: BankUnderTest): void {
  describe('seeds', needs('own-process'), () => {
    let replica: Replica

    beforeAll(async () => {
      replica = await Replica.of(await bank.as('manager'))
    })

    /** Runs `work` against another bank that ends with it. */
    async function withBank<T>(
      flags: Parameters<typeof startBank>[0],
      work: (client: BankClient) => Promise<T>,
    ): Promise<T> {
      const other = await startBank(flags)
      try {
        return await work(new BankClient(other.url))
      } finally {
        await other.stop()
      }
    }

    describe('the demo', () => {
      it('is the company of the contract', () => {
        expect(replica.all('company')).toEqual([
          expect.objectContaining({
            name: 'PT Nusantara Ritel',
            transferApprovalThreshold: '100000000.00',
            accountPrefix: expect.stringMatching(/^\d{5}$/),
          }),
        ])
      })

      it('has one active user a role', async () => {
        const users = (await Replica.of(await bank.as('admin'))).all('user')
        expect(Object.fromEntries(users.map((user) => [user.userId, user.role]))).toEqual(DEMO_USERS)
        expect(users).toHaveLength(6)
        for (const user of demoUserNames) {
          const { opened } = await bank.as(user)
          expect(users.find((found) => found.userId === user)).toMatchObject({
            id: opened.user.id,
            name: opened.user.name,
            status: 'active',
          })
        }
      })

      it('has 3 current accounts and 2,000 sub-accounts, each with a numbering scheme above it', () => {
        const currents = replica.all('currentAccount')
        expect([currents.length, replica.all('subAccount').length]).toEqual([3, 2000])
        expect(new Set(replica.all('numberingScheme').map((scheme) => scheme.currentAccountId))).toEqual(
          new Set(currents.map((account) => account.id)),
        )
      })

      it('has a profile, whose sales are paid out to a current account', () => {
        const [profile, ...others] = replica.all('companyProfile')
        expect(others).toEqual([])
        expect(profile?.description).not.toBe('')
        expect(replica.all('currentAccount').map(({ id }) => id)).toContain(profile?.settlementAccountId)
      })

      it('has a tree: every parent is there, of the same current account, at most six deep, more than one level', () => {
        const subs = new Map(replica.all('subAccount').map((account) => [account.id, account]))
        const currents = new Set(replica.all('currentAccount').map((account) => account.id))
        const depthOf = (id: string): number => {
          const account = subs.get(id)
          if (account === undefined) return currents.has(id) ? 0 : Number.NaN
          return 1 + depthOf(account.parentId)
        }
        const depths = [...subs.keys()].map(depthOf)
        expect(depths.every((depth) => depth >= 1 && depth <= 6)).toBe(true)
        expect(Math.max(...depths)).toBeGreaterThanOrEqual(3)
        const strays = [...subs.values()].filter((account) => {
          const parent = subs.get(account.parentId)
          return account.currentAccountId !== (parent?.currentAccountId ?? account.parentId)
        })
        expect(strays).toEqual([])
        expect(new Set([...subs.values()].map((account) => account.scheme)).size).toBeGreaterThanOrEqual(3)
      })

      it('gives every sub-account a number of its own with the company’s prefix and a right check digit', () => {
        const prefix = replica.all('company')[0]?.accountPrefix ?? 'none'
        const numbers = replica.all('subAccount').map((account) => account.number ?? '')
        expect(new Set(numbers).size).toBe(numbers.length)
        expect(numbers.filter((number) => !number.startsWith(prefix) || !isAccountNumber(number))).toEqual([])
      })

      it('has 90 days of transactions on accounts that are there, none from the future', () => {
        const times = replica
          .all('accountTransaction')
          .map((line) => line.postedAt)
          .sort()
        const days = (Date.parse(DEMO_CLOCK) - Date.parse(times[0] ?? '')) / 86_400_000
        expect(days).toBeLessThanOrEqual(90)
        expect(days).toBeGreaterThan(80)
        expect((times.at(-1) ?? 'none') <= DEMO_CLOCK).toBe(true)
        const accounts = new Set([...replica.all('subAccount'), ...replica.all('currentAccount')].map(({ id }) => id))
        expect(replica.all('accountTransaction').filter((line) => !accounts.has(line.accountId))).toEqual([])
      })

      it('has holidays, each date once', () => {
        const dates = replica.all('holiday').map((holiday) => holiday.date)
        expect(dates.length).toBeGreaterThan(5)
        expect(new Set(dates).size).toBe(dates.length)
        expect(dates.some((date) => date.startsWith('2026-'))).toBe(true)
      })

      it('is the same, byte for byte, in another process at the same clock', async () => {
        const here = await Promise.all(
          (['admin', 'manager'] as const).map(async (user) => (await bank.as(user)).pullAll()),
        )
        const there = await withBank({}, (client) =>
          Promise.all(['admin', 'manager'].map(async (user) => (await client.login(user)).pullAll())),
        )
        for (const at of [0, 1]) {
          expect(JSON.stringify(there[at]?.changes)).toBe(JSON.stringify(here[at]?.changes))
        }
      })
    })

    describe('--seed empty', () => {
      it('is the company, the users and nothing else', async () => {
        await withBank({ seed: 'empty' }, async (client) => {
          const admin = await (await client.login('admin')).pullAll()
          expect(admin.changes.map((change) => change.type).sort()).toEqual(['company', ...Array(6).fill('user')])
          const maker = await (await client.login('maker')).pullAll()
          expect(maker.changes.map((change) => [change.type, change.doc?.name])).toEqual([
            ['company', 'PT Nusantara Ritel'],
          ])
        })
      })
    })

    describe('--seed scale', () => {
      it('is the demo with as many sub-accounts as asked for', async () => {
        await withBank({ seed: 'scale', accounts: 3000 }, async (client) => {
          const { types } = await (await client.login('manager')).digest()
          expect([types.subAccount?.count, types.currentAccount?.count]).toEqual([3000, 3])
          const scaled = await Replica.of(await client.login('manager'))
          expect(scaled.all('subAccount')).toHaveLength(3000)
          expect(new Set(scaled.all('subAccount').map((account) => account.number)).size).toBe(3000)
        })
      })
    })
  })
}
