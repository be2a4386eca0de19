import { readdirSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createWorld, type Device, freshId, type SyncWorld, synced, until } from '../sync/sync-world'
import { add, confirmed, contentRows, makeLogo, picture, sha256, stateOf } from './files-world'

/** Three pictures of the size below fit, four do not. */
const LIMIT = 350_000
const SIZE = 100_000

let world: SyncWorld
let device: Device

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.end())
beforeEach(async () => {
  device = await world.device('admin', undefined, { cacheLimit: LIMIT })
  await synced(device)
})
afterEach(async () => {
  expect(device.bugs).toEqual([])
  await device.crash()
})

interface Kept {
  readonly fileId: string
  readonly bytes: Buffer
}

/** A minute passes and a file is taken in, so that no two are used at the same moment. */
async function addLater(): Promise<Kept> {
  device.clockSkewMs += 60_000
  const bytes = picture(SIZE)
  const { fileId } = await add(device, bytes)
  return { fileId, bytes }
}

async function addSent(): Promise<Kept> {
  const kept = await addLater()
  await confirmed(device, kept.fileId)
  return kept
}

const isHere = ({ bytes }: Kept): boolean =>
  device.store.db.prepare('SELECT 1 AS one FROM file_content WHERE sha256 = ?').get(sha256(bytes)) !== undefined

it('beyond the limit what was longest not used goes, from the disk too, and is fetched again when it is wanted', async () => {
  const [first, second, third] = [await addSent(), await addSent(), await addSent()]
  expect(device.sync.fileUsage()).toMatchObject({ files: 3, pinned: 0, limit: LIMIT })
  device.clockSkewMs += 60_000
  expect((await device.sync.openFile(first.fileId)).ok).toBe(true)
  const fourth = await addSent()
  expect([first, second, third, fourth].map(isHere)).toEqual([true, false, true, true])
  expect(readdirSync(device.contentFolder)).toHaveLength(3)
  expect(device.sync.fileUsage().bytes).toBeLessThanOrEqual(LIMIT)
  device.backend.online = false
  expect(await device.sync.openFile(second.fileId)).toMatchObject({ error: { code: 'file.not_here' } })
  device.backend.online = true
  device.clockSkewMs += 60_000
  const again = await device.sync.openFile(second.fileId)
  expect(again.ok && Buffer.from(again.value.bytes).equals(second.bytes)).toBe(true)
  expect([first, second, third, fourth].map(isHere)).toEqual([true, true, false, true])
})

it('what the bank may not have stays, however far beyond the limit, and counts as pinned', async () => {
  device.backend.uploadsOnline = false
  const waiting: Kept[] = []
  for (let nth = 0; nth < 6; nth += 1) waiting.push(await addLater())
  expect(waiting.every(isHere)).toBe(true)
  const { files, bytes, pinned } = device.sync.fileUsage()
  expect({ files, pinned }).toEqual({ files: 6, pinned: bytes })
  expect(bytes).toBeGreaterThan(LIMIT)
  device.backend.uploadsOnline = true
  device.sync.sendNow()
  for (const { fileId } of waiting) await confirmed(device, fileId)
  expect(device.sync.fileUsage().pinned).toBe(0)
  const last = await addSent()
  expect(isHere(last)).toBe(true)
  expect(device.sync.fileUsage().bytes).toBeLessThanOrEqual(LIMIT)
  expect(readdirSync(device.contentFolder)).toHaveLength(contentRows(device))
})

it('a file that an open command speaks of stays though the bank has it', async () => {
  const needed = await addSent()
  device.backend.online = false
  const commandId = makeLogo(device, needed.fileId, { description: freshId() })
  for (let nth = 0; nth < 4; nth += 1) await addLater()
  expect(isHere(needed)).toBe(true)
  device.backend.online = true
  device.sync.sendNow()
  await until('settled', () => stateOf(device, commandId) === 'accepted closed')
})
