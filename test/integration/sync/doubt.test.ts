import { describe, expect, it } from 'vitest'
import {
  goOffline,
  goOnline,
  guesses,
  openAccount,
  rowOf,
  SETTLED,
  seen,
  settled,
  someAccountId,
  stored,
  submit,
} from './accounts'
import type { Call, Fault } from './faulty-backend'
import { type Device, deviceForEachTest, type SyncWorld, synced, until } from './sync-world'

let world: SyncWorld
let device: Device
deviceForEachTest((given) => {
  world = given.world
  device = given.device
})

/** Requests about commands from now on, in order. */
function exchanges(): () => Call[] {
  const before = device.backend.calls.length
  return () => device.backend.calls.slice(before).filter((call) => call === 'sendCommands' || call === 'commandResult')
}

const versionAtBank = (id: string): number => Number(device.store.documents.bankVersion('subAccount', id)?.version)

/** Renames an account; nothing has an answer yet when this answers. */
function rename(name: string): { id: string; commandId: string; versionBefore: number } {
  const id = someAccountId(device)
  return { id, versionBefore: versionAtBank(id), commandId: submit(device, 'subAccount.update', { id, name }) }
}

describe('a command in doubt', () => {
  it.each<Fault>(['lose', 'garbage'])('%s: is asked for, and what is found is its answer', async (fault) => {
    device.backend.faults.set('sendCommands', [fault])
    const asked = exchanges()
    const { id, commandId, versionBefore } = rename('Sekali saja')
    await settled(device, commandId)
    expect(asked()).toEqual(['sendCommands', 'commandResult'])
    expect(seen(device, id)).toMatchObject({ name: 'Sekali saja', version: versionBefore + 1 })
    expect(device.sync.history().find(({ kind }) => kind === 'asked')?.detail).toEqual({
      asked: 1,
      accepted: 1,
      rejected: 0,
    })
  })

  it('is sent again under its own id where the bank has not seen it', async () => {
    device.backend.faults.set('sendCommands', ['vanish'])
    const asked = exchanges()
    const { id, commandId, versionBefore } = rename('Hilang di jalan')
    await settled(device, commandId)
    expect(asked()).toEqual(['sendCommands', 'commandResult', 'sendCommands'])
    expect(device.backend.sent).toEqual([[commandId]])
    expect(versionAtBank(id)).toBe(versionBefore + 1)
  })

  it('cannot be taken back though the bank has not seen it: the request may still arrive', async () => {
    device.backend.faults.set('sendCommands', ['vanish', 'drop'])
    const { commandId } = rename('Masih di jalan')
    await until('asked, and not sent again', () => (rowOf(device, commandId)?.attempts ?? 0) === 2)
    expect(device.sync.cancel(commandId)).toMatchObject({ error: { code: 'command.already_sent' } })
    await settled(device, commandId)
  })

  it('is asked for by the process after the one that sent it', async () => {
    device.backend.faults.set('sendCommands', ['hang_after'])
    const { commandId } = rename('Proses berikutnya')
    await until('sent', () => stored(device, commandId).state === 'sending')
    await device.crash()
    device.reopen()
    const asked = exchanges()
    device.sync.start()
    await settled(device, commandId)
    expect(asked()).toEqual(['commandResult'])
  })

  it('takes a refusal that is found as a push takes one', async () => {
    const other = await world.device()
    await synced(other)
    const body = '0000770001'
    await settled(other, openAccount(other, { body }).commandId)
    await other.crash()
    device.backend.faults.set('sendCommands', ['lose'])
    goOffline(device)
    const taken = openAccount(device, { body })
    const child = openAccount(device, { parentId: taken.id })
    goOnline(device)
    await until('refused', () => stored(device, taken.commandId).state === 'rejected')
    expect(rowOf(device, taken.commandId)?.problem?.code).toBe('account.number_taken')
    expect(rowOf(device, child.commandId)?.state).toBe('blocked')
    expect([seen(device, taken.id), seen(device, child.id), guesses(device)]).toEqual([undefined, undefined, 0])
  })

  it('is neither sent nor settled while the bank cannot be asked for lack of a network', async () => {
    device.backend.faults.set('sendCommands', ['lose'])
    device.backend.faults.set('commandResult', ['drop', 'busy'])
    const asked = exchanges()
    const { commandId } = rename('Jaringan putus')
    await settled(device, commandId)
    expect(asked()).toEqual(['sendCommands', 'commandResult', 'commandResult', 'commandResult'])
  })

  it('is sent again where the bank answers anything but the question', async () => {
    device.backend.faults.set('sendCommands', ['lose'])
    device.backend.faults.set('commandResult', ['garbage'])
    const asked = exchanges()
    const { id, commandId, versionBefore } = rename('Tanpa pertanyaan')
    await settled(device, commandId)
    expect(asked()).toEqual(['sendCommands', 'commandResult', 'sendCommands'])
    expect(versionAtBank(id)).toBe(versionBefore + 1)
  })

  it('costs a few questions at a time and 200 a round, however many there are', async () => {
    goOffline(device)
    const opened = Array.from({ length: 230 }, () => openAccount(device))
    await device.crash()
    device.tamper((store) => store.db.exec("UPDATE outbox SET state = 'unknown' WHERE state = 'queued'"))
    device.reopen()
    const atOnce = { now: 0, most: 0 }
    const { commandResult } = device.backend
    device.backend.commandResult = async (id) => {
      atOnce.now += 1
      atOnce.most = Math.max(atOnce.most, atOnce.now)
      const answer = await commandResult(id)
      atOnce.now -= 1
      return answer
    }
    const asked = exchanges()
    device.backend.online = true
    device.sync.start()
    for (const { commandId } of opened) await settled(device, commandId)
    expect(asked().filter((call) => call === 'commandResult')).toHaveLength(200)
    expect(atOnce.most).toBe(4)
    expect(new Set(device.backend.sent.flat()).size).toBe(230)
    expect(device.backend.sent.flat()).toHaveLength(230)
    expect(opened.map(({ commandId }) => stored(device, commandId))).toEqual(opened.map(() => SETTLED))
  })
})

describe('a command that is turned away because its parent is not known', () => {
  it('is not overtaken by a later one of its stream', async () => {
    let child = ''
    let later = ''
    let grandchild = ''
    const id = someAccountId(device)
    const parent = openAccount(device)
    device.backend.beforeAnswer = (call) => {
      if (call !== 'sendCommands' || child !== '') return
      child = submit(device, 'subAccount.update', { id: parent.id, name: 'Pertama' })
      later = submit(device, 'subAccount.update', { id: parent.id, name: 'Kedua' })
      grandchild = submit(device, 'subAccount.update', { id, name: 'Lain' })
      device.backend.turnedAway.add(child)
    }
    await until('given', () => later !== '')
    for (const each of [parent.commandId, child, later, grandchild]) await settled(device, each)
    expect(device.backend.sent).toEqual([[parent.commandId], [child, grandchild], [child], [later]])
    expect(seen(device, parent.id)?.name).toBe('Kedua')
  })

  it('shares a request with its parent and what follows, where the parent cannot be turned away itself', async () => {
    goOffline(device)
    const parent = openAccount(device)
    const child = openAccount(device, { parentId: parent.id })
    const first = submit(device, 'subAccount.update', { id: child.id, name: 'Pertama' })
    const second = submit(device, 'subAccount.update', { id: child.id, name: 'Kedua' })
    goOnline(device)
    for (const each of [parent.commandId, child.commandId, first, second]) await settled(device, each)
    expect(device.backend.sent).toEqual([[parent.commandId, child.commandId, first, second]])
  })
})
