import { describe, expect, it } from 'vitest'
import {
  currentAccountId,
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
import { type Device, deviceForEachTest, freshId, type SyncWorld, synced, until } from './sync-world'

let world: SyncWorld
let device: Device
deviceForEachTest((given) => {
  world = given.world
  device = given.device
})

describe('a command entered offline', () => {
  it('is shown at once, waits, and settles with its number once the bank is back', async () => {
    goOffline(device)
    const { id, commandId } = openAccount(device, { name: 'Kas Bandung' })
    expect(seen(device, id)).toMatchObject({ name: 'Kas Bandung', number: null })
    await until(
      'a try fails',
      () => (rowOf(device, commandId)?.attempts ?? 0) > 0 && rowOf(device, commandId)?.state === 'queued',
    )
    expect(rowOf(device, commandId)).toMatchObject({
      state: 'queued',
      subject: { type: 'subAccount', id, name: 'Kas Bandung' },
      problem: { code: 'network.unreachable' },
    })
    expect(rowOf(device, commandId)?.nextAttemptAt).not.toBeNull()
    expect(device.sync.status()).toMatchObject({ pill: 'waiting', waiting: 1, connection: 'offline' })
    expect(device.sync.pendingMarks([id, freshId()])).toEqual(
      new Map([[id, { state: 'waiting', types: ['subAccount.create'] }]]),
    )
    goOnline(device)
    await settled(device, commandId)
    expect(seen(device, id)?.number).toMatch(/^\d{16}$/)
    expect(guesses(device)).toBe(0)
    expect(device.sync.pendingMarks([id]).size).toBe(0)
    await until('up to date', () => device.sync.status().pill === 'up_to_date')
  })

  it('survives the end of the process and the start of another', async () => {
    goOffline(device)
    const { id, commandId } = openAccount(device)
    await device.crash()
    device.reopen()
    expect(seen(device, id)).toMatchObject({ number: null })
    expect(device.sync.status()).toMatchObject({ waiting: 1 })
    device.backend.online = true
    device.sync.start()
    await settled(device, commandId)
  })

  it('goes out together with what builds upon it, parent first', async () => {
    goOffline(device)
    const parent = openAccount(device, { name: 'Induk' })
    const child = openAccount(device, { name: 'Anak', parentId: parent.id })
    const block = submit(device, 'subAccount.setBlock', { id: child.id, block: 'debit', reason: 'audit' })
    expect(rowOf(device, child.commandId)?.dependsOn).toEqual([parent.commandId])
    expect(rowOf(device, block)?.dependsOn).toEqual([child.commandId])
    goOnline(device)
    for (const id of [parent.commandId, child.commandId, block]) await settled(device, id)
    expect(seen(device, child.id)).toMatchObject({ parentId: parent.id, block: 'debit' })
  })

  it('can be taken back before it was sent, with what builds upon it blocked', async () => {
    goOffline(device)
    const parent = openAccount(device)
    const child = openAccount(device, { parentId: parent.id })
    expect(device.sync.cancel(parent.commandId)).toEqual({ ok: true, value: { cancelled: true } })
    expect(device.sync.cancel(parent.commandId)).toEqual({ ok: true, value: { cancelled: false } })
    expect([seen(device, parent.id), seen(device, child.id), guesses(device)]).toEqual([undefined, undefined, 0])
    expect(stored(device, parent.commandId)).toEqual({ state: 'cancelled', closed: true })
    expect(rowOf(device, child.commandId)).toMatchObject({
      state: 'blocked',
      problem: { code: 'command.dependency_rejected', params: { code: 'command.cancelled' } },
    })
    expect(device.sync.cancel(freshId())).toMatchObject({ ok: false, error: { code: 'not_found' } })
    expect(device.sync.dismiss(child.commandId)).toEqual({ ok: true, value: { dismissed: true } })
    expect(device.sync.outbox()).toEqual([])
  })

  it('cannot be taken back once it may have reached the bank', async () => {
    device.backend.faults.set('sendCommands', ['lose'])
    const { commandId } = openAccount(device)
    await until(
      'in doubt',
      () => device.backend.calls.includes('sendCommands') && stored(device, commandId).state !== 'queued',
    )
    expect(device.sync.cancel(commandId)).toEqual({ ok: false, error: { code: 'command.already_sent' } })
    await settled(device, commandId)
  })
})

describe('what this computer refuses by itself', () => {
  it('queues nothing and says why', () => {
    const queued = (type: string, args: object, replaces?: string) => device.sync.submit({ type, args, replaces })
    const id = someAccountId(device)
    expect(queued('subAccount.rename', { id })).toMatchObject({ error: { code: 'command.unknown_type' } })
    expect(queued('subAccount.setBlock', { id, block: 'sideways', reason: ' ' })).toMatchObject({
      error: { code: 'command.invalid', errors: [{ path: 'block' }, { path: 'reason', code: 'field.empty' }] },
    })
    expect(queued('subAccount.setLimits', { id, debit: { daily: '1.5' } })).toMatchObject({
      error: { code: 'command.invalid', errors: [{ path: 'debit.daily', code: 'money.invalid' }] },
    })
    expect(queued('subAccount.update', { id: freshId(), name: 'x' })).toMatchObject({ error: { code: 'not_found' } })
    expect(queued('subAccount.update', { id, name: 'x' }, freshId())).toMatchObject({ error: { code: 'not_found' } })
    expect(device.sync.outbox()).toEqual([])
    expect(guesses(device)).toBe(0)
  })

  it('refuses what the role may not do', async () => {
    const approver = await world.device('approver')
    await synced(approver)
    const args = { id: someAccountId(approver), block: 'all', reason: 'x' }
    expect(approver.sync.submit({ type: 'subAccount.setBlock', args })).toMatchObject({
      ok: false,
      error: { code: 'auth.forbidden' },
    })
    await approver.crash()
  })

  it('refuses before the first copy is there', async () => {
    const fresh = await world.device()
    const args = { id: someAccountId(device), name: 'x' }
    expect(fresh.sync.submit({ type: 'subAccount.update', args })).toMatchObject({ error: { code: 'sync.no_copy' } })
    await fresh.crash()
  })

  it('stores and sends the arguments as their schema left them', async () => {
    const id = someAccountId(device)
    const commandId = submit(device, 'subAccount.update', { id, name: '  Kas   ', unknown: 1 })
    expect(rowOf(device, commandId)?.args).toEqual({ id, name: 'Kas' })
    await settled(device, commandId)
    expect(seen(device, id)?.name).toBe('Kas')
  })
})

describe('order', () => {
  it('is kept within a stream through lost answers', async () => {
    const id = someAccountId(device, 3)
    goOffline(device)
    const names = Array.from({ length: 12 }, (_, n) => `Nama ${n}`)
    const ids = names.map((name) => submit(device, 'subAccount.update', { id, name }))
    device.backend.faults.set('sendCommands', ['lose', 'drop', 'garbage'])
    goOnline(device)
    for (const commandId of ids) await settled(device, commandId)
    expect(seen(device, id)?.name).toBe('Nama 11')
    const before = device.store.documents.bankVersion('subAccount', id)
    expect(before?.version).toBeTypeOf('number')
  })

  it('sends more than one request holds', async () => {
    goOffline(device)
    const parentId = currentAccountId(device)
    const opened = Array.from({ length: 230 }, () => openAccount(device, { parentId }))
    const sent = device.backend.calls.length
    goOnline(device)
    for (const { commandId } of opened) await settled(device, commandId)
    expect(device.backend.calls.slice(sent).filter((call) => call === 'sendCommands')).toHaveLength(3)
    expect(new Set(opened.map(({ id }) => seen(device, id)?.number)).size).toBe(230)
  })
})
