import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bodyOf } from '#shared/domain/accounts/account-number'
import type { CurrentAccount, NumberingScheme } from '#shared/domain/documents'
import type { JsonObject } from '#shared/kernel/json'
import { envelope, faultyPaths, freshId, type Session } from '../../../support/bank-client'
import type { BankUnderTest } from '../bank-under-test'
import { openSubAccount } from '../demo-accounts'
import { needs } from '../needs'
import { Replica } from '../replica'

export function numberingCases(bank: BankUnderTest): void {
  describe('numbering schemes', () => {
    let maker: Session
    let replica: Replica
    let account: CurrentAccount
    let before: NumberingScheme | undefined

    beforeAll(async () => {
      maker = await bank.as('maker')
      replica = await Replica.of(maker)
      // Not the first, whose numbers others of these checks count.
      const found = replica.all('currentAccount').at(-1)
      if (found === undefined) throw new Error('the company has no current account')
      account = found
      before = schemeNow()
    })
    // Others open accounts there, too.
    afterAll(async () => {
      if (before) await set([...before.segments])
    })

    const schemeNow = () => replica.all('numberingScheme').find((each) => each.currentAccountId === account.id)
    const set = (segments: JsonObject[], currentAccountId = account.id) =>
      maker.submit('numbering.set', { currentAccountId, segments })
    const wide = (digits: string): JsonObject[] => [
      { kind: 'fixed', digits },
      { kind: 'sequence', width: 10 - digits.length },
    ]

    it('are one for each current account, changed in place', async () => {
      expect(await set(wide('97'))).toMatchObject({ status: 'accepted', replayed: false })
      await replica.catchUp()
      const schemes = replica.all('numberingScheme').filter((each) => each.currentAccountId === account.id)
      expect(schemes.map(({ segments }) => segments)).toEqual([wide('97')])
      if (before) expect([schemes[0]?.id, schemes[0]?.version]).toEqual([before.id, before.version + 1])
    })

    it('give the numbers from then on; the running number goes on, and no number is given twice', async () => {
      await set(wide('97'))
      const first = await openSubAccount(maker, replica, account.id)
      await set(wide('985'))
      const second = await openSubAccount(maker, replica, account.id)
      await set(wide('97'))
      const third = await openSubAccount(maker, replica, account.id)
      expect([first, second, third].map(({ number }) => bodyOf(number).slice(0, 2))).toEqual(['97', '98', '97'])
      const running = [
        Number(bodyOf(first.number).slice(2)),
        Number(bodyOf(second.number).slice(3)),
        Number(bodyOf(third.number).slice(2)),
      ]
      const [start = 0] = running
      if (bank.foreign) expect(new Set(running).size).toBe(3)
      else expect(running).toEqual([start, start + 1, start + 2])
    })

    it('take the digits of a field from the account above', async () => {
      await set([
        { kind: 'field', name: 'cabang', width: 4 },
        { kind: 'sequence', width: 6 },
      ])
      const parent = await openSubAccount(maker, replica, account.id)
      expect(bodyOf(parent.number).slice(0, 4)).toBe('0000')
      const branch = await openSubAccount(maker, replica, account.id, { body: `7431${bodyOf(parent.number).slice(4)}` })
      const below = await openSubAccount(maker, replica, branch.id)
      expect(bodyOf(below.number).slice(0, 4)).toBe('7431')
    })

    it.each<[string, JsonObject[], string]>([
      ['no running number', [{ kind: 'fixed', digits: '0123456789' }], 'sequence_count'],
      [
        'two running numbers',
        [
          { kind: 'sequence', width: 5 },
          { kind: 'sequence', width: 5 },
        ],
        'sequence_count',
      ],
      ['nine digits', [{ kind: 'sequence', width: 9 }], 'total_width'],
      [
        'a field without a name',
        [
          { kind: 'field', name: '', width: 2 },
          { kind: 'sequence', width: 8 },
        ],
        'field_name',
      ],
      [
        'letters among fixed digits',
        [
          { kind: 'fixed', digits: 'A1' },
          { kind: 'sequence', width: 8 },
        ],
        'fixed_digits',
      ],
      [
        'a width of nothing',
        [
          { kind: 'field', name: 'x', width: 0 },
          { kind: 'sequence', width: 10 },
        ],
        'width',
      ],
    ])('reject %s, and say why', async (_what, segments, reason) => {
      await replica.catchUp()
      const held = schemeNow()
      expect(await set(segments)).toMatchObject({ status: 'rejected', code: 'numbering.invalid', params: { reason } })
      await replica.catchUp()
      expect(schemeNow()).toEqual(held)
    })

    it('reject a running number with fewer digits than have been counted to', async () => {
      const narrow = [
        { kind: 'fixed', digits: '000000000' },
        { kind: 'sequence', width: 1 },
      ]
      for (let opened = 0; opened < 10; opened += 1) await openSubAccount(maker, replica, account.id)
      expect(await set(narrow)).toMatchObject({
        status: 'rejected',
        code: 'numbering.invalid',
        params: { reason: 'sequence_exhausted', width: 1 },
      })
    })

    it('reject a current account that is not there', async () => {
      expect(await set(wide('97'), freshId())).toMatchObject({ status: 'rejected', code: 'not_found' })
    })

    it('refuse what is no list of segments', async () => {
      const result = await set([{ kind: 'letter', width: 2 }])
      expect([result.status, result.code]).toEqual(['refused', 'command.invalid'])
      expect(faultyPaths(result)).toEqual(['segments.0.kind'])
    })

    it('leave an audit entry with the scheme before and after', needs('user-approver'), async () => {
      await set(wide('97'))
      const command = envelope('numbering.set', { currentAccountId: account.id, segments: wide('96') })
      await maker.push(command)
      const auditor = await Replica.of(await bank.as('approver'))
      const [entry, ...others] = auditor.all('auditEntry').filter(({ commandId }) => commandId === command.id)
      expect(others).toEqual([])
      expect(entry).toMatchObject({
        type: 'numbering.set',
        outcome: 'accepted',
        before: { segments: wide('97') },
        after: { segments: wide('96') },
      })
    })
  })
}
