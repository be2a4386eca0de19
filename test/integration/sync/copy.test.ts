import { describe, expect, it } from 'vitest'
import { DOCUMENT_TYPES } from '#shared/domain/documents'
import { goOffline, goOnline, openAccount, seen, settled, someAccountId, stored, submit } from './accounts'
import { type Device, deviceForEachTest, type SyncWorld, synced, until } from './sync-world'

let world: SyncWorld
let device: Device
deviceForEachTest((given) => {
  world = given.world
  device = given.device
})

const digests = ({ store }: Device) => DOCUMENT_TYPES.map((type) => [type, store.documents.digest(type)])
const kinds = ({ sync }: Device) => sync.history().map(({ kind }) => kind)
const position = ({ store }: Device) => JSON.parse(store.meta.get('sync.position') ?? 'null')

describe('the bank cannot continue from the cursor', () => {
  it('makes the copy anew and leaves the queue as it is', async () => {
    goOffline(device)
    const { id, commandId } = openAccount(device, { name: 'Antri' })
    const renamed = submit(device, 'subAccount.update', { id: someAccountId(device), name: 'Juga antri' })
    device.backend.faults.set('changes', ['gone'])
    device.backend.faults.set('sendCommands', ['busy'])
    device.backend.online = true
    device.backend.faults.set('meta', [])
    device.sync.sendNow()
    await until('snapshot', () => kinds(device).includes('snapshot'))
    expect(seen(device, id)).toMatchObject({ name: 'Antri' })
    for (const each of [commandId, renamed]) await settled(device, each)
    await until('whole', () => device.sync.status().pill === 'up_to_date')
    const fresh = await world.device()
    await synced(fresh)
    expect(digests(device)).toEqual(digests(fresh))
    await fresh.crash()
  })

  it('asks again for what the bank had accepted before its history began anew', async () => {
    device.backend.faults.set('changes', ['drop'])
    const { id, commandId } = openAccount(device)
    await until('accepted', () => stored(device, commandId).state === 'accepted')
    device.backend.epoch = 'another'
    device.backend.faults.set('digest', [])
    await until('settled anew', () => position(device)?.epoch === 'another' && stored(device, commandId).closed)
    expect(seen(device, id)?.number).toMatch(/^\d{16}$/)
    expect(device.backend.calls).toContain('commandResult')
    expect(device.backend.calls.filter((call) => call === 'sendCommands')).toHaveLength(1)
  })

  it('makes the copy anew when storage asks for it', async () => {
    await device.sync.stop()
    device.store.meta.set('resync_needed', '1')
    device.sync.start()
    await until('snapshot', () => kinds(device).includes('snapshot'))
    expect(device.store.meta.get('resync_needed')).toBeUndefined()
  })
})

describe('a page', () => {
  it('is dropped when the cursor moved while it was on its way', async () => {
    const other = await world.device()
    await synced(other)
    const before = position(device)
    let once = true
    device.backend.beforeAnswer = (call) => {
      if (call !== 'changes' || !once) return
      once = false
      // Someone else applied a page in between; this one no longer continues the copy.
      device.store.meta.set('sync.position', JSON.stringify({ ...before, seq: before.seq }).replace(before.cursor, 'x'))
      setTimeout(() => device.store.meta.set('sync.position', JSON.stringify(before)), 0)
    }
    const { id, commandId } = openAccount(other)
    await settled(other, commandId)
    await until('the account arrives', () => seen(device, id) !== undefined)
    expect(once).toBe(false)
    expect(position(device).seq).toBeGreaterThan(before.seq)
    await other.crash()
  })

  it.each(['lose', 'garbage', 'busy', 'drop'] as const)(
    'that fails by %s changes nothing and is asked for again',
    async (fault) => {
      const other = await world.device()
      await synced(other)
      device.backend.faults.set('changes', [fault, fault])
      const { id, commandId } = openAccount(other)
      await settled(other, commandId)
      await until('the account arrives', () => seen(device, id) !== undefined)
      expect(device.sync.history().some(({ kind }) => kind === 'failed')).toBe(true)
      await other.crash()
    },
  )
})

describe('the session', () => {
  it('renews an access token that ran out, and goes on', async () => {
    const before = device.tokens.load()
    goOffline(device)
    const { commandId } = openAccount(device)
    device.tokens.save(before && { ...before, accessToken: 'x'.repeat(20) })
    goOnline(device)
    await settled(device, commandId)
    expect(device.tokens.load()?.refreshToken).not.toBe(before?.refreshToken)
  })

  it('waits for the user when it is over, with the queue kept', async () => {
    const before = device.tokens.load()
    goOffline(device)
    const { commandId } = openAccount(device)
    device.tokens.save({ accessToken: 'x', refreshToken: 'y', accessExpiresAt: '2026-07-10T01:00:00.000Z' })
    goOnline(device)
    await until('sign in again', () => device.sync.status().pill === 'sign_in_again')
    expect(device.tokens.load()).toBeNull()
    expect(stored(device, commandId)).toEqual({ state: 'queued', closed: false })
    device.tokens.save(before)
    device.sync.sessionRenewed()
    await settled(device, commandId)
    expect(kinds(device)).toContain('signed_in')
  })

  it('is not disturbed by a clock that is a year off', async () => {
    device.clockSkewMs = 365 * 24 * 3_600_000
    const { commandId } = openAccount(device)
    await settled(device, commandId)
    device.clockSkewMs = -365 * 24 * 3_600_000
    const second = openAccount(device)
    await settled(device, second.commandId)
    expect(Math.abs(device.sync.status().clockOffsetMs - 365 * 24 * 3_600_000)).toBeLessThan(5_000)
  })
})
