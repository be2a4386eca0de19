import { beforeAll, describe, expect, it } from 'vitest'
import type { CurrentAccount } from '#shared/domain/documents'
import type { JsonObject } from '#shared/kernel/json'
import { faultyPaths, freshId, type Session } from '../../../support/bank-client'
import type { BankUnderTest } from '../bank-under-test'
import { openSubAccount, rupiahAccount } from '../demo-accounts'
import { needs } from '../needs'
import { Replica } from '../replica'

export function moveSubAccountCases(bank: BankUnderTest): void {
  describe('subAccount.move', () => {
    let maker: Session
    let replica: Replica
    let giro: CurrentAccount

    beforeAll(async () => {
      maker = await bank.as('maker')
      replica = await Replica.of(maker)
      giro = rupiahAccount(replica)
    })

    const open = (parentId: string, args: JsonObject = {}) => openSubAccount(maker, replica, parentId, args)
    const move = (id: string, parentId: string) => maker.submit('subAccount.move', { id, parentId })
    const stateOf = async (id: string) => {
      await replica.catchUp()
      return replica.get('subAccount', id)
    }

    /** Accounts one below the other. */
    async function chain(length: number) {
      const accounts = [await open(giro.id)]
      for (let at = 1; at < length; at += 1) accounts.push(await open(accounts[at - 1]?.id ?? ''))
      return accounts
    }

    it('changes where the account stands and nothing else, and leaves what is below as it is', async () => {
      const [target, account] = [await open(giro.id), await open(giro.id, { externalRef: 'ERP-7' })]
      const below = await open(account.id)
      expect(await move(account.id, target.id)).toMatchObject({ status: 'accepted' })
      expect(await stateOf(account.id)).toEqual({
        ...account,
        parentId: target.id,
        version: 2,
        updatedAt: expect.any(String),
      })
      expect(await stateOf(below.id)).toEqual(below)
    })

    it('goes back up to the current account', async () => {
      const account = await open((await open(giro.id)).id)
      expect(await move(account.id, giro.id)).toMatchObject({ status: 'accepted' })
      expect((await stateOf(account.id)).parentId).toBe(giro.id)
    })

    it('is accepted where the account stands already', async () => {
      const account = await open(giro.id)
      expect(await move(account.id, giro.id)).toMatchObject({ status: 'accepted' })
      expect(await stateOf(account.id)).toMatchObject({ parentId: giro.id })
    })

    it('rejects the account itself and what is below it', async () => {
      const [top, , bottom] = await chain(3)
      if (!top || !bottom) throw new Error('no chain')
      for (const parent of [top, bottom]) {
        expect(await move(top.id, parent.id)).toMatchObject({
          status: 'rejected',
          code: 'account.cycle',
          params: { id: top.id, name: top.name, parent: parent.name },
        })
      }
      expect((await stateOf(top.id)).version).toBe(1)
    })

    it('goes six deep, what is below included, and no deeper', async () => {
      const deep = await chain(6)
      const [alone, withOneBelow] = [await open(giro.id), await open(giro.id)]
      await open(withOneBelow.id)
      const at = (depth: number) => deep[depth - 1]?.id ?? ''
      const tooDeep = { status: 'rejected', code: 'account.too_deep', params: { maxDepth: 6 } }
      expect(await move(alone.id, at(6))).toMatchObject(tooDeep)
      expect(await move(withOneBelow.id, at(5))).toMatchObject(tooDeep)
      expect(await move(withOneBelow.id, at(4))).toMatchObject({ status: 'accepted' })
      expect(await move(alone.id, at(5))).toMatchObject({ status: 'accepted' })
    })

    it('rejects a place under another current account', async (context) => {
      const other = replica.all('currentAccount').find(({ id }) => id !== giro.id)
      if (other === undefined) return bank.notApplicable(context, 'the company has one current account only')
      const account = await open(giro.id)
      expect(await move(account.id, other.id)).toMatchObject({
        status: 'rejected',
        code: 'account.other_current_account',
        params: { id: account.id, currentAccount: other.name },
      })
    })

    it('rejects a closed account and a closed place', async () => {
      const [account, closed] = [await open(giro.id), await open(giro.id)]
      await maker.submit('subAccount.close', { id: closed.id, reason: 'Uji' })
      for (const [id, parentId] of [
        [account.id, closed.id],
        [closed.id, account.id],
      ] as const) {
        expect(await move(id, parentId)).toMatchObject({
          status: 'rejected',
          code: 'account.closed',
          params: { id: closed.id, name: closed.name },
        })
      }
    })

    it('rejects an account and a place that are not there', async () => {
      const account = await open(giro.id)
      expect(await move(freshId(), giro.id)).toMatchObject({ status: 'rejected', code: 'not_found' })
      expect(await move(account.id, freshId())).toMatchObject({ status: 'rejected', code: 'not_found' })
      expect(await move(giro.id, account.id)).toMatchObject({ status: 'rejected', code: 'not_found' })
    })

    it('refuses without a place', async () => {
      const { id } = await open(giro.id)
      const result = await maker.submit('subAccount.move', { id })
      expect([result.status, result.code, faultyPaths(result)]).toEqual(['refused', 'command.invalid', ['parentId']])
    })

    it('lets limits count above the new place, not above the old one', needs('simulation'), async () => {
      const limits = { credit: { daily: '100.00' } }
      const [limited, free] = [await open(giro.id, { limits }), await open(giro.id)]
      const account = await open(limited.id)
      const credit = (amount: string) => bank.client.credit({ accountNumber: account.number, amount })
      expect(await credit('60.00')).toMatchObject({ status: 'posted' })
      expect(await credit('60.00')).toMatchObject({ code: 'account.limit_daily' })
      await move(account.id, free.id)
      expect(await credit('60.00')).toMatchObject({ status: 'posted' })
      expect((await stateOf(limited.id)).usedToday.credit).toBe('60.00')
      expect((await stateOf(free.id)).usedToday.credit).toBe('60.00')
    })
  })
}
