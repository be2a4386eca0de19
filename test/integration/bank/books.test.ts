import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { channelMovement } from '#main/bank/simulator/channel-movement'
import type { Envelope } from '#shared/contract/http'
import { commandCatalogue } from '#shared/domain/commands'
import type { CurrentAccount, SubAccount } from '#shared/domain/documents'
import { payloadHash } from '#shared/kernel/canonical-json'
import { newId } from '#shared/kernel/ids'
import type { JsonObject } from '#shared/kernel/json'
import { may } from '#shared/kernel/permissions'
import { addMs, epochMs } from '#shared/kernel/time'
import { type Chance, chance } from '../../simulation/chance'
import { GENERATORS, type Surroundings } from '../../simulation/generators'
import { receiptsIn } from '../../simulation/receipts'
import { type InProcessBank, startInProcess } from './in-process-bank'

const COMPANY = 1
const HOUR_MS = 60 * 60_000
const SEEDS = [1, 2]
const COMMANDS = 1_200
const LOOK_EVERY = 100
const MOVING: ReadonlySet<string> = new Set(['transfer.create', 'approval.decide'])

/** The bank through its one way in, without HTTP: thousands of commands of all users, channels and timers in between. */
function actors(started: InProcessBank) {
  const { database, processor } = started.bank
  const documents = database.documents.of(COMPANY)
  const all = (type: string): string[] =>
    database.db
      .prepare('SELECT id FROM document WHERE company = ? AND type = ? AND doc IS NOT NULL ORDER BY id')
      .all(COMPANY, type)
      .map((row) => String(row.id))
  const users = all('user').flatMap((id) => documents.find('user', id) ?? [])

  function surroundings(random: Chance): Surroundings {
    const nowMs = epochMs(started.bank.clock.now())
    return {
      chance: random,
      freshId: () => newId({ nowMs, randomBytes: random.bytes }),
      currentAccounts: all('currentAccount'),
      settlementAccount: all('currentAccount')[0] ?? '',
      accounts: all('subAccount'),
      unconfirmed: [],
      approvals: documents.findWhere('approval', 'status', 'pending').map(({ id }) => id),
      logos: [],
      receipts: receiptsIn({
        latest: (type, limit) =>
          database.db
            .prepare(
              'SELECT doc FROM document WHERE company = ? AND type = ? AND doc IS NOT NULL ORDER BY id DESC LIMIT ?',
            )
            .all(COMPANY, type, limit)
            .map((row) => JSON.parse(String(row.doc))),
        account: (id) => documents.find('subAccount', id),
      }),
    }
  }

  return {
    documents,
    all,
    /** Answers the outcome's status and code. */
    command(random: Chance): string {
      // What moves money comes often enough to meet its rules.
      const money = commandCatalogue().filter((each) => MOVING.has(each.type))
      const { type, version, permission } = random.pick(random.hits(0.4) ? money : commandCatalogue())
      const args = GENERATORS.get(type)?.(surroundings(random))
      const user = users.find(({ role }) => may(role, permission))
      if (!args || !user) return 'nothing'
      const body = { type, version, args: JSON.parse(JSON.stringify(args)) as JsonObject }
      const id = newId({ nowMs: epochMs(started.bank.clock.now()), randomBytes: random.bytes })
      const createdAt = started.bank.clock.now()
      const envelope: Envelope = { id, ...body, dependsOn: [], createdAt, payloadHash: payloadHash(body) }
      const { status, code } = processor.submit({ company: COMPANY, user }, 'device', envelope)
      return [type, status, code].filter(Boolean).join(' ')
    },
    movement(random: Chance): void {
      const account = documents.find('subAccount', random.pick(all('subAccount')))
      if (!account?.number) return
      const amount = `${1 + random.below(400)}000000.00`
      const told = { amount, channel: 'atm' as const, reference: `K-${random.below(99)}`, counterparty: 'Uji' }
      const action = random.hits(0.7) ? ('channel.credit' as const) : ('channel.debit' as const)
      processor.runSystem(COMPANY, channelMovement({ action, accountNumber: account.number, ...told }))
    },
    pass(hours: number): void {
      started.bank.timers.advanceTo(addMs(started.bank.clock.now(), hours * HOUR_MS))
    },
  }
}

