import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { bodyOf, isAccountNumber } from '#shared/domain/accounts/account-number'
import type { CurrentAccount } from '#shared/domain/documents'
import type { JsonObject } from '#shared/kernel/json'
import { envelope, faultyPaths, freshId, type Session } from '../../../support/bank-client'
import { type BankUnderTest, ours } from '../bank-under-test'
import { openSubAccount, rupiahAccount, typedBody } from '../demo-accounts'
import { needs } from '../needs'
import { Replica } from '../replica'

const FaultyRows = z.object({
  rows: z.array(
    z.object({
      rowId: z.string(),
      faults: z.array(
        z.looseObject({ code: z.string(), path: z.string().optional(), params: z.looseObject({}).optional() }),
      ),
    }),
  ),
})

/** What an answer says of rows, by their ids: `body account.number_taken`. */
function told(params: unknown): Record<string, string[]> {
  const { rows } = FaultyRows.parse(params)
  return Object.fromEntries(
    rows.map(({ rowId, faults }) => [rowId, faults.map(({ code, path }) => `${path ?? '-'} ${code}`)]),
  )
}

export function createManyCases(bank: BankUnderTest): void {
  describe('opening many accounts at once', () => {
    let maker: Session
    let replica: Replica
    let giro: CurrentAccount

    beforeAll(async () => {
      maker = await bank.as('maker')
      replica = await Replica.of(maker)
      giro = rupiahAccount(replica)
    })

    const row = (line: number, change: JsonObject = {}) => ({
      rowId: String(line),
      id: freshId(),
      parentId: giro.id,
      name: `Impor ${line}`,
      scheme: 'petty_cash',
      ...change,
    })
    const createMany = (items: JsonObject[], onFault = 'reject') =>
      maker.submit('subAccount.createMany', { items, onFault })

    async function opened(items: readonly { readonly id: string }[]) {
      await replica.catchUp()
      return items.map(({ id }) => replica.find('subAccount', id))
    }

    it('opens every row, each as if it had been opened alone', async () => {
      const body = typedBody()
      const limits = { debit: { perTransaction: '5000000.00', daily: null }, credit: { daily: '9.00' } }
      const items = [row(2), row(3, { name: '  Kas  ', body, limits, externalRef: 'ERP-1' })]
      expect(await createMany(items)).toMatchObject({ status: 'accepted', replayed: false })
      const [first, second] = await opened(items)
      const alone = await openSubAccount(maker, replica, giro.id, { body: typedBody(), limits, externalRef: 'ERP-1' })
      expect(first?.number).toMatch(/^\d{16}$/)
      expect({ ...second, id: '', name: '', number: '', updatedAt: '' }).toEqual({
        ...alone,
        scheme: 'petty_cash',
        id: '',
        name: '',
        number: '',
        updatedAt: '',
      })
      expect([second?.name, bodyOf(second?.number ?? '')]).toEqual(['Kas', body])
    })

    it('changes no other document', async () => {
      await replica.catchUp()
      const items = [row(2), row(3)]
      await createMany(items)
      const changed = await replica.catchUp()
      expect(items.flatMap(({ id }) => ours(bank, changed, id)).length).toBeGreaterThanOrEqual(2)
      if (!bank.foreign) expect(changed.map(({ id }) => id).sort()).toEqual(items.map(({ id }) => id).sort())
    })

    it('hangs a row under an earlier row, and only under an earlier one', async () => {
      const parent = row(2)
      const child = row(3, { parentId: parent.id })
      expect((await createMany([parent, child])).status).toBe('accepted')
      const [, below] = await opened([parent, child])
      expect([below?.parentId, below?.currentAccountId]).toEqual([parent.id, giro.id])
      const late = row(9)
      const answer = await createMany([row(8, { parentId: late.id }), late])
      expect(told(answer.params)).toEqual({ '8': ['parentId not_found'] })
    })

    it('gives each account a number of its own, with its check digit', async () => {
      const items = Array.from({ length: 50 }, (_, n) => row(n + 2))
      expect((await createMany(items)).status).toBe('accepted')
      const numbers = (await opened(items)).map((account) => account?.number ?? '')
      expect(new Set(numbers).size).toBe(50)
      expect(numbers.filter((number) => !isAccountNumber(number))).toEqual([])
    })

    it('takes no number where it is refused', async () => {
      const before = await openSubAccount(maker, replica, giro.id)
      await createMany([row(2), row(3), row(4, { name: '' })])
      const after = await openSubAccount(maker, replica, giro.id)
      const gap = Number(bodyOf(after.number)) - Number(bodyOf(before.number))
      if (bank.foreign) expect(gap).not.toBe(0)
      else expect(gap).toBe(1)
    })

    describe('with faulty rows', () => {
      /** 37 of them, each in one of the ways a file can be wrong. */
      async function fileOfThousand() {
        const holder = await openSubAccount(maker, replica, giro.id, { body: typedBody() })
        const wrongs: readonly [JsonObject, string[]][] = [
          [{ name: ' ' }, ['name field.empty']],
          [{ body: '123' }, ['body field.account_body']],
          [{ scheme: 'savings' }, ['scheme field.invalid_value']],
          [{ limits: { debit: { daily: 'many' } } }, ['limits.debit.daily field.money']],
          [{ limits: { credit: { daily: '5.0' } } }, ['limits.credit.daily money.invalid']],
          [{ id: 'not an id' }, ['id field.id']],
          [{ parentId: freshId() }, ['parentId not_found']],
          [{ body: bodyOf(holder.number) }, ['body account.number_taken']],
          [{ name: '', body: 'x' }, ['name field.empty', 'body field.account_body']],
        ]
        const expected: Record<string, string[]> = {}
        const items = Array.from({ length: 1000 }, (_, n) => {
          const wrong = n % 27 === 5 ? wrongs[((n - 5) / 27) % wrongs.length] : undefined
          if (wrong) expected[String(n + 2)] = wrong[1]
          return row(n + 2, wrong?.[0])
        })
        return { items, expected }
      }

      it('names all 37 of a file of 1,000 with every fault of each, and opens nothing', async () => {
        const { items, expected } = await fileOfThousand()
        expect(Object.keys(expected)).toHaveLength(37)
        const answer = await createMany(items)
        expect([answer.status, answer.code]).toEqual(['rejected', 'account.rows_faulty'])
        expect(told(answer.params)).toEqual(expected)
        expect((await opened(items)).filter((account) => account !== undefined)).toEqual([])
      })

      it('opens the 963 others where the sender wants the valid ones, and says what was left out', async () => {
        const { items, expected } = await fileOfThousand()
        const answer = await createMany(items, 'skip')
        expect(answer.status).toBe('accepted')
        expect(told(answer.params)).toEqual(expected)
        const accounts = await opened(items)
        const there = items.filter((_, n) => accounts[n] !== undefined)
        expect(there.map(({ rowId }) => rowId)).toEqual(
          items.filter(({ rowId }) => expected[rowId] === undefined).map(({ rowId }) => rowId),
        )
      })

      it('rejects a file without a valid row, whatever the sender wants', async () => {
        const answer = await createMany([row(2, { name: '' })], 'skip')
        expect([answer.status, answer.code]).toEqual(['rejected', 'account.rows_faulty'])
      })

      it('names both rows where two of them want the same number or the same identity', async () => {
        const body = typedBody()
        const first = row(2, { body })
        const answer = await createMany([first, row(3, { body }), row(4, { id: first.id })])
        expect(told(answer.params)).toEqual({
          '3': ['body account.number_repeated'],
          '4': ['id account.row_repeated'],
        })
        const faults = FaultyRows.parse(answer.params).rows.flatMap(({ faults: each }) => each)
        expect(faults.map(({ params }) => params?.rowId)).toEqual(['2', '2'])
      })

      it('leaves out what stands under a row that is left out', async () => {
        const parent = row(2, { scheme: 'x' })
        const child = row(3, { parentId: parent.id })
        const answer = await createMany([parent, child, row(4)], 'skip')
        expect(told(answer.params)).toEqual({
          '2': ['scheme field.invalid_value'],
          '3': ['parentId account.parent_faulty'],
        })
      })

      it('answers the same when it is sent again', async () => {
        const command = envelope('subAccount.createMany', { items: [row(2), row(3, { name: '' })], onFault: 'skip' })
        const [first] = await maker.push(command)
        const [again] = await maker.push(command)
        expect(again).toEqual({ ...first, replayed: true })
        expect(told(again?.params)).toEqual({ '3': ['name field.empty'] })
      })
    })

    it.each<[string, JsonObject, string[]]>([
      ['no rows', { items: [] }, ['items']],
      ['1,001 rows', { items: Array.from({ length: 1001 }, (_, n) => ({ rowId: String(n) })) }, ['items']],
      ['a row without a name for itself', { items: [{ id: freshId() }] }, ['items.0.rowId']],
      ['two rows called alike', { items: [{ rowId: 'a' }, { rowId: 'a' }] }, ['items.1.rowId']],
      ['another way with faults', { onFault: 'guess' }, ['onFault']],
    ])('refuses %s', async (_what, change, paths) => {
      const result = await maker.submit('subAccount.createMany', { items: [row(2)], onFault: 'reject', ...change })
      expect([result.status, result.code]).toEqual(['refused', 'command.invalid'])
      expect(faultyPaths(result)).toEqual(paths)
    })

    it('leaves one audit entry that says which accounts were opened', needs('user-approver'), async () => {
      const items = [row(2), row(3)]
      const command = envelope('subAccount.createMany', { items, onFault: 'reject' })
      await maker.push(command)
      const auditor = await Replica.of(await bank.as('approver'))
      const entries = auditor.all('auditEntry').filter(({ commandId }) => commandId === command.id)
      expect(entries).toHaveLength(1)
      const text = JSON.stringify(entries[0])
      for (const { id } of items) expect(text).toContain(id)
    })
  })
}
