import { beforeAll, describe, expect, it } from 'vitest'
import type { CurrentAccount } from '#shared/domain/documents'
import type { JsonObject } from '#shared/kernel/json'
import { faultyPaths, freshId, type Session } from '../../../support/bank-client'
import type { BankUnderTest } from '../bank-under-test'
import { openSubAccount, rupiahAccount } from '../demo-accounts'
import { needs } from '../needs'
import { Replica } from '../replica'

export function closeSubAccountCases(bank: BankUnderTest): void {
  describe('subAccount.close', () => {
    let maker: Session
    let replica: Replica
    let giro: CurrentAccount

    beforeAll(async () => {
      maker = await bank.as('maker')
      replica = await Replica.of(maker)
      giro = rupiahAccount(replica)
    })

    const open = (parentId = giro.id, args: JsonObject = {}) => openSubAccount(maker, replica, parentId, args)
    const close = (id: string, reason = 'Cabang tutup') => maker.submit('subAccount.close', { id, reason })
    const stateOf = async (id: string) => {
      await replica.catchUp()
      return replica.get('subAccount', id)
    }

    it('closes the account, keeps reason and time, and leaves the rest', async () => {
      const account = await open()
      expect(await close(account.id)).toMatchObject({ status: 'accepted' })
      const closed = await stateOf(account.id)
      expect(closed).toEqual({
        ...account,
        version: 2,
        updatedAt: expect.any(String),
        status: 'closed',
        closeReason: 'Cabang tutup',
        closedAt: closed.updatedAt,
      })
    })

    it('rejects an account with money, and says how much', needs('simulation'), async () => {
      const account = await open()
      await bank.client.credit({ accountNumber: account.number, amount: '38.50' })
      expect(await close(account.id)).toMatchObject({
        status: 'rejected',
        code: 'account.not_empty',
        params: { id: account.id, name: account.name, balance: '38.50', held: '0.00', currency: 'IDR' },
      })
      await bank.client.debit({ accountNumber: account.number, amount: '38.50' })
      expect(await close(account.id)).toMatchObject({ status: 'accepted' })
    })

    it('rejects while an account below is open, and takes it when that is closed', async () => {
      const account = await open()
      const [first, second] = [await open(account.id), await open(account.id)]
      await close(first.id)
      expect(await close(account.id)).toMatchObject({
        status: 'rejected',
        code: 'account.has_children',
        params: { id: account.id, name: account.name, childId: second.id, childName: second.name },
      })
      await close(second.id)
      expect(await close(account.id)).toMatchObject({ status: 'accepted' })
    })

    it('takes it when what was below has moved away', async () => {
      const account = await open()
      const below = await open(account.id)
      await maker.submit('subAccount.move', { id: below.id, parentId: giro.id })
      expect(await close(account.id)).toMatchObject({ status: 'accepted' })
      expect(await stateOf(below.id)).toMatchObject({ status: 'open', parentId: giro.id })
    })

    it('is final: nothing about it changes any more', async () => {
      const account = await open()
      await close(account.id)
      const closed = await stateOf(account.id)
      for (const [type, args] of [
        ['subAccount.close', { reason: 'Lagi' }],
        ['subAccount.update', { name: 'Lain' }],
        ['subAccount.setBlock', { block: 'all', reason: 'Lagi' }],
        ['subAccount.setLimits', { debit: { daily: '1.00' }, credit: {} }],
        ['subAccount.move', { parentId: giro.id }],
      ] as const) {
        expect(await maker.submit(type, { id: account.id, ...args }), type).toMatchObject({
          status: 'rejected',
          code: 'account.closed',
          params: { id: account.id, name: account.name },
        })
      }
      const child = { id: freshId(), parentId: account.id, name: 'Anak', scheme: 'transfer' }
      expect(await maker.submit('subAccount.create', child)).toMatchObject({ code: 'account.closed' })
      expect(await stateOf(account.id)).toEqual(closed)
    })

    it('does not give its number again', async () => {
      const account = await open()
      await close(account.id)
      const again = { id: freshId(), parentId: giro.id, name: 'Lagi', scheme: 'transfer' }
      expect(await maker.submit('subAccount.create', { ...again, body: account.number.slice(5, 15) })).toMatchObject({
        status: 'rejected',
        code: 'account.number_taken',
        params: { takenById: account.id },
      })
    })

    it('returns money that is sent to it', needs('simulation'), async () => {
      const account = await open()
      await close(account.id)
      const outcome = await bank.client.credit({ accountNumber: account.number, amount: '5.00' })
      expect(outcome).toMatchObject({ status: 'returned', code: 'account.closed' })
      expect(await stateOf(account.id)).toMatchObject({ balance: '0.00' })
    })

    it('rejects an account that is not there, and a current account', async () => {
      expect(await close(freshId())).toMatchObject({ status: 'rejected', code: 'not_found' })
      expect(await close(giro.id)).toMatchObject({ status: 'rejected', code: 'not_found' })
    })

    it('refuses without a reason', async () => {
      const { id } = await open()
      const result = await maker.submit('subAccount.close', { id, reason: ' ' })
      expect([result.status, result.code, faultyPaths(result)]).toEqual(['refused', 'command.invalid', ['reason']])
      expect((await stateOf(id)).status).toBe('open')
    })
  })
}
