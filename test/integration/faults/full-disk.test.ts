import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { goOffline, guesses, openAccount, seen, settled, someAccountId, stored, submit } from '../sync/accounts'
import { createWorld, type Device, type SyncWorld, synced, until } from '../sync/sync-world'

let world: SyncWorld
let device: Device
let other: Device
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.end())
beforeEach(async () => {
  device = await world.device()
  other = await world.device()
  await synced(device)
  await synced(other)
})
afterEach(async () => {
  expect(device.bugs).toEqual([])
  await device.crash()
  await other.crash()
})

const FILLER_BYTES = 3_000

/** Leaves no free page in the file and lets it have no other. */
function fillDisk({ store: { db } }: Device): void {
  const pages = Number(db.prepare('PRAGMA page_count').get()?.page_count)
  db.exec('CREATE TABLE IF NOT EXISTS filler (bytes BLOB)')
  db.exec(`PRAGMA max_page_count = ${pages + 4}`)
  const insert = db.prepare(`INSERT INTO filler (bytes) VALUES (zeroblob(${FILLER_BYTES}))`)
  expect(() => {
    for (;;) insert.run()
  }).toThrow(/full/)
}

function makeRoom({ store: { db } }: Device): void {
  db.exec('PRAGMA max_page_count = 1073741823')
}

/** Whether this copy is what the bank has, by the bank's own digest. */
async function isBanksCopy(device: Device): Promise<void> {
  const before = device.sync.status().integrity?.checkedAt
  device.sync.sendNow()
  await until('compared with the bank', () => {
    const { integrity, pill } = device.sync.status()
    return pill === 'up_to_date' && integrity !== null && integrity.checkedAt !== before
  })
  expect(device.sync.status().integrity).toMatchObject({ matches: true, types: [] })
  expect(guesses(device)).toBe(0)
}

describe('a disk that fills up', () => {
  it('while the bank sends changes: none is taken, it is said, and they come once there is room', async () => {
    const seq = () => JSON.parse(device.store.meta.get('sync.position') ?? '{}').seq
    goOffline(device)
    const made = Array.from({ length: 60 }, (_, n) => openAccount(other, { name: `Kas ${n} ${'x'.repeat(60)}` }))
    for (const { commandId } of made) await settled(other, commandId)
    fillDisk(device)
    const before = seq()
    device.backend.online = true
    device.sync.sendNow()
    await until('said', () => device.sync.status().problem?.code === 'storage.disk_full')
    expect(device.sync.status().pill).not.toBe('up_to_date')
    // All sixty are one page, and a page is one transaction.
    expect(made.filter(({ id }) => seen(device, id) !== undefined)).toEqual([])
    expect(seq()).toBe(before)
    expect(device.store.documents.counts().get('currentAccount')).toBeGreaterThan(0)

    makeRoom(device)
    await isBanksCopy(device)
    expect(made.map(({ id }) => seen(device, id) !== undefined)).not.toContain(false)
    expect(device.sync.status().problem).toBeNull()
  })

  it('while answers are being stored: nothing is sent as new, nothing is lost, each command counts once', async () => {
    goOffline(device)
    const id = someAccountId(device)
    const version = Number(seen(device, id)?.version)
    const renames = Array.from({ length: 150 }, (_, n) =>
      submit(device, 'subAccount.update', { id, name: `Nama ${n}` }),
    )
    const opened = Array.from({ length: 50 }, (_, n) => openAccount(device, { name: `Baru ${n}` }))
    let full = false
    device.backend.beforeAnswer = (call) => {
      if (call !== 'sendCommands' || full) return
      full = true
      fillDisk(device)
    }
    device.backend.online = true
    device.sync.networkChanged()
    await until('said', () => device.sync.status().problem?.code === 'storage.disk_full')
    const commands = [...renames, ...opened.map(({ commandId }) => commandId)]
    for (const commandId of commands) expect(stored(device, commandId).closed).toBe(false)
    expect(device.sync.status()).toMatchObject({ pill: 'waiting' })

    makeRoom(device)
    device.sync.sendNow()
    for (const commandId of commands) await settled(device, commandId)
    await isBanksCopy(device)
    expect(seen(device, id)).toMatchObject({ name: 'Nama 149', version: version + renames.length })
  })

  it('survives the end of the process as well', async () => {
    goOffline(device)
    fillDisk(device)
    const accepted: string[] = []
    const refused: unknown[] = []
    for (let n = 0; n < 200; n += 1) {
      const args = { id: someAccountId(device, n % 5), name: `Penuh ${n} ${'y'.repeat(50)}` }
      const answer = device.sync.submit({ type: 'subAccount.update', args })
      if (answer.ok) accepted.push(answer.value.commandId)
      else refused.push(answer.error)
    }
    expect(refused.length).toBeGreaterThan(0)
    for (const problem of refused) expect(problem).toMatchObject({ code: 'storage.disk_full' })
    await device.crash()
    device.reopen()
    expect(device.sync.outbox().map(({ id }) => id)).toEqual(accepted)
    device.backend.online = true
    device.sync.start()
    for (const commandId of accepted) await settled(device, commandId)
    await isBanksCopy(device)
  })
})
