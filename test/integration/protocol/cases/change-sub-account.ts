import { beforeAll, describe, expect, it } from 'vitest'
import type { CurrentAccount } from '#shared/domain/documents'
import type { JsonObject } from '#shared/kernel/json'
import { faultyPaths, freshId, type Session } from '../../../support/bank-client'
import type { BankUnderTest } from '../bank-under-test'
import { openSubAccount, rupiahAccount } from '../demo-accounts'
import { Replica } from '../replica'

export function changeSubAccountCases(bank: BankUnderTest): void {
  describe('changing accounts', () => {
    const NO_LIMITS = { perTransaction: null, daily: null }
    /** When it changed is the bank's to say. */
    const CHANGED = { updatedAt: expect.any(String) }
    let maker: Session
    let replica: Replica
    let giro: CurrentAccount

    beforeAll(async () => {
      maker = await bank.as('maker')
      replica = await Replica.of(maker)
      giro = rupiahAccount(replica)
    })

    async function stateOf(id: string) {
      await replica.catchUp()
      return replica.get('subAccount', id)
    }

    describe('subAccount.update', () => {
      it('changes what is given and nothing else', async () => {
        const account = await openSubAccount(maker, replica, giro.id, { externalRef: 'ERP-1' })
        await maker.submit('subAccount.update', { id: account.id, tags: ['cabang', 'jkt'] })
        expect(await stateOf(account.id)).toEqual({
          ...account,
          ...CHANGED,
          version: 2,
          tags: ['cabang', 'jkt'],
        })
        await maker.submit('subAccount.update', { id: account.id, name: 'Nama Baru', externalRef: 'ERP-2' })
        expect(await stateOf(account.id)).toEqual({
          ...account,
          ...CHANGED,
          version: 3,
          name: 'Nama Baru',
          externalRef: 'ERP-2',
          tags: ['cabang', 'jkt'],
        })
      })

      it('removes a reference by null and tags by an empty list', async () => {
        const account = await openSubAccount(maker, replica, giro.id, { externalRef: 'ERP-1' })
        await maker.submit('subAccount.update', { id: account.id, tags: ['x'] })
        await maker.submit('subAccount.update', { id: account.id, externalRef: null, tags: [] })
        const { externalRef: _gone, ...rest } = account
        expect(await stateOf(account.id)).toEqual({ ...rest, ...CHANGED, version: 3 })
      })

      it('rejects an account that is not there', async () => {
        const id = freshId()
        expect(await maker.submit('subAccount.update', { id, name: 'x' })).toMatchObject({
          status: 'rejected',
          code: 'not_found',
        })
      })

      it('rejects a current account: it is not a sub-account', async () => {
        const result = await maker.submit('subAccount.update', { id: giro.id, name: 'Milik saya' })
        expect(result).toMatchObject({ status: 'rejected', code: 'not_found' })
      })

      it.each<[string, JsonObject, string[]]>([
        ['an empty name', { name: '' }, ['name']],
        ['21 tags', { tags: Array.from({ length: 21 }, (_, n) => `t${n}`) }, ['tags']],
        ['an empty tag', { tags: ['ok', ''] }, ['tags.1']],
        ['a reference too long', { externalRef: 'x'.repeat(65) }, ['externalRef']],
        ['a number for a name', { name: 7 }, ['name']],
      ])('refuses %s', async (_what, change, paths) => {
        const { id } = await openSubAccount(maker, replica, giro.id)
        const result = await maker.submit('subAccount.update', { id, ...change })
        expect([result.code, faultyPaths(result)]).toEqual(['command.invalid', paths])
        expect((await stateOf(id)).version).toBe(1)
      })
    })

    describe('subAccount.setLimits', () => {
      it('sets what is given, keeps what is missing, removes what is null', async () => {
        const account = await openSubAccount(maker, replica, giro.id)
        const limits = async (change: JsonObject) => {
          expect(await maker.submit('subAccount.setLimits', { id: account.id, ...change })).toMatchObject({
            status: 'accepted',
          })
          return (await stateOf(account.id)).limits
        }
        expect(await limits({ debit: { perTransaction: '100.00', daily: '300.00' } })).toEqual({
          debit: { perTransaction: '100.00', daily: '300.00' },
          credit: NO_LIMITS,
        })
        expect(await limits({ debit: { daily: '250.50' }, credit: { daily: '900.00' } })).toEqual({
          debit: { perTransaction: '100.00', daily: '250.50' },
          credit: { perTransaction: null, daily: '900.00' },
        })
        expect(await limits({ debit: { perTransaction: null }, credit: { daily: null } })).toEqual({
          debit: { perTransaction: null, daily: '250.50' },
          credit: NO_LIMITS,
        })
        expect(await limits({ debit: { daily: '0.00' } })).toEqual({
          debit: { perTransaction: null, daily: '0.00' },
          credit: NO_LIMITS,
        })
        expect(await stateOf(account.id)).toMatchObject({
          version: 5,
          name: account.name,
          block: 'none',
          balance: '0.00',
        })
      })

      it('rejects an account that is not there', async () => {
        const result = await maker.submit('subAccount.setLimits', {
          id: freshId(),
          debit: { daily: '1.00' },
          credit: {},
        })
        expect(result).toMatchObject({ status: 'rejected', code: 'not_found' })
      })

      it('refuses amounts that are not rupiah, each named', async () => {
        const { id } = await openSubAccount(maker, replica, giro.id)
        const result = await maker.submit('subAccount.setLimits', {
          id,
          debit: { perTransaction: '1', daily: '2.00' },
          credit: { daily: '3.5' },
        })
        expect([result.status, result.code]).toEqual(['refused', 'command.invalid'])
        expect(faultyPaths(result)).toEqual(['credit.daily', 'debit.perTransaction'])
        expect((await stateOf(id)).limits).toEqual({ debit: NO_LIMITS, credit: NO_LIMITS })
      })
    })

    describe('subAccount.setBlock', () => {
      it.each(['debit', 'credit', 'all', 'none'] as const)('sets %s with its reason', async (block) => {
        const account = await openSubAccount(maker, replica, giro.id)
        const result = await maker.submit('subAccount.setBlock', { id: account.id, block, reason: 'Pemeriksaan' })
        expect(result.status).toBe('accepted')
        expect(await stateOf(account.id)).toMatchObject({
          block,
          blockReason: 'Pemeriksaan',
          version: 2,
          status: 'open',
        })
      })

      it('rejects an account that is not there', async () => {
        const result = await maker.submit('subAccount.setBlock', { id: freshId(), block: 'all', reason: 'x' })
        expect(result).toMatchObject({ status: 'rejected', code: 'not_found' })
      })

      it('refuses without a reason, and an unknown block', async () => {
        const { id } = await openSubAccount(maker, replica, giro.id)
        const result = await maker.submit('subAccount.setBlock', { id, block: 'sometimes' })
        expect([result.code, faultyPaths(result)]).toEqual(['command.invalid', ['block', 'reason']])
      })
    })
  })
}
