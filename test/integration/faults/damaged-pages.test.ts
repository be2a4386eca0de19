import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { SyncStatus } from '#shared/contract/views'
import { goOffline, openAccount, stored } from '../sync/accounts'
import { type Device, deviceForEachTest, until } from '../sync/sync-world'

let device: Device
deviceForEachTest((given) => {
  device = given.device
})

const PAGE_BYTES = 4_096

/** Where the first page of a table lies in the closed file. */
function pageOf({ store: { db } }: Device, table: string): { readonly path: string; readonly at: number } {
  const path = String(db.prepare('PRAGMA database_list').get()?.file)
  const root = Number(db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table)?.rootpage)
  expect(Number(db.prepare('PRAGMA page_size').get()?.page_size)).toBe(PAGE_BYTES)
  return { path, at: (root - 1) * PAGE_BYTES }
}

function flipByte({ path, at }: { readonly path: string; readonly at: number }): void {
  const bytes = readFileSync(path)
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at)
  writeFileSync(path, bytes)
}

it('a copy found damaged is never called up to date again, and the queue stays', async () => {
  goOffline(device)
  const { commandId } = openAccount(device)
  const page = pageOf(device, device.store.tables().entity('holiday'))
  await device.crash()
  flipByte(page)
  device.reopen()
  const told: SyncStatus[] = []
  device.sync.onStatus((status) => told.push(status))
  device.backend.online = true
  device.sync.start()
  await until('said', () => told.some(({ problem }) => problem?.code === 'storage.damaged'))
  // The next rounds follow within moments.
  const rounds = () => device.backend.calls.filter((call) => call === 'digest').length
  const before = rounds()
  await until('tried again', () => rounds() > before + 2)
  expect(told.map(({ pill }) => pill)).not.toContain('up_to_date')
  expect(device.sync.status()).toMatchObject({ pill: 'offline', problem: { code: 'storage.damaged' } })
  expect(stored(device, commandId).state).toBe('accepted')
})

it('a queue that cannot be read while the app runs is said, and the connection goes on trying', async () => {
  const { db } = device.store
  const rootpage = Number(db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'outbox_open'`).get()?.rootpage)
  const damage = (root: number): void => {
    db.exec('PRAGMA writable_schema = ON')
    db.exec(`UPDATE sqlite_schema SET rootpage = ${root} WHERE name = 'outbox_open'`)
    db.exec('PRAGMA writable_schema = RESET')
  }
  const told: SyncStatus[] = []
  device.sync.onStatus((status) => told.push(status))
  damage(1_000_000)
  device.sync.sendNow()
  await until('said', () => told.at(-1)?.problem?.code === 'storage.damaged')
  expect(told.at(-1)?.pill).toBe('offline')
  expect(device.sync.status()).toMatchObject({ pill: 'offline', problem: { code: 'storage.damaged' } })
  damage(rootpage)
  device.sync.sendNow()
  await until('well again', () => told.at(-1)?.pill === 'up_to_date')
  expect(device.sync.status().problem).toBeNull()
})
