import { beforeAll, describe, expect, it } from 'vitest'
import type { AuditEntry } from '#shared/domain/documents'
import { envelope, freshId, type Session } from '../../../support/bank-client'
import { type BankUnderTest, ours } from '../bank-under-test'
import { openSubAccount, rupiahAccount } from '../demo-accounts'
import { needs } from '../needs'
import { Replica } from '../replica'

export function auditCases(bank: BankUnderTest): void {
  describe('audit', needs('user-approver'), () => {
    const EVERYONE = ['user-admin', 'user-manager', 'user-product', 'user-warehouse'] as const
    let maker: Session
    let replica: Replica
    let auditor: Replica
    let giroId: string

    beforeAll(async () => {
      maker = await bank.as('maker')
      replica = await Replica.of(maker)
      auditor = await Replica.of(await bank.as('approver'))
      giroId = rupiahAccount(replica).id
    })

    async function entriesOf(commandId: string): Promise<AuditEntry[]> {
      await auditor.catchUp()
      return auditor.all('auditEntry').filter((entry) => entry.commandId === commandId)
    }

    describe('an accepted command', () => {
      it('leaves one entry: who, on which device, when, what, before and after', async () => {
        const account = await openSubAccount(maker, replica, giroId)
        const command = envelope('subAccount.update', { id: account.id, name: 'Nama Sesudah' })
        await maker.push(command)
        const entries = await entriesOf(command.id)
        expect(entries).toHaveLength(1)
        expect(entries[0]).toMatchObject({
          version: 1,
          at: entries[0]?.updatedAt,
          actorId: maker.opened.user.id,
          deviceId: maker.deviceId,
          commandId: command.id,
          type: 'subAccount.update',
          outcome: 'accepted',
        })
        expect(entries[0]?.code).toBeUndefined()
        expect(JSON.stringify(entries[0]?.before)).toContain(account.name)
        expect(JSON.stringify(entries[0]?.before)).not.toContain('Nama Sesudah')
        expect(JSON.stringify(entries[0]?.after)).toContain('Nama Sesudah')
      })

      it('names the device that sent it', async () => {
        const deviceId = freshId()
        const other = await bank.client.login('maker', { deviceId })
        const command = envelope('subAccount.create', {
          id: freshId(),
          parentId: giroId,
          name: 'Kas',
          scheme: 'transfer',
        })
        await other.push(command)
        expect((await entriesOf(command.id)).map((entry) => entry.deviceId)).toEqual([deviceId])
      })

      it('leaves no second entry when it is sent again', async () => {
        const command = envelope('subAccount.create', {
          id: freshId(),
          parentId: giroId,
          name: 'Kas',
          scheme: 'transfer',
        })
        await maker.push(command)
        await maker.push(command)
        expect(await entriesOf(command.id)).toHaveLength(1)
      })

      it('is audited at the place at which it is visible', needs('user-manager'), async () => {
        const { cursor } = await (await bank.as('manager')).pullAll()
        const id = freshId()
        const command = envelope('subAccount.create', { id, parentId: giroId, name: 'Kas', scheme: 'transfer' })
        const [result] = await maker.push(command)
        const pulled = await (await bank.as('manager')).pullAll({ cursor })
        const changes = ours(bank, pulled.changes, id, command.id)
        expect(changes.map((change) => change.type).sort()).toEqual(['auditEntry', 'subAccount'])
        expect(Math.max(...changes.map((change) => change.seq))).toBe(result?.seq)
      })
    })

    describe('a rejected command', () => {
      it('leaves one entry with its code', async () => {
        const command = envelope('subAccount.update', { id: freshId(), name: 'Tidak ada' })
        await maker.push(command)
        await maker.push(command)
        const entries = await entriesOf(command.id)
        expect(entries).toHaveLength(1)
        expect(entries[0]).toMatchObject({
          actorId: maker.opened.user.id,
          type: 'subAccount.update',
          outcome: 'rejected',
          code: 'not_found',
        })
      })

      it('for its dependency leaves one too', async () => {
        const parent = envelope('subAccount.update', { id: freshId(), name: 'Tidak ada' })
        const child = envelope('subAccount.update', { id: freshId(), name: 'Anak' }, { dependsOn: [parent.id] })
        await maker.push(parent, child)
        expect((await entriesOf(child.id)).map((entry) => [entry.outcome, entry.code])).toEqual([
          ['rejected', 'command.dependency_rejected'],
        ])
      })
    })

    describe('a refused command', () => {
      it('leaves none', async () => {
        const commands = [
          envelope('nothing.known', {}),
          envelope('subAccount.create', {}),
          envelope('subAccount.update', { id: freshId(), name: 'x' }, { dependsOn: [freshId()] }),
        ]
        await maker.push(...commands)
        for (const command of commands) expect(await entriesOf(command.id)).toEqual([])
      })
    })

    describe('entries', () => {
      it('are seen by approver, manager and admin alike, and not by the maker', needs(...EVERYONE), async () => {
        const command = envelope('subAccount.create', {
          id: freshId(),
          parentId: giroId,
          name: 'Kas',
          scheme: 'transfer',
        })
        await maker.push(command)
        const seenBy = async (user: 'approver' | 'manager' | 'admin' | 'maker' | 'product' | 'warehouse') => {
          const { changes } = await (await bank.as(user)).pullAll()
          return changes.filter((change) => change.type === 'auditEntry' && change.doc?.commandId === command.id)
        }
        const approver = await seenBy('approver')
        expect(approver).toHaveLength(1)
        expect(await seenBy('manager')).toEqual(approver)
        expect(await seenBy('admin')).toEqual(approver)
        for (const user of ['maker', 'product', 'warehouse'] as const) expect(await seenBy(user)).toEqual([])
      })

      it('hold no password and no token', async () => {
        await auditor.catchUp()
        const text = JSON.stringify(auditor.all('auditEntry'))
        expect(text).not.toContain(bank.password)
        expect(text).not.toContain(maker.opened.accessToken)
      })
    })
  })
}
