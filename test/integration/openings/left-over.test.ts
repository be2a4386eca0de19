import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  currentAccountId,
  goOffline,
  goOnline,
  guesses,
  openAccount,
  rowOf,
  seen,
  settled,
  submit,
} from '../sync/accounts'
import { createWorld, type Device, freshId, type SyncWorld, synced, until } from '../sync/sync-world'

let world: SyncWorld
let mine: Device
let theirs: Device
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.end())
beforeEach(async () => {
  mine = await world.device()
  theirs = await world.device()
  await synced(mine)
  await synced(theirs)
})
afterEach(async () => {
  expect([...mine.bugs, ...theirs.bugs]).toEqual([])
  await mine.crash()
  await theirs.crash()
})

/** A file of three, of which the number of the second is taken by somebody else before it reaches the bank. */
async function raced(onFault: 'skip' | 'reject', body: string) {
  goOffline(mine)
  const ids = [freshId(), freshId(), freshId()]
  const items = ids.map((id, n) => ({
    rowId: String(n + 2),
    id,
    parentId: currentAccountId(mine),
    name: `Kas ${n}`,
    scheme: 'operational',
    ...(n === 1 ? { body } : {}),
  }))
  const commandId = submit(mine, 'subAccount.createMany', { items, onFault })
  const taken = openAccount(theirs, { body, name: 'Lebih Dulu' })
  await settled(theirs, taken.commandId)
  return { ids, items, commandId, taken }
}

describe('what the bank leaves out of a file', () => {
  it('comes back as a refused command of its own, with the reason of each row', async () => {
    const { ids, items, commandId, taken } = await raced('skip', '9100000001')
    goOnline(mine)
    await settled(mine, commandId)
    expect(ids.map((id) => seen(mine, id)?.number ?? null)).toEqual([
      expect.stringMatching(/^\d{16}$/),
      null,
      expect.stringMatching(/^\d{16}$/),
    ])
    const [left, ...others] = mine.sync.refusals()
    expect(others).toEqual([])
    expect(left).toMatchObject({
      type: 'subAccount.createMany',
      state: 'rejected',
      args: { items: [items[1]], onFault: 'skip' },
      problem: {
        code: 'account.rows_faulty',
        params: {
          rows: [
            {
              rowId: '3',
              faults: [{ path: 'body', code: 'account.number_taken', params: { takenById: taken.id } }],
            },
          ],
        },
      },
    })
    expect(guesses(mine)).toBe(0)
    await until('the pill asks for attention', () => mine.sync.status().pill === 'attention')
  })

  it('is kept once however often the answer is read, through a restart, and can be corrected', async () => {
    const { ids, items, commandId } = await raced('skip', '9100000002')
    // The answer is lost on its way, so it is asked for again.
    mine.backend.faults.set('sendCommands', ['lose'])
    goOnline(mine)
    await settled(mine, commandId)
    await until('it is in the inbox', () => mine.sync.refusals().length === 1)
    await mine.crash()
    mine.reopen()
    const [left] = mine.sync.refusals()
    if (!left) throw new Error('it is gone')
    mine.backend.online = true
    mine.sync.start()
    const corrected = { items: [{ ...items[1], body: '9100000003' }], onFault: 'reject' }
    const again = submit(mine, 'subAccount.createMany', corrected, left.id)
    expect(mine.sync.refusals()).toEqual([])
    await settled(mine, again)
    expect(seen(mine, ids[1] ?? '')?.number?.slice(5, 15)).toBe('9100000003')
  })

  it('is nothing where all or none was wanted: the file comes back whole', async () => {
    const { ids, commandId } = await raced('reject', '9100000004')
    goOnline(mine)
    await until('it is refused', () => rowOf(mine, commandId)?.state === 'rejected')
    expect(mine.sync.refusals().map(({ id }) => id)).toEqual([commandId])
    expect(ids.map((id) => seen(mine, id))).toEqual([undefined, undefined, undefined])
  })
})
