import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { channelMovement } from '#main/bank/simulator/channel-movement'
import type { Envelope } from '#shared/contract/http'
import { commandCatalogue } from '#shared/domain/commands'
import { DOCUMENT_TYPES, type DocumentType } from '#shared/domain/documents'
import { visibleOf } from '#shared/domain/visibility'
import { payloadHash } from '#shared/kernel/canonical-json'
import type { JsonObject } from '#shared/kernel/json'
import { may, permissionsOf, type Role } from '#shared/kernel/permissions'
import { chance } from '../../simulation/chance'
import { GENERATORS, type Surroundings } from '../../simulation/generators'
import { receiptsIn } from '../../simulation/receipts'
import { createWorld, type Device, freshId, type SyncWorld, synced, until } from './sync-world'

/**
 * Whenever a device has the bank's state, what it answers at once is what the bank answers: the same documents, or the same
 * refusal. For every command of the catalogue, whatever the arguments; only numbers and moments are the bank's to give.
 */

const COMPANY = 1
const STEPS = 120
const USERS = [
  { user: 'maker', role: 'treasury_maker' },
  { user: 'approver', role: 'treasury_approver' },
  { user: 'admin', role: 'system_admin' },
] as const satisfies readonly { user: string; role: Role }[]

type Json = Readonly<Record<string, unknown>>

let world: SyncWorld
const devices = new Map<Role, Device>()

beforeAll(async () => {
  world = await createWorld()
  for (const { user, role } of USERS) {
    const device = await world.device(user)
    await synced(device)
    devices.set(role, device)
  }
})
afterAll(() => world.end())

/** Without what only the bank can say: its numbers and when it got the command. */
const GIVEN_BY_BANK = new Set([
  'version',
  'updatedAt',
  'number',
  'postedAt',
  'createdAt',
  'requestedAt',
  'lapsesAt',
  'countedTo',
])
const MOMENTS = new Set(['decidedAt', 'closedAt'])

function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable)
  if (typeof value !== 'object' || value === null) return value
  const own = Object.entries(value).filter(([key]) => !GIVEN_BY_BANK.has(key) && !MOMENTS.has(key))
  return Object.fromEntries(own.map(([key, each]) => [key, comparable(each)]))
}

const bankDocuments = () => world.bank.bank.database.documents.of(COMPANY)

function idsAtBank(type: DocumentType): string[] {
  return world.bank.bank.database.db
    .prepare('SELECT id FROM document WHERE company = ? AND type = ? AND doc IS NOT NULL ORDER BY id')
    .all(COMPANY, type)
    .map((row) => String(row.id))
}

/** Every guess that the device shows, by `type:id`. */
function guessed(device: Device): Map<string, { type: DocumentType; id: string; doc: Json }> {
  const rows = DOCUMENT_TYPES.flatMap((type) =>
    device.store.db
      .prepare(`SELECT id, doc FROM ${device.store.tables().entity(type)} WHERE base IS NOT NULL`)
      .all()
      .map((row) => ({ type, id: String(row.id), doc: JSON.parse(String(row.doc)) as Json })),
  )
  return new Map(rows.map((each) => [`${each.type}:${each.id}`, each]))
}

/** Until the device has everything that its role may see. */
async function caughtUp(device: Device, role: Role): Promise<void> {
  const types = DOCUMENT_TYPES.filter((type) => visibleOf(permissionsOf(role), type)?.only === null)
  const names = types.map((type) => `'${type}'`).join(', ')
  const head = Number(
    world.bank.bank.database.db
      .prepare(`SELECT max(seq) AS head FROM document WHERE type IN (${names}) AND doc IS NOT NULL`)
      .get()?.head,
  )
  const reach = () =>
    Math.max(
      ...types.map((type) =>
        Number(
          device.store.db.prepare(`SELECT max(seq) AS n FROM ${device.store.tables().entity(type)}`).get()?.n ?? 0,
        ),
      ),
    )
  if (reach() < head) device.sync.sendNow()
  await until(`${role} is at ${head}`, () => reach() >= head && device.sync.status().waiting === 0)
}

function isOpen(device: Device, commandId: string): boolean {
  return device.store.db.prepare('SELECT closed_at FROM outbox WHERE id = ?').get(commandId)?.closed_at === null
}

