import { describe, expect, it } from 'vitest'
import { CHANNELS } from '#shared/domain/documents'
import { type Currency, IDR, minorDigits, parseCurrency, parseMoney } from '#shared/kernel/money'
import { problemOf, type Session } from '../../../support/bank-client'
import { type BankUnderTest, expectFields, undisturbed } from '../bank-under-test'
import { openSubAccount, rupiahAccount } from '../demo-accounts'
import { needs } from '../needs'
import { Replica } from '../replica'

export function ledgerCases(bank: BankUnderTest): void {
  describe('the ledger', needs('simulation'), () => {
    const minor = (text: string, currency: Currency): bigint => {
      const money = parseMoney(text, currency)
      if (!money.ok) throw new Error(`${text} is no amount of ${currency}`)
      return money.value.minor
    }

    function currencyOf(code: string): Currency {
      const currency = parseCurrency(code)
      if (!currency.ok) throw new Error(`unknown currency ${code}`)
      return currency.value
    }

    /** Everything that must hold of the books at every instant (docs/domain.md §0 Ledger). Answers with what does not. */
    async function faultsOfTheBooks(session: Session): Promise<string[]> {
      const [{ sum, accounts }, replica] = [await bank.client.ledger(), await Replica.of(session)]
      const faults = /^0(\.0+)?$/.test(sum) ? [] : [`postings sum to ${sum}`]
      const books = new Map(accounts.map((account) => [account.id, account]))
      const total = new Map<string, bigint>()
      for (const account of accounts) {
        const currency = currencyOf(account.currency)
        if (account.balance !== account.postingsTotal) faults.push(`${account.id}: balance is not its postings`)
        if (account.held !== account.holdsTotal) faults.push(`${account.id}: held is not its holds`)
        total.set(currency, (total.get(currency) ?? 0n) + minor(account.balance, currency))
      }
      for (const [currency, amount] of total) if (amount !== 0n) faults.push(`${currency} does not balance: ${amount}`)

      const rollups = new Map<string, bigint>()
      for (const account of [...replica.all('subAccount'), ...replica.all('currentAccount')]) {
        const top = replica.get('currentAccount', 'currentAccountId' in account ? account.currentAccountId : account.id)
        const currency = currencyOf(top.currency)
        const [balance, held] = [minor(account.balance, currency), minor(account.held, currency)]
        rollups.set(top.id, (rollups.get(top.id) ?? 0n) + balance)
        if (minor(account.available, currency) !== balance - held) faults.push(`${account.id}: available`)
        if (balance - held < 0n) faults.push(`${account.id}: available is below zero`)
        const book = books.get(account.id)
        // An account on which nothing was ever posted need not be in the books.
        if (minor(book?.balance ?? account.balance.replace(/\d/g, '0').replace(/^-?0+/, '0'), currency) !== balance) {
          faults.push(`${account.id}: balance in the feed ${account.balance}, in the books ${book?.balance}`)
        }
        if (book && minor(book.held, currency) !== held) faults.push(`${account.id}: held differs`)
        if (book && book.currency !== currency) faults.push(`${account.id}: currency differs`)
      }
      for (const current of replica.all('currentAccount')) {
        const rollup = minor(current.rollup, currencyOf(current.currency))
        if (rollup !== rollups.get(current.id))
          faults.push(`${current.id}: rollup ${current.rollup} is not the sum below`)
      }
      return faults
    }

    /** Books and feed are two readings: somebody else's posting may fall between them. */
    const expectSoundBooks = (session: Session) =>
      undisturbed(session, async () => expect(await faultsOfTheBooks(session)).toEqual([]))

    describe('the books', () => {
      it('balance from the first moment', async () => {
        await expectSoundBooks(await bank.as('maker'))
      })

      it('answer exactly the fields of the contract', async () => {
        const { body } = await bank.client.get('/v1/sim/ledger')
        expectFields(bank, body, ['postings', 'sum', 'accounts'])
        expect(body).toMatchObject({
          postings: expect.any(Number),
          sum: expect.stringMatching(/^0(\.0+)?$/),
          accounts: expect.any(Array),
        })
      })

      it('balance after two hundred movements drawn by chance, and count each that was posted', async () => {
        const maker = await bank.as('maker')
        const replica = await Replica.of(maker)
        const giro = rupiahAccount(replica)
        const parent = await openSubAccount(maker, replica, giro.id, { limits: { debit: { daily: '50000.00' } } })
        const accounts = [
          // Others may move money on an account that is not ours alone.
          ...(bank.foreign ? [] : [giro]),
          parent,
          await openSubAccount(maker, replica, parent.id),
          await openSubAccount(maker, replica, parent.id, { limits: { credit: { perTransaction: '700.00' } } }),
          await openSubAccount(maker, replica, giro.id, { limits: { debit: { perTransaction: '300.00' } } }),
        ]
        const before = await bank.client.ledger()
        const chance = generator(20260710)
        const pick = <T>(from: readonly T[]): T => {
          const picked = from[chance(from.length)]
          if (picked === undefined) throw new Error('nothing to pick from')
          return picked
        }
        const expected = new Map(accounts.map((account) => [account.id, minor(account.balance, IDR)]))
        const outcomes = { posted: 0, returned: 0, declined: 0 }
        for (let round = 0; round < 25; round += 1) {
          const moves = Array.from({ length: 8 }, () => {
            const cents = 1 + chance(90_000)
            const amount = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
            return {
              account: pick(accounts),
              amount,
              cents: BigInt(cents),
              up: chance(2) === 0,
              channel: pick(CHANNELS),
            }
          })
          await Promise.all(
            moves.map(async ({ account, amount, cents, up, channel }) => {
              const movement = { accountNumber: String(account.number), amount, channel }
              const { status } = await (up ? bank.client.credit(movement) : bank.client.debit(movement))
              outcomes[status] += 1
              if (status === 'posted')
                expected.set(account.id, (expected.get(account.id) ?? 0n) + (up ? cents : -cents))
            }),
          )
        }
        // Each way of ending was really seen.
        expect([outcomes.posted > 50, outcomes.returned > 0, outcomes.declined > 0]).toEqual([true, true, true])
        await replica.catchUp()
        for (const { id } of accounts) {
          const doc = replica.find('subAccount', id) ?? replica.get('currentAccount', id)
          expect(minor(doc.balance, IDR)).toBe(expected.get(id))
        }
        const written = (await bank.client.ledger()).postings - before.postings
        expect(bank.foreign ? Math.min(written, outcomes.posted) : written).toBe(outcomes.posted)
        await expectSoundBooks(maker)
      })

      it('write each amount with its currency’s digits', async () => {
        const { accounts } = await bank.client.ledger()
        for (const account of accounts) {
          const digits = minorDigits(currencyOf(account.currency))
          const shape = digits === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${digits}}$`)
          for (const text of [account.balance, account.held, account.postingsTotal, account.holdsTotal]) {
            expect(text).toMatch(shape)
          }
        }
      })

      it('are not changed by asking with a session either way', async () => {
        const maker = await bank.as('maker')
        await undisturbed(maker, async () => {
          const before = await bank.client.ledger()
          expect([404, 405]).toContain(problemOf(await maker.post('/v1/sim/ledger', {})).status)
          expect(await bank.client.ledger()).toEqual(before)
        })
      })
    })

    /** Park–Miller: the same draws in every run, so that a failure can be seen again. Answers whole numbers below `below`. */
    function generator(seed: number): (below: number) => number {
      let state = seed
      return (below) => {
        state = (state * 48_271) % 2_147_483_647
        return state % below
      }
    }
  })
}
