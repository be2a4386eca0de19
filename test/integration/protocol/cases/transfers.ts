import { beforeAll, describe, expect, it } from 'vitest'
import type { Approval, CurrentAccount } from '#shared/domain/documents'
import type { JsonObject } from '#shared/kernel/json'
import { freshId, type Session } from '../../../support/bank-client'
import { type BankUnderTest, undisturbed } from '../bank-under-test'
import { openSubAccount, rupiahAccount } from '../demo-accounts'
import { needs } from '../needs'
import { Replica } from '../replica'

type Opened = Awaited<ReturnType<typeof openSubAccount>>

const ABOVE = '100000000.01'
const LONGEST_WAIT_S = 200 * 60 * 60

/** docs/domain.md §1 Transfer, §0 Maker and checker. The last of these moves the clock. */
export function transfersCases(bank: BankUnderTest): void {
  describe('transfers', needs('simulation', 'user-maker', 'user-approver'), () => {
    let maker: Session
    let approver: Session
    let replica: Replica
    let giro: CurrentAccount

    beforeAll(async () => {
      // The clock has been moved by now.
      maker = await bank.client.login('maker')
      approver = await bank.client.login('approver')
      replica = await Replica.of(maker)
      giro = rupiahAccount(replica)
    })

    const open = (args: JsonObject = {}) => openSubAccount(maker, replica, giro.id, args)
    async function rich(amount = '300000000.00'): Promise<Opened> {
      const account = await open()
      const paid = await bank.client.credit({ accountNumber: account.number, amount })
      expect(paid.status).toBe('posted')
      return account
    }
    const transfer = (from: { id: string }, to: { id: string }, amount: string, more: JsonObject = {}) => ({
      id: freshId(),
      fromAccountId: from.id,
      toAccountId: to.id,
      amount,
      reference: freshId(),
      ...more,
    })
    const send = (args: JsonObject) => maker.submit('transfer.create', args)
    const decide = (args: JsonObject, session = approver) => session.submit('approval.decide', args)

    async function figures({ id }: { id: string }) {
      await replica.catchUp()
      const { balance, held, available } = replica.get('subAccount', id)
      return { balance, held, available }
    }
    async function approvalOf(transferId: string): Promise<Approval> {
      await replica.catchUp()
      const found = replica.all('approval').find(({ subjectId }) => subjectId === transferId)
      if (!found) throw new Error(`nobody is asked about ${transferId}`)
      return found
    }
    /** A transfer above the threshold that waits for somebody. */
    async function waiting(more: JsonObject = {}) {
      const [from, to] = [await rich(), await open()]
      const args = transfer(from, to, ABOVE, more)
      expect(await send(args)).toMatchObject({ status: 'accepted' })
      return { from, to, args, approval: await approvalOf(args.id) }
    }

    it('up to the threshold moves the money at once, with a line on each statement', async () => {
      const [from, to] = [await rich(), await open()]
      const args = transfer(from, to, '100000000.00', { description: 'Isi kas' })
      const before = await bank.client.ledger()
      expect(await send(args)).toMatchObject({ status: 'accepted' })
      expect(await figures(from)).toEqual({ balance: '200000000.00', held: '0.00', available: '200000000.00' })
      expect(await figures(to)).toEqual({ balance: '100000000.00', held: '0.00', available: '100000000.00' })
      expect(replica.get('transfer', args.id)).toMatchObject({
        status: 'posted',
        number: expect.stringMatching(/^TRF-/),
      })
      const lines = replica.all('accountTransaction').filter(({ reference }) => reference === args.reference)
      const told = lines.map(({ accountId, direction, amount, balanceAfter, channel }) =>
        [accountId, direction, amount, balanceAfter, channel].join(' '),
      )
      expect(told.sort()).toEqual(
        [
          `${from.id} debit 100000000.00 200000000.00 internal`,
          `${to.id} credit 100000000.00 100000000.00 internal`,
        ].sort(),
      )
      expect((await bank.client.ledger()).postings - before.postings).toBe(1)
    })

    it('above the threshold holds the money and asks a second person, saying what will happen', async () => {
      const { from, to, args, approval } = await waiting()
      expect(await figures(from)).toEqual({ balance: '300000000.00', held: ABOVE, available: '199999999.99' })
      expect(await figures(to)).toMatchObject({ balance: '0.00' })
      expect(replica.get('transfer', args.id)).toMatchObject({ status: 'awaiting_approval' })
      expect(approval).toMatchObject({ subjectType: 'transfer', status: 'pending', makerId: maker.opened.user.id })
      expect(JSON.stringify(approval.summary)).toContain(ABOVE)
      expect(approval.lapsesAt > approval.requestedAt).toBe(true)
      const held = (await bank.client.ledger()).accounts.find(({ id }) => id === from.id)
      expect(held).toMatchObject({ held: ABOVE, holdsTotal: ABOVE })
      const more = await send(transfer(from, to, '200000000.00'))
      expect(more).toMatchObject({ status: 'rejected', code: 'account.insufficient_funds' })
    })

    it('approved: the held money moves, once, whatever is sent again', async () => {
      const { from, to, args, approval } = await waiting()
      const yes = { approvalId: approval.id, decision: 'approve' }
      expect(await decide(yes)).toMatchObject({ status: 'accepted' })
      expect(await figures(from)).toEqual({ balance: '199999999.99', held: '0.00', available: '199999999.99' })
      expect(await figures(to)).toMatchObject({ balance: ABOVE })
      expect(replica.get('transfer', args.id)).toMatchObject({ status: 'posted' })
      expect(replica.get('approval', approval.id)).toMatchObject({
        status: 'approved',
        decidedBy: approver.opened.user.id,
      })
      expect(await decide(yes)).toMatchObject({ status: 'rejected', code: 'approval.already_decided' })
    })

    it('rejected: the money is free again', async () => {
      const { from, args, approval } = await waiting()
      const no = { approvalId: approval.id, decision: 'reject', reason: 'Salah rekening' }
      expect(await decide(no)).toMatchObject({ status: 'accepted' })
      expect(await figures(from)).toEqual({ balance: '300000000.00', held: '0.00', available: '300000000.00' })
      expect(replica.get('transfer', args.id)).toMatchObject({ status: 'rejected' })
      expect(replica.get('approval', approval.id)).toMatchObject({ status: 'rejected', reason: 'Salah rekening' })
    })

    it('a hold survives a block, and the decision asks the rules again', async () => {
      const { from, approval } = await waiting()
      const block = (kind: string) => maker.submit('subAccount.setBlock', { id: from.id, block: kind, reason: 'Uji' })
      await block('debit')
      expect(await figures(from)).toMatchObject({ held: ABOVE })
      const yes = { approvalId: approval.id, decision: 'approve' }
      expect(await decide(yes)).toMatchObject({ status: 'rejected', code: 'account.debit_blocked' })
      await block('none')
      expect(await decide(yes)).toMatchObject({ status: 'accepted' })
    })

    it('a reference is used once', async () => {
      const [from, to] = [await rich(), await open()]
      const first = transfer(from, to, '1.00')
      expect(await send(first)).toMatchObject({ status: 'accepted' })
      expect(await send(transfer(from, to, '1.00', { reference: first.reference }))).toMatchObject({
        status: 'rejected',
        code: 'transfer.duplicate_reference',
      })
    })

    it('what cannot be done is refused and moves nothing', async () => {
      const [from, to, blocked] = [await rich(), await open(), await open()]
      await maker.submit('subAccount.setBlock', { id: blocked.id, block: 'credit', reason: 'Uji' })
      const refused = (args: JsonObject, code: string) =>
        undisturbed(maker, async () => {
          const before = await bank.client.ledger()
          expect(await send(args)).toMatchObject({ status: 'rejected', code })
          expect(await bank.client.ledger()).toEqual(before)
        })
      await refused(transfer(from, from, '1.00'), 'transfer.same_account')
      await refused(transfer(from, { id: freshId() }, '1.00'), 'not_found')
      await refused(transfer(to, from, '1.00'), 'account.insufficient_funds')
      await refused(transfer(from, blocked, '1.00'), 'account.credit_blocked')
      await refused(transfer(from, blocked, ABOVE), 'account.credit_blocked')
    })

    it('nobody is asked about what nobody asked for', async () => {
      expect(await decide({ approvalId: freshId(), decision: 'approve' })).toMatchObject({
        status: 'rejected',
        code: 'not_found',
      })
    })

    it('lapses by itself just after its deadline, and the money is free again', async () => {
      const { from, args, approval } = await waiting()
      const left = Date.parse(approval.lapsesAt) - Date.parse(await bank.client.now())
      expect(left / 1000).toBeLessThan(LONGEST_WAIT_S)
      await bank.client.setClock(new Date(Date.parse(approval.lapsesAt) + 1).toISOString())
      const later = await Replica.of(await bank.client.login('maker'))
      expect(later.get('approval', approval.id)).toMatchObject({ status: 'lapsed' })
      expect(later.get('transfer', args.id)).toMatchObject({ status: 'lapsed' })
      expect(later.get('subAccount', from.id)).toMatchObject({ held: '0.00', available: '300000000.00' })
      const late = await bank.client.login('approver')
      expect(await decide({ approvalId: approval.id, decision: 'approve' }, late)).toMatchObject({
        status: 'rejected',
        code: 'approval.lapsed',
      })
    })
  })
}