function surroundings(random: ReturnType<typeof chance>): Surroundings {
  return {
    chance: random,
    freshId,
    currentAccounts: idsAtBank('currentAccount'),
    settlementAccount: idsAtBank('currentAccount')[0] ?? '',
    accounts: idsAtBank('subAccount'),
    unconfirmed: [],
    approvals: bankDocuments()
      .findWhere('approval', 'status', 'pending')
      .map(({ id }) => id),
    logos: [],
    receipts: receiptsIn({
      latest: (type, limit) =>
        world.bank.bank.database.db
          .prepare(
            'SELECT doc FROM document WHERE company = ? AND type = ? AND doc IS NOT NULL ORDER BY id DESC LIMIT ?',
          )
          .all(COMPANY, type, limit)
          .map((row) => JSON.parse(String(row.doc))),
      account: (id) => bankDocuments().find('subAccount', id),
    }),
  }
}

async function atBank(device: Device, type: string, version: number, args: JsonObject) {
  const body = { type, version, args }
  const createdAt = new Date().toISOString()
  const envelope: Envelope = { id: freshId(), ...body, dependsOn: [], createdAt, payloadHash: payloadHash(body) }
  const answer = await device.backend.sendCommands(device.id, [envelope])
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  const [result] = answer.value.results
  if (!result) throw new Error('no result')
  return result
}

describe('what the app guesses is what the bank answers', () => {
  const met = new Map<string, number>()

  it.each([11, 12])('seed %i', { timeout: 120_000 }, async (seed) => {
    const random = chance(seed, 'guess')
    for (let step = 0; step < STEPS; step += 1) {
      const account = bankDocuments().find('subAccount', random.pick(idsAtBank('subAccount')))
      if (random.hits(0.4) && account?.number) {
        const told = { amount: '250000000.00', channel: 'atm' as const, reference: 'K', counterparty: 'Uji' }
        const credit = channelMovement({ action: 'channel.credit', accountNumber: account.number, ...told })
        world.bank.bank.processor.runSystem(COMPANY, credit)
      }
      const { type, version, permission } = random.pick(commandCatalogue())
      const made = GENERATORS.get(type)?.(surroundings(random))
      const role = USERS.map((each) => each.role).find((each) => may(each, permission))
      const device = role && devices.get(role)
      if (!made || !role || !device) continue
      await caughtUp(device, role)
      const args = JSON.parse(JSON.stringify(made)) as JsonObject
      const where = `seed ${seed}, step ${step}: ${type} ${JSON.stringify(args)}`
      const local = device.sync.submit({ type, args })
      met.set(`${type} ${local.ok ? 'accepted' : local.error.code}`, 1)
      if (!local.ok) {
        const { code, params, errors, status } = await atBank(device, type, version, args)
        expect({ status, code }, where).toEqual({
          status: local.error.code === 'command.invalid' ? 'refused' : 'rejected',
          code: local.error.code,
        })
        expect(comparable(params ?? {}), where).toEqual(comparable(local.error.params ?? {}))
        expect(errors, where).toEqual(local.error.errors)
        continue
      }
      const guesses = guessed(device)
      const isRefused = () => args.onFault !== 'skip' && device.sync.refusals().length > 0
      await until(`${where} is answered`, () => !isOpen(device, local.value.commandId) || isRefused())
      // Rows that the user chose to leave out come back to be corrected; that is no refusal of what was created.
      if (args.onFault === 'skip') for (const { id } of device.sync.refusals()) device.sync.dismiss(id)
      const refused = device.sync.refusals().map(({ problem, args: of }) => [problem, of])
      expect(refused, where).toEqual([])
      for (const { type: kind, id, doc } of guesses.values())
        expect(comparable(bankDocuments().find(kind, id)), `${where}\n${kind} ${id}`).toEqual(comparable(doc))
      expect(guessed(device).size, where).toBe(0)
    }
  })

  it('met every command, accepted and refused', () => {
    for (const { type } of commandCatalogue()) {
      const outcomes = [...met.keys()].filter((key) => key.startsWith(`${type} `))
      expect(
        outcomes.some((key) => key.endsWith(' accepted')),
        type,
      ).toBe(true)
    }
    for (const { bugs } of devices.values()) expect(bugs).toEqual([])
  })
})
