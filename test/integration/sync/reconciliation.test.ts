import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { channelMovement } from '#main/bank/simulator/channel-movement'
import type { Envelope } from '#shared/contract/http'
import type { ReconciliationItem } from '#shared/domain/documents'
import { payloadHash } from '#shared/kernel/canonical-json'
import type { JsonObject } from '#shared/kernel/json'
import { type Chance, chance } from '../../simulation/chance'
import { RECEIPT_GENERATORS, receiptsIn } from '../../simulation/receipts'
import { goOffline, goOnline, rowOf, settled, submit } from './accounts'
import { createWorld, type Device, freshId, type SyncWorld, synced, until } from './sync-world'

const COMPANY = 1
let world: SyncWorld
let device: Device

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.end())
beforeEach(async () => {
  device = await world.device('maker')
  await synced(device)
})
afterEach(async () => {
  expect(device.bugs).toEqual([])
  await device.crash()
})

const atBank = () => world.bank.bank.database.documents.of(COMPANY)
const seen = (id: string) => device.store.documents.visible.find('reconciliationItem', id)
const says = (item: ReconciliationItem | undefined) => item && [item.status, item.transactionId]

/** The latest documents of a type, as the bank has them. */
const surroundings = (random: Chance) => ({
  chance: random,
  freshId,
  receipts: receiptsIn({
    latest: (type, limit) =>
      world.bank.bank.database.db
        .prepare('SELECT doc FROM document WHERE company = ? AND type = ? AND doc IS NOT NULL ORDER BY id DESC LIMIT ?')
        .all(COMPANY, type, limit)
        .map((row) => JSON.parse(String(row.doc))),
    account: (id) => atBank().find('subAccount', id),
  }),
})

/** An account on which nothing is expected and nothing is blocked, limited or closed. */
function freshAccount(skip = 0): string {
  const rows = world.bank.bank.database.db
    .prepare("SELECT doc FROM document WHERE company = ? AND type = 'subAccount' AND doc IS NOT NULL ORDER BY id")
    .all(COMPANY)
    .map((row) => JSON.parse(String(row.doc)) as { number: string; status: string; block: string })
  const free = rows.filter(
    ({ number, status, block }) =>
      status === 'open' &&
      block === 'none' &&
      atBank().findWhere('reconciliationItem', 'accountNumber', number).length === 0,
  )
  const found = free[skip]
  if (!found) throw new Error('every account has receipts')
  return found.number
}

function credit(accountNumber: string, amount: string, reference: string): void {
  const movement = {
    action: 'channel.credit',
    accountNumber,
    amount,
    reference,
    channel: 'atm',
    counterparty: 'PT',
  } as const
  const answer = world.bank.bank.processor.runSystem(COMPANY, channelMovement(movement))
  expect(answer.kind).toBe('accept')
}

const receipt = (accountNumber: string, reference: string, amount = '1500000.00') => ({
  reference,
  accountNumber,
  amount,
  dueDate: '2026-07-31',
})
const importReceipts = (rows: object[]) => submit(device, 'reconciliation.import', { batchId: freshId(), rows })

/** Items of an account as the device shows them, by reference. */
function shown(accountNumber: string): ReconciliationItem[] {
  const items = device.store.documents.visible.findWhere('reconciliationItem', 'accountNumber', accountNumber)
  return items.sort((a, b) => (a.reference < b.reference ? -1 : 1))
}

describe('receipts expected without a network', () => {
  it('are matched by a credit that comes meanwhile, as soon as the app hears of it', async () => {
    const number = freshAccount()
    goOffline(device)
    const commandId = importReceipts([receipt(number, 'INV-A'), receipt(number, 'INV-B')])
    expect(shown(number).map(says)).toEqual([
      ['unmatched', undefined],
      ['unmatched', undefined],
    ])
    const ids = shown(number).map(({ id }) => id)
    credit(number, '1500000.00', 'inv-b')
    goOnline(device)
    await settled(device, commandId)
    expect(shown(number).map(({ id }) => id)).toEqual(ids)
    const [line] = atBank()
      .findWhere('accountTransaction', 'accountId', atBank().findWhere('subAccount', 'number', number)[0]?.id ?? '')
      .slice(-1)
    expect(shown(number).map(({ status }) => status)).toEqual(['unmatched', 'matched'])
    expect(shown(number)[1]?.transactionId).toBe(line?.id)
    expect(shown(number)).toEqual(ids.map((id) => atBank().find('reconciliationItem', id)))
  })

  it('are matched in the guess that still waits when the feed brings the credit first', async () => {
    const number = freshAccount()
    goOffline(device)
    const commandId = importReceipts([receipt(number, 'INV-C')])
    credit(number, '1500000.00', 'INV-C')
    // Sent twice: in between comes the feed, while the bank does not know of the receipt.
    device.backend.turnedAway.add(commandId)
    const statuses: (string | undefined)[] = []
    device.backend.beforeAnswer = (call) => {
      if (call === 'sendCommands') statuses.push(shown(number)[0]?.status)
    }
    goOnline(device)
    await settled(device, commandId)
    expect(statuses).toEqual(['unmatched', 'matched'])
    expect(shown(number)[0]?.status).toBe('matched')
  })

  it('a confirmation that comes too late is refused, with what the credit was taken for', async () => {
    const number = freshAccount()
    const first = importReceipts([receipt(number, 'A'), receipt(number, 'B')])
    await settled(device, first)
    credit(number, '1500000.00', 'x')
    device.sync.sendNow()
    await until('suggested', () => shown(number).every(({ status }) => status === 'suggested'))
    const [a, b] = shown(number)
    if (!a || !b) throw new Error('nothing is expected')
    goOffline(device)
    const late = submit(device, 'reconciliation.decide', {
      itemId: a.id,
      action: 'confirm',
      transactionId: a.transactionId,
    })
    expect(says(seen(a.id))).toEqual(['matched', a.transactionId])
    expect(says(seen(b.id))).toEqual(['unmatched', undefined])
    const other = await world.device('maker')
    await synced(other)
    submit(other, 'reconciliation.decide', { itemId: b.id, action: 'confirm', transactionId: b.transactionId })
    await until('the other is quicker', () => atBank().find('reconciliationItem', b.id)?.status === 'matched')
    await other.crash()
    goOnline(device)
    await until('refused', () => rowOf(device, late)?.state === 'rejected')
    expect(rowOf(device, late)?.problem).toMatchObject({
      code: 'reconciliation.already_matched',
      params: { reason: 'credit', references: 'B', left: '0.00' },
    })
    await until('the guess is gone', () => says(seen(a.id))?.[0] === 'unmatched')
    expect(says(seen(b.id))).toEqual(['matched', b.transactionId])
  })
})

