import { beforeAll, describe, expect, it } from 'vitest'
import { bodyOf, isAccountNumber } from '#shared/domain/accounts/account-number'
import type { CurrentAccount, NumberingScheme } from '#shared/domain/documents'
import type { JsonObject } from '#shared/kernel/json'
import { BANK_ZONE, localDateIn } from '#shared/kernel/time'
import { faultyPaths, freshId, type Session } from '../../../support/bank-client'
import { type BankUnderTest, ours } from '../bank-under-test'
import { openSubAccount, rupiahAccount, typedBody } from '../demo-accounts'
import { instantOf } from '../instants'
import { Replica } from '../replica'

export function createSubAccountCases(bank: BankUnderTest): void {
  describe('opening accounts', () => {
    const NO_LIMITS = { perTransaction: null, daily: null }
    let maker: Session
    let replica: Replica
    let giro: CurrentAccount
    let prefix: string

    beforeAll(async () => {
      maker = await bank.as('maker')
      replica = await Replica.of(maker)
      giro = rupiahAccount(replica)
      prefix = replica.all('company')[0]?.accountPrefix ?? ''
    })

    const argsOf = (change: JsonObject = {}): JsonObject => ({
      id: freshId(),
      parentId: giro.id,
      name: 'Kas Kecil Tebet',
      scheme: 'petty_cash',
      ...change,
    })
    const create = (change: JsonObject = {}) => maker.submit('subAccount.create', argsOf(change))

    const today = (instant: string) => localDateIn(BANK_ZONE, instantOf(instant))

    async function stateOf(id: string) {
      await replica.catchUp()
      return replica.get('subAccount', id)
    }

    describe('subAccount.create', () => {
      it('opens an account with every field of the contract', async () => {
        const args = argsOf({
          name: '  Kas Kecil Tebet  ',
          externalRef: 'ERP-77',
          limits: { debit: { perTransaction: '5000000.00', daily: '20000000.00' }, credit: { daily: null } },
        })
        expect(await maker.submit('subAccount.create', args)).toMatchObject({ status: 'accepted', replayed: false })
        const account = await stateOf(String(args.id))
        expect(account).toEqual({
          id: args.id,
          version: 1,
          updatedAt: expect.any(String),
          number: expect.stringMatching(/^\d{16}$/),
          name: 'Kas Kecil Tebet',
          parentId: giro.id,
          currentAccountId: giro.id,
          scheme: 'petty_cash',
          status: 'open',
          block: 'none',
          limits: { debit: { perTransaction: '5000000.00', daily: '20000000.00' }, credit: NO_LIMITS },
          balance: '0.00',
          held: '0.00',
          available: '0.00',
          usedToday: { date: today(account.updatedAt), debit: '0.00', credit: '0.00' },
          externalRef: 'ERP-77',
        })
      })

      it('changes no other document', async () => {
        const args = argsOf()
        await maker.submit('subAccount.create', args)
        expect(ours(bank, await replica.catchUp(), String(args.id)).map((change) => change.id)).toEqual([args.id])
      })

      it('gives consecutive numbers by the company’s scheme, each with its check digit', async () => {
        const scheme = replica.all('numberingScheme').find((candidate) => candidate.currentAccountId === giro.id)
        if (scheme === undefined) throw new Error('the account has no numbering scheme')
        const opened = [await openSubAccount(maker, replica, giro.id), await openSubAccount(maker, replica, giro.id)]
        // A rejection in between takes no number.
        await create({ id: opened[0]?.id ?? '' })
        opened.push(await openSubAccount(maker, replica, giro.id))
        const sequence = opened.map(({ number }) => {
          expect(isAccountNumber(number)).toBe(true)
          expect(number.startsWith(prefix)).toBe(true)
          return partsOf(scheme, bodyOf(number))
        })
        const [first] = sequence
        const numbers = sequence.map((parts) => parts.sequence)
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
        // Where nobody else opens accounts, none is left out.
        if (!bank.foreign) expect(numbers).toEqual([0, 1, 2].map((n) => (first?.sequence ?? 0) + n))
        expect(sequence.every((parts) => parts.fixedRight)).toBe(true)
      })

      it('gives each of many at once a number of its own', async () => {
        const before = new Set(replica.all('subAccount').map((account) => account.number))
        const ids = await Promise.all(
          Array.from({ length: 20 }, async () => {
            const args = argsOf()
            expect((await maker.submit('subAccount.create', args)).status).toBe('accepted')
            return String(args.id)
          }),
        )
        await replica.catchUp()
        const numbers = ids.map((id) => replica.get('subAccount', id).number)
        expect(new Set(numbers).size).toBe(20)
        expect(numbers.filter((number) => before.has(number))).toEqual([])
      })

      it('takes a body typed by hand as it is', async () => {
        const body = typedBody()
        const account = await openSubAccount(maker, replica, giro.id, { body })
        expect(account.number.slice(0, 15)).toBe(`${prefix}${body}`)
        expect(isAccountNumber(account.number)).toBe(true)
      })

      it('skips, in the running sequence, a number that was typed before', async () => {
        const scheme = replica.all('numberingScheme').find((candidate) => candidate.currentAccountId === giro.id)
        if (scheme === undefined) throw new Error('the account has no numbering scheme')
        const last = await openSubAccount(maker, replica, giro.id)
        const next = replaceSequence(scheme, bodyOf(last.number), 1)
        const typed = await openSubAccount(maker, replica, giro.id, { body: next })
        expect(bodyOf(typed.number)).toBe(next)
        const following = await openSubAccount(maker, replica, giro.id)
        expect(following.number).not.toBe(typed.number)
        if (!bank.foreign) expect(bodyOf(following.number)).toBe(replaceSequence(scheme, bodyOf(last.number), 2))
      })

      it('nests six deep and no deeper', async () => {
        let parentId = giro.id
        for (let depth = 1; depth <= 6; depth += 1) {
          const account = await openSubAccount(maker, replica, parentId)
          expect([account.parentId, account.currentAccountId]).toEqual([parentId, giro.id])
          parentId = account.id
        }
        expect(await create({ parentId })).toMatchObject({ status: 'rejected', code: 'account.too_deep' })
      })

      it('rejects an id that is in use', async () => {
        const { id } = await openSubAccount(maker, replica, giro.id)
        expect(await create({ id })).toMatchObject({ status: 'rejected', code: 'document.exists' })
        expect((await stateOf(id)).version).toBe(1)
      })

      it('rejects a number that is taken, and says by whom', async () => {
        const body = typedBody()
        const holder = await openSubAccount(maker, replica, giro.id, { body })
        expect(await create({ body })).toMatchObject({
          status: 'rejected',
          code: 'account.number_taken',
          params: { number: holder.number, takenById: holder.id, takenByName: holder.name },
        })
      })

      it('rejects a parent that is not there', async () => {
        expect(await create({ parentId: freshId() })).toMatchObject({ status: 'rejected', code: 'not_found' })
      })

      it('rejects a parent that is closed, where there is one', async (context) => {
        const closed = replica.all('subAccount').find((account) => account.status === 'closed')
        if (closed === undefined) bank.notApplicable(context, 'the company has no closed sub-account')
        const faults = await Promise.all([
          create({ parentId: closed.id }),
          maker.submit('subAccount.update', { id: closed.id, name: 'Buka lagi' }),
          maker.submit('subAccount.setLimits', { id: closed.id, debit: { daily: '1.00' } }),
          maker.submit('subAccount.setBlock', { id: closed.id, block: 'all', reason: 'Tutup' }),
        ])
        expect(faults.map((result) => [result.status, result.code])).toEqual(
          Array(4).fill(['rejected', 'account.closed']),
        )
      })

      it.each<[string, JsonObject, string[]]>([
        ['a short body', { body: '123456789' }, ['body']],
        ['a long body', { body: '12345678901' }, ['body']],
        ['a body that is no digits', { body: '12345678x0' }, ['body']],
        ['no name', { name: '   ' }, ['name']],
        ['a name too long', { name: 'x'.repeat(81) }, ['name']],
        ['a name with a line break', { name: 'Kas\nKecil' }, ['name']],
        ['an unknown scheme', { scheme: 'savings' }, ['scheme']],
        ['an id in capitals', { id: 'A1900000-0000-7000-8000-000000000001' }, ['id']],
        ['a number for an amount', { limits: { debit: { daily: 5000 } } }, ['limits.debit.daily']],
        ['a negative limit', { limits: { credit: { perTransaction: '-1.00' } } }, ['limits.credit.perTransaction']],
        ['a limit of one decimal', { limits: { debit: { daily: '5.0' } } }, ['limits.debit.daily']],
        ['a limit without decimals', { limits: { debit: { perTransaction: '5' } } }, ['limits.debit.perTransaction']],
        ['a limit of three decimals', { limits: { credit: { daily: '5.000' } } }, ['limits.credit.daily']],
      ])('refuses %s', async (_what, change, paths) => {
        const result = await create(change)
        expect([result.status, result.code]).toEqual(['refused', 'command.invalid'])
        expect(faultyPaths(result)).toEqual(paths)
      })

      it.each([
        'Ibu "Tuti" <b>&amp;</b>',
        "Robert'); DROP TABLE subAccount;--",
        '=HYPERLINK("x")',
        '電子財布 🏦',
        '%s%n{{x}}',
      ])('keeps the name %s as it is', async (name) => {
        expect((await openSubAccount(maker, replica, giro.id, { name })).name).toBe(name)
      })
    })

    /** The running number in a body, and whether the fixed digits stand where the scheme wants them. */
    function partsOf(scheme: NumberingScheme, body: string): { sequence: number; fixedRight: boolean } {
      let at = 0
      let sequence = -1
      let fixedRight = true
      for (const segment of scheme.segments) {
        const width = segment.kind === 'fixed' ? segment.digits.length : segment.width
        const part = body.slice(at, at + width)
        if (segment.kind === 'sequence') sequence = Number(part)
        if (segment.kind === 'fixed' && part !== segment.digits) fixedRight = false
        at += width
      }
      return { sequence, fixedRight }
    }

    function replaceSequence(scheme: NumberingScheme, body: string, plus: number): string {
      let at = 0
      for (const segment of scheme.segments) {
        const width = segment.kind === 'fixed' ? segment.digits.length : segment.width
        if (segment.kind === 'sequence') {
          const next = String(Number(body.slice(at, at + width)) + plus).padStart(width, '0')
          return body.slice(0, at) + next + body.slice(at + width)
        }
        at += width
      }
      throw new Error('a scheme has a sequence')
    }
  })
}