/** Everything that must hold of the books at every instant (docs/domain.md §0 Ledger, §1 Money), as what does not. */
function faultsOf({ bank }: InProcessBank, of: ReturnType<typeof actors>): string[] {
  const { ledger } = bank.processor
  const faults: string[] = ledger.sum() === 0n ? [] : [`postings sum to ${ledger.sum()}`]
  const books = new Map(ledger.accounts().map((account) => [account.id, account]))
  for (const { id, balance, held, postingsTotal, holdsTotal } of books.values()) {
    if (balance !== postingsTotal || held !== holdsTotal) faults.push(`${id} does not add up`)
    if (held < 0n || (!id.startsWith('clearing:') && balance < held)) faults.push(`${id}: available is below zero`)
  }
  const minor = (text: string) => BigInt(text.replace('.', ''))
  const sums = new Map<string, bigint>()
  const told = (doc: SubAccount | CurrentAccount, top: string): void => {
    const book = books.get(doc.id)
    sums.set(top, (sums.get(top) ?? 0n) + minor(doc.balance))
    const same = book?.balance === minor(doc.balance) && book.held === minor(doc.held)
    if (!same || minor(doc.available) !== minor(doc.balance) - minor(doc.held))
      faults.push(`${doc.id} tells other figures`)
  }
  for (const id of of.all('subAccount')) {
    const doc = of.documents.find('subAccount', id)
    if (doc) told(doc, doc.currentAccountId)
    if (doc?.status === 'closed' && (minor(doc.balance) !== 0n || minor(doc.held) !== 0n)) faults.push(`${id} closed`)
  }
  for (const id of of.all('currentAccount')) {
    const doc = of.documents.find('currentAccount', id)
    if (!doc) continue
    told(doc, id)
    if (minor(doc.rollup) !== sums.get(id))
      faults.push(`rollup of ${id} is ${doc.rollup}, below it are ${sums.get(id)}`)
  }
  const awaiting = of.all('transfer').flatMap((id) => of.documents.find('transfer', id) ?? [])
  const holds = awaiting.filter(({ status }) => status === 'awaiting_approval')
  const held = holds.reduce((sum, { amount }) => sum + minor(amount), 0n)
  const open = [...books.values()].reduce((sum, account) => sum + account.holdsTotal, 0n)
  if (held !== open) faults.push(`transfers wait for ${held}, holds are ${open}`)
  return faults
}

describe('the books hold after any sequence of commands', () => {
  let started: InProcessBank
  const outcomes = new Map<string, number>()
  beforeAll(async () => {
    started = await startInProcess()
  })
  afterAll(() => started.stop())

  it.each(SEEDS)('seed %i: %#', (seed) => {
    const random = chance(seed, 'books')
    const bank = actors(started)
    for (let step = 1; step <= COMMANDS; step += 1) {
      const outcome = bank.command(random)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      if (random.hits(0.2)) bank.movement(random)
      if (random.hits(0.03)) bank.pass(1 + random.below(90))
      if (step % LOOK_EVERY === 0) expect(faultsOf(started, bank), `seed ${seed}, step ${step}`).toEqual([])
    }
  })

  it('has met what it is about', () => {
    const met = [...outcomes.keys()]
    for (const wanted of [
      'transfer.create accepted',
      'approval.decide accepted',
      'transfer.create rejected account.insufficient_funds',
      'transfer.create rejected transfer.duplicate_reference',
    ]) {
      expect(met).toContain(wanted)
    }
    const bank = actors(started)
    const statuses = bank.all('transfer').map((id) => bank.documents.find('transfer', id)?.status)
    expect(new Set(statuses.filter((status) => status !== 'awaiting_approval'))).toEqual(
      new Set(['posted', 'rejected', 'lapsed']),
    )
  })
})
