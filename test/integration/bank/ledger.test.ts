import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clearingAccountId } from '#main/bank/ledger/ledger'
import { CHANNELS } from '#shared/domain/documents'
import { formatWire, IDR, money, parseMoney } from '#shared/kernel/money'
import { freshId } from '../../support/bank-client'
import { type InProcessBank, startInProcess } from './in-process-bank'

let running: InProcessBank
beforeAll(async () => {
  running = await startInProcess()
})
afterAll(() => running.stop())

const minor = (text: string): bigint => {
  const parsed = parseMoney(text, IDR)
  if (!parsed.ok) throw new Error(`not an amount: ${text}`)
  return parsed.value.minor
}

describe('the ledger', () => {
  it('adds up after any movements, and documents and rollups say the same', async () => {
    const { client, bank } = running
    const session = await client.login('maker')
    const feed = await session.pullAll()
    const numbers = feed.changes
      .filter(({ type }) => type === 'subAccount' || type === 'currentAccount')
      .map(({ doc }) => String(doc?.number))
    const movement = fc.record({
      action: fc.constantFrom('channel.credit' as const, 'channel.debit' as const),
      accountNumber: fc.constantFrom(...numbers),
      channel: fc.constantFrom(...CHANNELS),
      amount: fc.bigInt({ min: 1n, max: 60_000_000_000n }).map((value) => formatWire(money(value, IDR))),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(movement, { minLength: 1, maxLength: 12 }), async (movements) => {
        for (const each of movements) expect((await client.act(each)).status).toBe(200)
        const ledger = await client.ledger()
        expect(ledger.sum).toBe('0.00')
        for (const account of ledger.accounts) {
          expect([account.postingsTotal, account.holdsTotal]).toEqual([account.balance, account.held])
        }
        const balances = new Map(ledger.accounts.map(({ id, balance }) => [id, minor(balance)]))
        const { changes } = await session.pullAll()
        const rollups = new Map<string, bigint>()
        for (const { type, id, doc } of changes) {
          if (type !== 'subAccount' && type !== 'currentAccount') continue
          expect(minor(String(doc?.balance))).toBe(balances.get(id))
          expect(minor(String(doc?.available))).toBeGreaterThanOrEqual(0n)
          const top = type === 'subAccount' ? String(doc?.currentAccountId) : id
          rollups.set(top, (rollups.get(top) ?? 0n) + minor(String(doc?.balance)))
        }
        for (const { type, id, doc } of changes) {
          if (type === 'currentAccount') expect(minor(String(doc?.rollup))).toBe(rollups.get(id))
        }
      }),
      { numRuns: 8 },
    )
    expect(bank.processor.ledger.sum()).toBe(0n)
  })

  it('opens a hold once and settles it once, within what is available', () => {
    const { database, processor } = running.bank
    const { ledger } = processor
    const account = ledger.accounts().find(({ id, balance }) => !id.startsWith('clearing:') && balance > 100n)
    if (!account) throw new Error('no account with money')
    const hold = { id: freshId(), accountId: account.id, amount: 100n }
    const at = running.bank.clock.now()
    const inTransaction = (work: () => void) => () => database.transaction(work)
    const figures = () => ledger.figures(1, account.id)

    inTransaction(() => ledger.openHold(1, hold, at))()
    expect(figures()).toMatchObject({ balance: account.balance, held: 100n })
    expect(inTransaction(() => ledger.openHold(1, hold, at))).toThrow()
    expect(inTransaction(() => ledger.openHold(1, { ...hold, id: freshId(), amount: account.balance }, at))).toThrow()
    inTransaction(() => ledger.settleHold(hold.id, 'released', at))()
    expect(inTransaction(() => ledger.settleHold(hold.id, 'captured', at))).toThrow('not open')
    expect(figures()).toMatchObject({ balance: account.balance, held: 0n })
  })

  it('takes no posting that does not sum to zero, and never lets one change', () => {
    const { database, processor, clock } = running.bank
    const { ledger } = processor
    const [account] = ledger.accounts()
    if (!account) throw new Error('no accounts')
    const post = (credited: bigint) => () =>
      database.transaction(() => {
        const entries = [
          { accountId: account.id, amount: credited },
          { accountId: clearingAccountId('atm', 'IDR'), amount: -5n },
        ]
        ledger.post(1, { id: freshId(), currency: 'IDR', entries }, clock.now(), null)
      })
    const before = ledger.postings()
    expect(post(6n)).toThrow('sums to 1')
    expect(ledger.postings()).toBe(before)
    post(5n)()
    expect(ledger.postings()).toBe(before + 1)
    for (const sql of ['UPDATE posting_entry SET amount = 1', 'DELETE FROM posting_entry', 'DELETE FROM posting']) {
      expect(() => database.db.exec(sql)).toThrow('postings never change')
    }
  })

  it('undoes a whole command whose documents would contradict it', async () => {
    const { bank, client } = running
    const session = await client.login('maker')
    const before = await session.digest()
    const account = (await session.pullAll()).changes.find(({ type }) => type === 'subAccount')
    const documents = bank.database.documents.of(1)
    const found = documents.find('subAccount', account?.id ?? '')
    if (!found) throw new Error('no sub-account')
    const doc = { ...found, balance: '1.00' }
    const run = () =>
      bank.processor.runSystem(1, {
        type: 'test.lie',
        args: {},
        decide: () => ({
          kind: 'accept',
          subject: null,
          effects: { puts: [{ type: 'subAccount', doc }], postings: [], holds: [], removals: [] },
          result: null,
        }),
      })
    expect(run).toThrow(/the ledger/)
    expect(await session.digest()).toEqual(before)
    // The next command takes the position that the undone one gave back.
    const next = await session.submit('subAccount.update', { id: found.id, name: 'Nama baru' })
    expect(next).toMatchObject({ status: 'accepted', seq: before.seq + 2 })
  })
})