/** What only the bank gives. */
const told = ({ version: _, updatedAt: __, ...item }: ReconciliationItem) => item

function guessed(): ReconciliationItem[] {
  return device.store.db
    .prepare(`SELECT doc FROM ${device.store.tables().entity('reconciliationItem')} WHERE base IS NOT NULL ORDER BY id`)
    .all()
    .map((row) => JSON.parse(String(row.doc)))
}

async function answerOfBank(type: string, args: JsonObject) {
  const body = { type, version: 1, args }
  const createdAt = new Date().toISOString()
  const envelope: Envelope = { id: freshId(), ...body, dependsOn: [], createdAt, payloadHash: payloadHash(body) }
  const answer = await device.backend.sendCommands(device.id, [envelope])
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  return answer.value.results[0]
}

const TYPES = ['reconciliationItem', 'accountTransaction'] as const

/** Until the device has every receipt and credit of the bank, and nothing waits. */
async function caughtUp(): Promise<void> {
  const sql = "SELECT max(seq) AS n FROM document WHERE type IN ('reconciliationItem', 'accountTransaction')"
  const head = Number(world.bank.bank.database.db.prepare(sql).get()?.n)
  const reach = () =>
    Math.max(
      ...TYPES.map((type) =>
        Number(device.store.db.prepare(`SELECT max(seq) AS n FROM ${device.store.tables().entity(type)}`).get()?.n),
      ),
    )
  if (reach() < head) device.sync.sendNow()
  await until('caught up', () => reach() >= head && device.sync.status().waiting === 0)
}

/** One command, decided here and at the bank; answers what became of it here. */
async function decidedAlike(type: string, args: JsonObject, where: string): Promise<string> {
  const local = device.sync.submit({ type, args })
  if (!local.ok) {
    const { code, params } = local.error
    expect(await answerOfBank(type, args), where).toMatchObject({ status: 'rejected', code, params })
    return code
  }
  const guess = guessed().map(told)
  await settled(device, local.value.commandId)
  const answer = guess
    .map(({ id }) => atBank().find('reconciliationItem', id))
    .flatMap((item) => (item ? [told(item)] : []))
  expect(answer, where).toEqual(guess)
  return `${type} accepted`
}

describe('whatever is imported, credited and decided', () => {
  const seeds = [1, 2, 3]
  it.each(seeds)(
    'app and bank answer alike, and no credit carries more than it is (seed %i)',
    { timeout: 120_000 },
    async (seed) => {
      const random = chance(seed, 'receipts')
      const met = new Set<string>()
      for (let step = 0; step < 60; step += 1) {
        const { receipts } = surroundings(random)
        if (random.hits(0.4)) paid(random, random.pick(receipts.accountNumbers))
        await caughtUp()
        const [type, make] = random.pick(RECEIPT_GENERATORS)
        const args = JSON.parse(JSON.stringify(make(surroundings(random)))) as JsonObject
        const where = `seed ${seed}, step ${step}: ${type} ${JSON.stringify(args)}`
        met.add(await decidedAlike(type, args, where))
        expectNothingOvermatched(where)
      }
      expect([...met]).toEqual(
        expect.arrayContaining(['reconciliation.import accepted', 'reconciliation.decide accepted']),
      )
    },
  )
})

/** Money that comes in, where the account takes it. */
function paid(random: Chance, accountNumber: string): void {
  const told = { accountNumber, amount: `${1 + random.below(9)}000.00`, reference: `r${random.below(40)}` }
  const movement = { action: 'channel.credit', channel: 'atm', counterparty: 'PT', ...told } as const
  world.bank.bank.processor.runSystem(COMPANY, channelMovement(movement))
}

/** Every credit carries at most what it is. Source: docs/domain.md §1 Reconciliation. */
function expectNothingOvermatched(where: string): void {
  const rows = world.bank.bank.database.db
    .prepare(
      `SELECT credit.id AS id FROM document AS item JOIN document AS credit
         ON credit.type = 'accountTransaction' AND credit.id = json_extract(item.doc, '$.transactionId')
       WHERE item.type = 'reconciliationItem' AND json_extract(item.doc, '$.status') = 'matched' AND credit.doc IS NOT NULL
       GROUP BY credit.id
       HAVING sum(CAST(replace(json_extract(item.doc, '$.amount'), '.', '') AS INTEGER))
         > CAST(replace(json_extract(credit.doc, '$.amount'), '.', '') AS INTEGER)`,
    )
    .all()
  expect(rows, where).toEqual([])
}
