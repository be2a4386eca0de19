import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DOCUMENT_TYPES } from '#shared/domain/documents'
import { currentAccountId, guesses, seen, someAccountId } from './accounts'
import type { Call, Fault } from './faulty-backend'
import { createWorld, type Device, freshId, type SyncWorld, synced, until } from './sync-world'

let world: SyncWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.end())

/** mulberry32: a small repeatable source of chance. */
function chance(seed: number) {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    below: (n: number) => Math.floor(next() * n),
    pick: <T>(list: readonly T[]) => list[Math.floor(next() * list.length)],
  }
}

const FAULTS: readonly Fault[] = ['drop', 'lose', 'garbage', 'busy']
const CALLS: readonly Call[] = ['sendCommands', 'changes', 'digest', 'meta', 'listen']

/** One thing a user, the network or bad luck does. */
async function act(device: Device, seed: ReturnType<typeof chance>, known: string[], made: Set<string>): Promise<void> {
  const submit = (type: string, args: object): void => {
    const answer = device.sync.submit({ type, args })
    if (answer.ok) made.add(answer.value.commandId)
  }
  const account = (): string => seed.pick(known) ?? someAccountId(device, seed.below(12))
  switch (seed.below(9)) {
    case 0:
    case 1: {
      const id = freshId()
      const parentId = seed.below(2) === 0 ? currentAccountId(device) : account()
      // Bodies repeat between devices on purpose: one of them will be refused.
      const body = seed.below(3) === 0 ? { body: `00007${String(seed.below(40)).padStart(5, '0')}` } : {}
      submit('subAccount.create', { id, parentId, name: `Akun ${seed.below(99)}`, scheme: 'transfer', ...body })
      if (seen(device, id)) known.push(id)
      return
    }
    case 2:
    case 3:
      submit('subAccount.update', { id: account(), name: `Nama ${seed.below(999)}` })
      return
    case 4:
      submit('subAccount.setBlock', { id: account(), block: seed.pick(['none', 'all']), reason: 'r' })
      return
    case 5: {
      const call = seed.pick(CALLS)
      const fault = seed.pick(FAULTS)
      if (call && fault) device.backend.faults.set(call, [...(device.backend.faults.get(call) ?? []), fault])
      return
    }
    case 6:
      device.backend.online = !device.backend.online
      if (device.backend.online) device.sync.networkChanged()
      return
    case 7: {
      const row = seed.pick(device.sync.outbox())
      if (row) device.sync.cancel(row.id)
      return
    }
    default:
      await device.crash()
      device.reopen()
      device.sync.start()
  }
}

async function quiet(device: Device): Promise<void> {
  device.backend.faults.clear()
  device.backend.online = true
  device.sync.networkChanged()
  await until(
    'nothing waits',
    () => {
      const open = device.sync.outbox().filter(({ state }) => !['rejected', 'blocked'].includes(state))
      return open.length === 0 && device.sync.status().connection === 'online'
    },
    20_000,
  )
}

describe('two devices of one company', () => {
  it.each([1, 2, 3, 4, 5, 6])('agree with the bank after the faults end (seed %i)', async (number) => {
    const seed = chance(number)
    const devices = [await world.device(), await world.device()]
    for (const device of devices) await synced(device)
    const known: string[][] = [[], []]
    const made = [new Set<string>(), new Set<string>()]
    for (let step = 0; step < 60; step += 1) {
      const which = seed.below(2)
      const device = devices[which]
      const mine = made[which]
      if (!device || !mine) continue
      await act(device, seed, known[which] ?? [], mine)
      if (seed.below(3) === 0) await new Promise((resolve) => setTimeout(resolve, seed.below(25)))
    }
    for (const device of devices) await quiet(device)
    const digests = () => devices.map(({ store }) => DOCUMENT_TYPES.map((type) => store.documents.digest(type).hash))
    for (const device of devices) device.sync.sendNow()
    await until('both have the same', () => JSON.stringify(digests()[0]) === JSON.stringify(digests()[1]))
    for (const [which, device] of devices.entries()) {
      expect(device.bugs).toEqual([])
      expect(guesses(device)).toBe(0)
      expect(device.sync.history().filter(({ kind }) => kind === 'snapshot')).toEqual([])
      // Every command the user saw accepted has an end that the user can see.
      const rows = device.store.db.prepare('SELECT id, state, closed_at, attempts FROM outbox').all()
      const ends = new Map(rows.map((row) => [String(row.id), row]))
      for (const id of made[which] ?? []) {
        const row = ends.get(id)
        expect(row, id).toBeDefined()
        const settled = row?.state === 'accepted' && row.closed_at !== null
        expect(settled || ['rejected', 'blocked', 'cancelled'].includes(String(row?.state)), String(row?.state)).toBe(
          true,
        )
      }
      await device.crash()
    }
  })
})
