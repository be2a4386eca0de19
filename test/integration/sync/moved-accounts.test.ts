import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chance } from '../../simulation/chance'
import { expectSums } from '../storage/tree-sums'
import { currentAccountId, goOffline, goOnline, guesses, openAccount, seen, someAccountId } from './accounts'
import { createWorld, type Device, freshId, type SyncWorld, synced, until } from './sync-world'

let world: SyncWorld
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.end())

const QUIET_MS = 20_000

async function quiet(device: Device): Promise<void> {
  goOnline(device)
  await until(
    'every command has its answer',
    () => {
      const open = device.sync.outbox().filter(({ state }) => !['rejected', 'blocked'].includes(state))
      return open.length === 0 && device.sync.status().connection === 'online'
    },
    QUIET_MS,
  )
}

const digestOf = ({ store }: Device): string => store.documents.digest('subAccount').hash

describe('moving and closing while the bank is away', () => {
  it.each([1, 2, 3])('two people: sums stay right under guesses, refusals are taken back (seed %i)', async (seed) => {
    const random = chance(seed, 'moved')
    const devices = [await world.device(), await world.device()] as const
    for (const device of devices) await synced(device)
    const shared = Array.from({ length: 6 }, (_, at) => someAccountId(devices[0], at))
    for (let round = 0; round < 2; round += 1) {
      for (const device of devices) {
        goOffline(device)
        const own: string[] = []
        for (let step = 0; step < 12; step += 1) {
          const account = (): string => random.pick([...shared, ...own])
          const place = random.hits(0.2) ? currentAccountId(device) : account()
          if (random.hits(0.3)) own.push(tryToOpen(device, place))
          else if (random.hits(0.85))
            device.sync.submit({ type: 'subAccount.move', args: { id: account(), parentId: place } })
          else device.sync.submit({ type: 'subAccount.close', args: { id: account(), reason: 'Tutup' } })
          expectSums(device.store)
        }
      }
      for (const device of devices) await quiet(device)
      for (const device of devices) device.sync.sendNow()
      await until('both have the same', () => digestOf(devices[0]) === digestOf(devices[1]), QUIET_MS)
      for (const device of devices) {
        expect(guesses(device)).toBe(0)
        expectSums(device.store)
        for (const { id } of device.sync.refusals()) {
          device.sync.dismiss(id)
        }
      }
    }
    for (const device of devices) {
      expect(device.bugs).toEqual([])
      await device.crash()
    }
  })

  it('a refused move goes back to where the bank has the account, with all that is below it', async () => {
    const [mine, theirs] = [await world.device(), await world.device()]
    for (const device of [mine, theirs]) await synced(device)
    const top = currentAccountId(mine)
    const [a, b] = [openAccount(mine, { parentId: top, name: 'A' }), openAccount(mine, { parentId: top, name: 'B' })]
    const below = openAccount(mine, { parentId: a.id, name: 'Below A' })
    await quiet(mine)
    await until('they have them', () => seen(theirs, below.id) !== undefined)
    goOffline(mine)
    mine.sync.submit({ type: 'subAccount.move', args: { id: a.id, parentId: b.id } })
    expect(seen(mine, a.id)?.parentId).toBe(b.id)
    theirs.sync.submit({ type: 'subAccount.move', args: { id: b.id, parentId: below.id } })
    await quiet(theirs)
    await quiet(mine)
    expect(mine.sync.refusals().map(({ problem }) => problem?.code)).toEqual(['account.cycle'])
    await until('the move of the others is here', () => seen(mine, b.id)?.parentId === below.id)
    expect(seen(mine, a.id)?.parentId).toBe(top)
    expectSums(mine.store)
    for (const device of [mine, theirs]) await device.crash()
  })
})

/** Answers the id, whether or not the place may have it: an account that is not there is tried too. */
function tryToOpen(device: Device, parentId: string): string {
  const id = freshId()
  device.sync.submit({ type: 'subAccount.create', args: { id, parentId, name: 'Kas', scheme: 'transfer' } })
  return id
}
