import { beforeAll, describe, expect, it } from 'vitest'
import { commandCatalogue } from '#shared/domain/commands'
import type { JsonObject } from '#shared/kernel/json'
import { type DemoUser, envelope, freshId } from '../../../support/bank-client'
import { type BankUnderTest, ours } from '../bank-under-test'
import { openSubAccount, rupiahAccount } from '../demo-accounts'
import { eachUser, needs } from '../needs'
import { Replica } from '../replica'

export function permissionsCases(bank: BankUnderTest): void {
  describe('permissions', () => {
    /** Who may send what, by docs/domain.md §0 Roles. A new command must be added here. */
    const SENDERS: Readonly<Record<string, readonly DemoUser[]>> = {
      'subAccount.create': ['maker'],
      'subAccount.createMany': ['maker'],
      'numbering.set': ['maker'],
      'subAccount.update': ['maker'],
      'subAccount.setLimits': ['maker'],
      'subAccount.setBlock': ['maker'],
      'subAccount.move': ['maker'],
      'subAccount.close': ['maker'],
      'transfer.create': ['maker'],
      'approval.decide': ['approver'],
      'reconciliation.import': ['maker'],
      'reconciliation.decide': ['maker'],
      'companyProfile.update': ['admin'],
    }

    /** Arguments that are in order, so that nothing but the permission can stand in the way. */
    const ARGUMENTS: Readonly<Record<string, (accountId: string, parentId: string) => JsonObject>> = {
      'subAccount.create': (_id, parentId) => ({ id: freshId(), parentId, name: 'Kas Peran', scheme: 'transfer' }),
      'subAccount.createMany': (_id, parentId) => ({
        items: [{ rowId: '1', id: freshId(), parentId, name: 'Kas Peran', scheme: 'transfer' }],
        onFault: 'reject',
      }),
      // Of a current account that is not there: judged, and then rejected, so that the scheme stays as it is.
      'numbering.set': () => ({ currentAccountId: freshId(), segments: [{ kind: 'sequence', width: 10 }] }),
      'subAccount.update': (id) => ({ id, name: 'Peran' }),
      'subAccount.setLimits': (id) => ({ id, debit: { daily: '10.00' }, credit: {} }),
      'subAccount.setBlock': (id) => ({ id, block: 'debit', reason: 'Peran' }),
      'subAccount.move': (id, parentId) => ({ id, parentId }),
      // One that is not there: judged, and then rejected, so that the account stays open for the others.
      'subAccount.close': () => ({ id: freshId(), reason: 'Peran' }),
      'transfer.create': (id, parentId) => ({
        id: freshId(),
        fromAccountId: parentId,
        toAccountId: id,
        amount: '1.00',
        reference: freshId(),
      }),
      // One that is not there: judged, and then rejected.
      'approval.decide': () => ({ approvalId: freshId(), decision: 'approve' }),
      // An account and an item that are not there: judged, and then rejected.
      'reconciliation.import': () => ({
        batchId: freshId(),
        rows: [{ reference: 'PERAN', accountNumber: '0000', amount: '1.00', dueDate: '2026-07-10' }],
      }),
      'reconciliation.decide': () => ({ itemId: freshId(), action: 'exclude' }),
      // A logo that is not there: judged, and then rejected, so that the company's profile stays as it is.
      'companyProfile.update': () => ({ logoFileId: freshId() }),
    }

    /** What is sent is judged and then turned away, for what it speaks of is not there. */
    const REJECTED: ReadonlySet<string> = new Set([
      'numbering.set',
      'companyProfile.update',
      'approval.decide',
      'subAccount.close',
      'reconciliation.import',
      'reconciliation.decide',
    ])

    let id: string
    let parentId: string
    let replica: Replica

    beforeAll(async () => {
      const maker = await bank.as('maker')
      replica = await Replica.of(maker)
      parentId = rupiahAccount(replica).id
      id = (await openSubAccount(maker, replica, parentId)).id
    })

    it('every command that is built is in the table above', needs('own-process'), () => {
      expect(
        commandCatalogue()
          .map((command) => command.type)
          .sort(),
      ).toEqual(Object.keys(SENDERS).sort())
    })

    const CASES = eachUser.flatMap((each) => Object.keys(SENDERS).map((type) => ({ ...each, type })))

    describe('each role with each command', () => {
      for (const { user, type, options } of CASES) {
        it(`${user} sends ${type}`, options, async () => {
          await replica.catchUp()
          const args = ARGUMENTS[type]?.(id, parentId)
          if (args === undefined) throw new Error(`no arguments for ${type}`)
          const session = await bank.as(user)
          const command = envelope(type, args)
          const [result] = await session.push(command)
          if (SENDERS[type]?.includes(user)) {
            expect(result).toMatchObject({
              status: REJECTED.has(type) ? 'rejected' : 'accepted',
              replayed: false,
            })
            return
          }
          expect(result).toMatchObject({ id: command.id, status: 'refused', replayed: false, code: 'auth.forbidden' })
          expect(result?.seq).toBeUndefined()
          expect((await session.get(`/v1/commands/${command.id}`)).status).toBe(404)
          expect(ours(bank, await replica.catchUp(), String(args.id), command.id)).toEqual([])
        })
      }

      it('does not tell who may not send it whether the account exists', needs('user-product'), async () => {
        const product = await bank.as('product')
        const [there, nowhere] = await product.push(
          envelope('subAccount.update', { id, name: 'x' }),
          envelope('subAccount.update', { id: freshId(), name: 'x' }),
        )
        expect({ ...there, id: null }).toEqual({ ...nowhere, id: null })
      })
    })
  })
}
