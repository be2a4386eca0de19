import { beforeAll, describe, expect, it } from 'vitest'
import type { CurrentAccount, ReconciliationItem } from '#shared/domain/documents'
import type { JsonObject } from '#shared/kernel/json'
import { freshId, type Session } from '../../../support/bank-client'
import type { BankUnderTest } from '../bank-under-test'
import { openSubAccount, rupiahAccount } from '../demo-accounts'
import { needs } from '../needs'
import { Replica } from '../replica'

const AMOUNT = '1500000.00'
const DUE = '2026-07-31'

/** docs/domain.md §1 Reconciliation. */
export function reconciliationCases(bank: BankUnderTest): void {
  describe('expected receipts', needs('simulation', 'user-maker'), () => {
    let maker: Session
    let replica: Replica
    let giro: CurrentAccount

    beforeAll(async () => {
      // The clock may have been moved by now.
      maker = await bank.client.login('maker')
      replica = await Replica.of(maker)
      giro = rupiahAccount(replica)
    })

    const open = () => openSubAccount(maker, replica, giro.id)
    const row = (accountNumber: string, change: JsonObject = {}): JsonObject => ({
      reference: `INV-${freshId().slice(-6)}`,
      accountNumber,
      amount: AMOUNT,
      dueDate: DUE,
      ...change,
    })
    const send = (rows: JsonObject[], batchId = freshId()) => maker.submit('reconciliation.import', { batchId, rows })
    const decide = (itemId: string, action: string, more: JsonObject = {}) =>
      maker.submit('reconciliation.decide', { itemId, action, ...more })

    /** The receipts expected on an account, in the order of their references. */
    async function itemsOn(accountNumber: string): Promise<ReconciliationItem[]> {
      await replica.catchUp()
      const items = replica.all('reconciliationItem').filter((item) => item.accountNumber === accountNumber)
      return items.sort((a, b) => (a.reference < b.reference ? -1 : 1))
    }
    async function credited(accountNumber: string, reference: string, amount = AMOUNT): Promise<string> {
      const before = new Set(replica.all('accountTransaction').map(({ id }) => id))
      expect((await bank.client.credit({ accountNumber, amount, reference })).status).toBe('posted')
      await replica.catchUp()
      const line = replica
        .all('accountTransaction')
        .find(({ id, ...each }) => !before.has(id) && each.reference === reference)
      if (!line) throw new Error('no statement line')
      return line.id
    }
    async function expected(change: JsonObject = {}) {
      const { number } = await open()
      expect(await send([row(number, change)])).toMatchObject({ status: 'accepted' })
      const [item] = await itemsOn(number)
      if (!item) throw new Error('nothing is expected')
      return { number, item }
    }
    const now = async (number: string) =>
      (await itemsOn(number)).map(({ status, transactionId }) => [status, transactionId])

    it('are in the feed once imported, open until money comes', async () => {
      const { number } = await open()
      const rows = [row(number), row(number, { amount: '7.00' })]
      expect(await send(rows)).toMatchObject({ status: 'accepted' })
      const items = await itemsOn(number)
      const told = ({ reference, accountNumber, amount, dueDate }: ReconciliationItem) => ({
        reference,
        accountNumber,
        amount,
        dueDate,
      })
      const byReference = (a: JsonObject, b: JsonObject) => (String(a.reference) < String(b.reference) ? -1 : 1)
      expect(items.map(told)).toEqual([...rows].sort(byReference))
      expect(items.map(({ status }) => status)).toEqual(['unmatched', 'unmatched'])
    })

    it('match by themselves with a credit of the same amount and reference, whatever the letter case', async () => {
      const { number, item } = await expected({ reference: 'Faktur 2026 / 17' })
      const credit = await credited(number, ' faktur 2026 /  17 ')
      expect(await now(number)).toEqual([['matched', credit]])
      expect(await decide(item.id, 'confirm')).toMatchObject({
        status: 'rejected',
        code: 'reconciliation.already_matched',
      })
    })

    it('match with a credit that came before them', async () => {
      const { number } = await open()
      const credit = await credited(number, 'INV-LAMA')
      await send([row(number, { reference: 'INV-LAMA' })])
      expect(await now(number)).toEqual([['matched', credit]])
    })

    it('are suggested a credit of the same amount, which one confirmation matches', async () => {
      const { number, item } = await expected()
      const credit = await credited(number, 'lain')
      expect(await now(number)).toEqual([['suggested', credit]])
      expect(await decide(item.id, 'confirm')).toMatchObject({ status: 'accepted' })
      expect(await now(number)).toEqual([['matched', credit]])
    })

    it('stay open for a credit of another amount or on another account', async () => {
      const { number, item } = await expected()
      await credited(number, item.reference, '1500000.01')
      await credited((await open()).number, item.reference)
      expect(await now(number)).toEqual([['unmatched', undefined]])
      expect(await decide(item.id, 'confirm')).toMatchObject({ status: 'rejected' })
    })

    it('may split one credit, but never more than it is', async () => {
      const { number } = await open()
      const rows = ['A', 'B', 'C'].map((reference) => row(number, { reference, amount: '500000.01' }))
      await send(rows)
      const items = await itemsOn(number)
      const transactionId = await credited(number, 'gabungan')
      const ids = items.map(({ id }) => id)
      expect(await decide(ids[0] ?? '', 'confirm', { transactionId })).toMatchObject({ status: 'accepted' })
      expect(await decide(ids[1] ?? '', 'confirm', { transactionId })).toMatchObject({ status: 'accepted' })
      const third = await decide(ids[2] ?? '', 'confirm', { transactionId })
      expect(third).toMatchObject({ status: 'rejected', code: 'reconciliation.already_matched' })
      expect(JSON.stringify(third.params)).toContain(ids[1])
      expect((await now(number)).map(([status]) => status)).toEqual(['matched', 'matched', 'unmatched'])
    })

    it('are confirmed only against a credit of their own account', async () => {
      const { item } = await expected()
      const elsewhere = await credited((await open()).number, 'x')
      const refused = { status: 'rejected', code: 'not_found' }
      expect(await decide(item.id, 'confirm', { transactionId: elsewhere })).toMatchObject(refused)
      expect(await decide(item.id, 'confirm', { transactionId: freshId() })).toMatchObject(refused)
      expect(await decide(freshId(), 'exclude')).toMatchObject(refused)
    })

    it('excluded are left alone; reopened are at most suggested', async () => {
      const { number, item } = await expected()
      await decide(item.id, 'exclude')
      const credit = await credited(number, item.reference)
      expect(await now(number)).toEqual([['excluded', undefined]])
      expect(await decide(item.id, 'exclude')).toMatchObject({ status: 'rejected' })
      expect(await decide(item.id, 'reopen')).toMatchObject({ status: 'accepted' })
      expect(await now(number)).toEqual([['suggested', credit]])
      expect(await decide(item.id, 'confirm')).toMatchObject({ status: 'accepted' })
      expect(await decide(item.id, 'reopen')).toMatchObject({ status: 'accepted' })
      expect(await now(number)).toEqual([['suggested', credit]])
    })

    it('lose a suggestion to who confirms it first', async () => {
      const { number } = await open()
      await send([row(number, { reference: 'A' }), row(number, { reference: 'B' })])
      const credit = await credited(number, 'x')
      expect(await now(number)).toEqual([
        ['suggested', credit],
        ['suggested', credit],
      ])
      const [, second] = await itemsOn(number)
      await decide(second?.id ?? '', 'confirm')
      expect(await now(number)).toEqual([
        ['unmatched', undefined],
        ['matched', credit],
      ])
    })

    it('are imported all or none: every faulty row of a thousand is named', async () => {
      const { number } = await open()
      const faulty = [{ amount: '0.00' }, { amount: '1500000' }, { dueDate: '2026-02-30' }, { reference: ' ' }]
      const rows = Array.from({ length: 1_000 }, (_, n): JsonObject => {
        const fault = n % 27 === 5 ? faulty[n % faulty.length] : {}
        return row(number, { rowId: `r${n}`, reference: `INV-${n}`, ...fault })
      })
      rows[900] = row('8812300000099999', { rowId: 'r900' })
      const answer = await send(rows)
      expect(answer).toMatchObject({ status: 'rejected', code: 'reconciliation.rows_faulty' })
      const named = answer.params?.rows as { rowId: string; faults: { code: string }[] }[]
      const wrong = rows.flatMap(({ rowId }, n) => (n % 27 === 5 || n === 900 ? [rowId] : []))
      expect(named.map(({ rowId }) => rowId)).toEqual(wrong)
      expect(named.every(({ faults }) => faults.every(({ code }) => code.length > 0) && faults.length > 0)).toBe(true)
      expect(await itemsOn(number)).toEqual([])
    })

    it('are expected once: not twice in a file, nor again while they are open or matched', async () => {
      const { number } = await open()
      const one = row(number)
      const code = 'reconciliation.rows_faulty'
      expect(await send([one, { ...one, reference: String(one.reference).toLowerCase() }])).toMatchObject({
        code,
        params: { rows: [{ rowId: '1' }] },
      })
      expect(await send([one])).toMatchObject({ status: 'accepted' })
      expect(await send([one])).toMatchObject({ code, params: { rows: [{ rowId: '0' }] } })
      const [item] = await itemsOn(number)
      await decide(item?.id ?? '', 'exclude')
      expect(await send([one])).toMatchObject({ status: 'accepted' })
    })

    it('come in batches of an id of their own', async () => {
      const { number } = await open()
      const batchId = freshId()
      expect(await send([row(number)], batchId)).toMatchObject({ status: 'accepted' })
      expect(await send([row(number)], batchId)).toMatchObject({ status: 'rejected', code: 'document.exists' })
    })
  })
}
