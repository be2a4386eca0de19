import { beforeAll, describe, expect, it } from 'vitest'
import type { CurrentAccount } from '#shared/domain/documents'
import type { JsonObject } from '#shared/kernel/json'
import { addDays, addMs, BANK_ZONE, localDateIn, startOfDay } from '#shared/kernel/time'
import { type Movement, type MovementOutcome, problemOf, type Session } from '../../../support/bank-client'
import { type BankUnderTest, undisturbed } from '../bank-under-test'
import { openSubAccount, rupiahAccount } from '../demo-accounts'
import { instantOf, nearnessMs } from '../instants'
import { needs } from '../needs'
import { Replica } from '../replica'

export function movementsCases(bank: BankUnderTest): void {
  describe('movements of money', needs('simulation'), () => {
    let maker: Session
    let replica: Replica
    let giro: CurrentAccount

    beforeAll(async () => {
      maker = await bank.as('maker')
      replica = await Replica.of(maker)
      giro = rupiahAccount(replica)
    })

    type Opened = Awaited<ReturnType<typeof openSubAccount>>
    const open = (parentId = giro.id, args: JsonObject = {}) => openSubAccount(maker, replica, parentId, args)
    const debit = (account: Opened, amount: string, more: Partial<Movement> = {}) =>
      bank.client.debit({ accountNumber: account.number, amount, ...more })
    const credit = (account: Opened, amount: string, more: Partial<Movement> = {}) =>
      bank.client.credit({ accountNumber: account.number, amount, ...more })
    const said = ({ status, code }: MovementOutcome) => (code === undefined ? status : `${status} ${code}`)
    const block = (account: Opened, kind: string) =>
      maker.submit('subAccount.setBlock', { id: account.id, block: kind, reason: 'Uji' })
    const limit = (account: Opened, change: JsonObject) =>
      maker.submit('subAccount.setLimits', { id: account.id, ...change })

    const movesNothing = (attempt: () => Promise<void>) =>
      undisturbed(maker, async () => {
        const before = await bank.client.ledger()
        await attempt()
        expect(await bank.client.ledger()).toEqual(before)
      })

    async function now(account: { id: string }) {
      await replica.catchUp()
      return replica.get('subAccount', account.id)
    }
    async function linesOf(account: { id: string }) {
      await replica.catchUp()
      return replica.all('accountTransaction').filter((line) => line.accountId === account.id)
    }

    describe('a credit from a channel', () => {
      it('is posted: balances, the day’s use, the statement line and the rollup', async () => {
        const parent = await open()
        const account = await open(parent.id)
        const before = replica.get('currentAccount', giro.id)
        const outcome = await credit(account, '1500000.50', {
          channel: 'atm',
          reference: 'SETOR-9',
          counterparty: 'Toko Maju',
        })
        expect(said(outcome)).toBe('posted')
        expect(await now(account)).toMatchObject({
          version: account.version + 1,
          balance: '1500000.50',
          held: '0.00',
          available: '1500000.50',
          usedToday: { debit: '0.00', credit: '1500000.50' },
        })
        expect(await now(parent)).toMatchObject({ balance: '0.00', usedToday: { debit: '0.00', credit: '1500000.50' } })
        const after = replica.get('currentAccount', giro.id)
        // Others may move money on it meanwhile, where it is not ours alone.
        if (!bank.foreign) {
          expect([after.balance, after.held, after.available]).toEqual([before.balance, before.held, before.available])
          expect(Number(after.rollup) - Number(before.rollup)).toBe(1500000.5)
        }
        const lines = await linesOf(account)
        expect(lines).toEqual([
          {
            id: expect.any(String),
            version: 1,
            updatedAt: expect.any(String),
            accountId: account.id,
            postedAt: lines[0]?.updatedAt,
            direction: 'credit',
            amount: '1500000.50',
            balanceAfter: '1500000.50',
            channel: 'atm',
            counterparty: 'Toko Maju',
            reference: 'SETOR-9',
            description: expect.any(String),
          },
        ])
        expect(await linesOf(parent)).toEqual([])
      })

      it('to a current account raises its own balance and its rollup', needs('own-process'), async () => {
        await replica.catchUp()
        const before = replica.get('currentAccount', giro.id)
        expect(said(await bank.client.credit({ accountNumber: giro.number, amount: '250.25' }))).toBe('posted')
        await replica.catchUp()
        const after = replica.get('currentAccount', giro.id)
        for (const field of ['balance', 'available', 'rollup'] as const) {
          expect(Math.round((Number(after[field]) - Number(before[field])) * 100)).toBe(25025)
        }
      })

      it.each(['credit', 'all'])('to an account blocked for %s is returned and moves nothing', async (kind) => {
        const account = await open()
        await block(account, kind)
        await movesNothing(async () => {
          expect(said(await credit(account, '10.00'))).toBe('returned account.credit_blocked')
        })
        expect(await now(account)).toMatchObject({ balance: '0.00', usedToday: { credit: '0.00' } })
      })

      it('to an account blocked for debits only is posted', async () => {
        const account = await open()
        await block(account, 'debit')
        expect(said(await credit(account, '10.00'))).toBe('posted')
      })

      it('over a limit is returned', async () => {
        const account = await open(giro.id, { limits: { credit: { perTransaction: '100.00', daily: '150.00' } } })
        expect(said(await credit(account, '100.01'))).toBe('returned account.limit_per_transaction')
        expect(said(await credit(account, '100.00'))).toBe('posted')
        expect(said(await credit(account, '50.01'))).toBe('returned account.limit_daily')
        expect(said(await credit(account, '50.00'))).toBe('posted')
        expect(await now(account)).toMatchObject({ balance: '150.00', usedToday: { credit: '150.00' } })
      })
    })

    describe('a debit by a channel', () => {
      it('is judged in the order block, per transaction, daily, funds', async () => {
        const account = await open()
        await credit(account, '100.00')
        await limit(account, { debit: { perTransaction: '120.00', daily: '130.00' } })
        await block(account, 'debit')
        expect(said(await debit(account, '200.00'))).toBe('declined account.debit_blocked')
        await block(account, 'all')
        expect(said(await debit(account, '200.00'))).toBe('declined account.debit_blocked')
        await block(account, 'credit')
        expect(said(await debit(account, '200.00'))).toBe('declined account.limit_per_transaction')
        await limit(account, { debit: { perTransaction: '500.00' } })
        expect(said(await debit(account, '200.00'))).toBe('declined account.limit_daily')
        await limit(account, { debit: { daily: null } })
        expect(said(await debit(account, '200.00'))).toBe('declined account.insufficient_funds')
        expect(said(await debit(account, '100.00'))).toBe('posted')
        expect(await now(account)).toMatchObject({ balance: '0.00', available: '0.00', usedToday: { debit: '100.00' } })
      })

      it('may take the last sen and not one more', async () => {
        const account = await open()
        await credit(account, '100.00')
        expect(said(await debit(account, '100.01'))).toBe('declined account.insufficient_funds')
        expect(said(await debit(account, '100.00'))).toBe('posted')
        expect(said(await debit(account, '0.01'))).toBe('declined account.insufficient_funds')
      })

      it('leaves a line with the balance after it', async () => {
        const account = await open()
        await credit(account, '100.00')
        await debit(account, '30.25', { channel: 'edc', reference: 'EDC-1' })
        const lines = await linesOf(account)
        expect(
          lines.map((line) => [line.direction, line.amount, line.balanceAfter, line.channel, line.reference]),
        ).toEqual([
          ['credit', '100.00', '100.00', 'branch', 'REF-1'],
          ['debit', '30.25', '69.75', 'edc', 'EDC-1'],
        ])
      })

      it('that is declined leaves nothing', async () => {
        const account = await open()
        await undisturbed(maker, async () => {
          const { cursor } = await maker.pullAll()
          await debit(account, '1.00')
          expect((await maker.pullAll({ cursor })).changes).toEqual([])
        })
      })

      it('does not reach the parent’s money', async () => {
        const parent = await open()
        const child = await open(parent.id)
        await credit(parent, '1000.00')
        expect(said(await debit(child, '1.00'))).toBe('declined account.insufficient_funds')
      })

      it('counts against the limits of everything above it', async () => {
        const top = await open()
        const middle = await open(top.id)
        const [one, two] = [await open(middle.id), await open(middle.id)]
        await Promise.all([credit(one, '1000.00'), credit(two, '1000.00'), credit(top, '1000.00')])
        await limit(top, { debit: { perTransaction: '100.00', daily: '150.00' } })
        expect(said(await debit(one, '100.01'))).toBe('declined account.limit_per_transaction')
        expect(said(await debit(one, '100.00'))).toBe('posted')
        expect(said(await debit(two, '50.01'))).toBe('declined account.limit_daily')
        expect(said(await debit(top, '50.01'))).toBe('declined account.limit_daily')
        expect(said(await debit(two, '50.00'))).toBe('posted')
        expect((await now(top)).usedToday.debit).toBe('150.00')
        expect((await now(middle)).usedToday.debit).toBe('150.00')
        expect((await now(one)).usedToday.debit).toBe('100.00')
      })

      it('many at once never take more than there is', async () => {
        const account = await open()
        await credit(account, '100.00')
        const outcomes = await Promise.all(Array.from({ length: 15 }, () => debit(account, '10.00')))
        expect(outcomes.filter((outcome) => outcome.status === 'posted')).toHaveLength(10)
        expect((await now(account)).balance).toBe('0.00')
      })
    })

    describe('a movement that cannot be', () => {
      it.each(['0.00', '-5.00', '1', '1.5', '1.000', '1e3', '1,000.00', ' 1.00'])(
        'of %s is refused and moves nothing',
        async (amount) => {
          const account = await open()
          const action = {
            action: 'channel.credit',
            accountNumber: account.number,
            amount,
            channel: 'atm',
            reference: 'R',
            counterparty: 'C',
          }
          await movesNothing(async () => {
            const problem = problemOf(await bank.client.act(action))
            expect(problem.status).toBeGreaterThanOrEqual(400)
            expect(problem.status).toBeLessThan(500)
            expect(['request.invalid', 'money.invalid']).toContain(problem.code)
          })
        },
      )

      it.each(['channel.credit', 'channel.debit'] as const)('%s on an unknown number moves nothing', async (action) => {
        await movesNothing(async () => {
          const reply = await bank.client.act({
            action,
            accountNumber: '0000000000000000',
            amount: '10.00',
            channel: 'atm',
            reference: 'R',
            counterparty: 'C',
          })
          expect([reply.status, problemOf(reply).code]).toEqual([404, 'not_found'])
        })
      })
    })

    describe('the day', () => {
      it('ends at midnight in Jakarta, 17:00 UTC: limits begin anew', async () => {
        const parent = await open(giro.id, { limits: { debit: { daily: '100.00' }, credit: { daily: '500.00' } } })
        const account = await open(parent.id)
        expect(said(await credit(account, '500.00'))).toBe('posted')
        expect(said(await debit(account, '60.00'))).toBe('posted')
        const today = localDateIn(BANK_ZONE, instantOf(await bank.client.now()))
        const midnight = startOfDay(addDays(today, 1), BANK_ZONE)
        await bank.client.setClock(addMs(midnight, -(await nearnessMs(bank.client))))
        expect(said(await debit(account, '40.01'))).toBe('declined account.limit_daily')
        expect(said(await credit(account, '0.01'))).toBe('returned account.limit_daily')
        await bank.client.setClock(midnight)
        expect(said(await debit(account, '40.01'))).toBe('posted')
        const session = await bank.client.login('maker')
        const later = await Replica.of(session)
        for (const id of [account.id, parent.id]) {
          expect(later.get('subAccount', id).usedToday).toEqual({
            date: addDays(today, 1),
            debit: '40.01',
            credit: '0.00',
          })
        }
        const [line] = later
          .all('accountTransaction')
          .filter((found) => found.accountId === account.id && found.amount === '40.01')
        expect(Date.parse(line?.postedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(midnight))
        expect(said(await debit(account, '60.00'))).toBe('declined account.limit_daily')
        expect(said(await debit(account, '59.99'))).toBe('posted')
      })
    })
  })
}
