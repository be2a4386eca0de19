import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  goOffline,
  goOnline,
  guesses,
  openAccount,
  rowOf,
  seen,
  settled,
  someAccountId,
  stored,
  submit,
} from './accounts'
import { closeAtBank, createWorld, type Device, type SyncWorld, synced, until } from './sync-world'

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

/** Both take the same number, the other one first; mine learns it from the bank's refusal. */
async function clash(body: string) {
  goOffline(mine)
  const opened = openAccount(mine, { body, name: 'Punyaku' })
  const child = openAccount(mine, { parentId: opened.id, name: 'Anakku' })
  const grandchild = openAccount(mine, { parentId: child.id, name: 'Cucuku' })
  const other = openAccount(theirs, { body, name: 'Punya mereka' })
  await settled(theirs, other.commandId)
  goOnline(mine)
  await until('refused', () => stored(mine, opened.commandId).state === 'rejected')
  return { opened, child, grandchild, other }
}

describe('a refusal of the bank', () => {
  it('takes the effect and all that builds upon it away, and keeps the intent', async () => {
    const { opened, child, grandchild, other } = await clash('0000900001')
    for (const { id } of [opened, child, grandchild]) expect(seen(mine, id)).toBeUndefined()
    expect(guesses(mine)).toBe(0)
    const refusals = mine.sync.refusals()
    expect(refusals.map(({ state }) => state)).toEqual(['rejected', 'blocked', 'blocked'])
    expect(refusals[0]).toMatchObject({
      id: opened.commandId,
      args: { name: 'Punyaku', body: '0000900001' },
      subject: { name: 'Punyaku' },
      problem: { code: 'account.number_taken', params: { takenById: other.id, takenByName: 'Punya mereka' } },
      present: null,
    })
    expect(refusals[1]).toMatchObject({
      subject: { name: 'Anakku' },
      problem: { code: 'command.dependency_rejected', params: { code: 'account.number_taken' } },
    })
    expect(mine.sync.status()).toMatchObject({ pill: 'attention', attention: 3, waiting: 0 })
  })

  it('survives a restart, and can be edited and sent again under a new id', async () => {
    const { opened } = await clash('0000900002')
    await mine.crash()
    mine.reopen()
    mine.sync.start()
    const args = { ...mine.sync.refusals()[0]?.args, body: '0000900003' }
    const again = submit(mine, 'subAccount.create', args, opened.commandId)
    expect(again).not.toBe(opened.commandId)
    expect(rowOf(mine, again)).toMatchObject({ replaces: opened.commandId })
    expect(rowOf(mine, opened.commandId)).toBeUndefined()
    await settled(mine, again)
    expect(seen(mine, opened.id)?.number).toContain('0000900003')
    expect(mine.sync.submit({ type: 'subAccount.create', args, replaces: opened.commandId })).toMatchObject({
      error: { code: 'command.not_refused' },
    })
  })

  it('shows what the bank has now beside what was wanted', async () => {
    const id = someAccountId(mine, 5)
    goOffline(mine)
    const commandId = submit(mine, 'subAccount.update', { id, name: 'Nama baruku' })
    // Closing is not a command of this build: the bank's own record changes under the user.
    const account = seen(theirs, id)
    closeAtBank(world, id)
    goOnline(mine)
    await until('refused', () => stored(mine, commandId).state === 'rejected')
    await until('pulled', () => seen(mine, id)?.status === 'closed')
    expect(mine.sync.refusals()[0]).toMatchObject({
      problem: { code: 'account.closed' },
      args: { name: 'Nama baruku' },
      present: { id, status: 'closed', name: account?.name },
    })
    expect(mine.sync.dismiss(commandId)).toEqual({ ok: true, value: { dismissed: true } })
    expect(mine.sync.dismiss(commandId)).toEqual({ ok: true, value: { dismissed: false } })
    expect(mine.sync.refusals()).toEqual([])
  })
})
