import { readdirSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CuttingLine, startCuttingLine } from '../../support/cutting-line'
import { createWorld, type Device, type SyncWorld, synced, until } from '../sync/sync-world'
import {
  add,
  confirmed,
  contentRows,
  isAtBank,
  makeLogo,
  picture,
  profileOf,
  stateOf,
  uploadState,
} from './files-world'

/** Places where the process may end, in the order in which a file and its command pass them. */
const CRASH_POINTS = [
  'file being taken in',
  'file taken in',
  'command queued',
  'attempt noted',
  'upload created',
  'piece arrived',
  'all arrived, answer not seen',
  'file stored, command not sent',
  'command arrived, answer not seen',
] as const
type CrashPoint = (typeof CRASH_POINTS)[number]

let world: SyncWorld
let line: CuttingLine
let device: Device

beforeAll(async () => {
  world = await createWorld()
  line = await startCuttingLine(() => world.bank.url)
})
afterAll(async () => {
  await world.end()
  await line.stop()
})
beforeEach(async () => {
  device = await world.device('admin', line.url)
  await synced(device)
})
afterEach(async () => {
  line.onRequest = () => {}
  expect(device.bugs).toEqual([])
  await device.crash()
})

/** Resolves when the app sends the `n`-th such request. */
const nthRequest = (wanted: string, n: number): Promise<void> =>
  new Promise((resolve) => {
    let seen = 0
    line.onRequest = (method) => {
      seen += method === wanted ? 1 : 0
      if (seen === n) resolve()
    }
  })

/** Does what a user does until the process reaches the point, ends it there, and answers what was promised before. */
async function workUntil(point: CrashPoint, bytes: Buffer): Promise<{ fileId?: string; commandId?: string }> {
  const { backend, sync } = device
  if (point === 'file being taken in') {
    void sync.addFile({ purpose: 'company_logo', bytes })
    await device.crash()
    return {}
  }
  const reached = reachedIn(point)
  const { fileId } = await add(device, bytes)
  if (point === 'file taken in') return { fileId }
  const commandId = makeLogo(device, fileId)
  await reached
  backend.beforeAnswer = () => {}
  backend.faults.clear()
  return { fileId, commandId }
}

function reachedIn(point: CrashPoint): Promise<void> {
  const { backend } = device
  const answered = (call: 'upload' | 'sendCommands'): Promise<void> =>
    new Promise((resolve) => {
      backend.beforeAnswer = (seen) => {
        if (seen !== call) return
        resolve()
        return new Promise(() => {})
      }
    })
  switch (point) {
    case 'attempt noted':
      backend.faults.set('upload', ['hang_before'])
      return until('attempt', () => backend.calls.includes('upload'))
    case 'upload created':
      return nthRequest('PATCH', 1)
    case 'piece arrived':
      return nthRequest('PATCH', 3)
    case 'all arrived, answer not seen':
      return answered('upload')
    case 'file stored, command not sent':
      backend.faults.set('sendCommands', ['hang_before'])
      return until('sending', () => backend.calls.includes('sendCommands'))
    case 'command arrived, answer not seen':
      return answered('sendCommands')
    default:
      return Promise.resolve()
  }
}

describe('a process that ends', () => {
  it.each(CRASH_POINTS)('with the %s keeps its promises: nothing is lost, nothing doubled', async (point) => {
    const bytes = picture(400_000)
    const { fileId, commandId } = await workUntil(point, bytes)
    await device.crash()
    device.reopen()
    if (commandId) expect(profileOf(device).logoFileId).toBe(fileId)
    device.sync.start()
    if (!fileId) {
      await until('round', () => device.sync.status().connection === 'online')
      expect(device.sync.uploads()).toEqual([])
      expect(contentRows(device)).toBe(0)
      return
    }
    await confirmed(device, fileId)
    expect(await isAtBank(world, fileId, bytes)).toBe(true)
    if (!commandId) return
    await until('settled', () => stateOf(device, commandId) === 'accepted closed')
    expect(profileOf(device).logoFileId).toBe(fileId)
  })
})

describe('an upload in hardship', () => {
  it('renews a token that ends half-way, and goes on', async () => {
    const bytes = picture(400_000)
    let creations = 0
    let patches = 0
    line.onRequest = (method, path) => {
      creations += method === 'POST' && path === '/v1/uploads' ? 1 : 0
      patches += method === 'PATCH' ? 1 : 0
      const tokens = device.tokens.load()
      if (patches === 2 && tokens) device.tokens.save({ ...tokens, accessToken: 'ended' })
    }
    const { fileId } = await add(device, bytes)
    await confirmed(device, fileId)
    expect(creations).toBe(1)
    expect(await isAtBank(world, fileId, bytes)).toBe(true)
  })

  it('begins anew where the bank has forgotten it', async () => {
    const bytes = picture(400_000)
    const half = nthRequest('PATCH', 3)
    const { fileId } = await add(device, bytes)
    await half
    const url = device.store.db.prepare('SELECT url FROM file_upload WHERE file_id = ?').get(fileId)?.url
    expect((await device.backend.terminateUpload(String(url))).ok).toBe(true)
    await confirmed(device, fileId)
    expect(await isAtBank(world, fileId, bytes)).toBe(true)
  })

  it('is refused by the bank itself where the bytes are not those announced, and so is its command', async () => {
    const { upload } = device.backend
    device.backend.upload = (file, source, run) =>
      upload(file, async (start, end) => (await source(start, end))?.map((byte) => byte ^ (start > 0 ? 1 : 0)), run)
    const { fileId } = await add(device, picture(200_000))
    const id = makeLogo(device, fileId)
    await until('refused', () => stateOf(device, id) === 'rejected')
    expect(uploadState(device, fileId)).toBe('refused')
    expect(device.sync.refusals()[0]?.problem).toMatchObject({ code: 'file.rejected', params: { fileId } })
  })

  it('never sends bytes that the disk has damaged, nor a row that does not keep its seal', async () => {
    device.backend.uploadsOnline = false
    const [first, second] = [await add(device, picture(100_000)), await add(device, picture(100_000))]
    const needsSecond = makeLogo(device, second.fileId)
    device.store.db.exec(
      `UPDATE file_upload SET facts = replace(facts, 'company_logo', 'product_image') WHERE file_id = '${second.fileId}'`,
    )
    device.damageContent()
    device.backend.uploadsOnline = true
    device.sync.sendNow()
    await until('both refused', () => [first, second].every(({ fileId }) => uploadState(device, fileId) === 'refused'))
    expect(device.sync.uploads().map(({ problem }) => problem?.code)).toEqual(['file.damaged', 'outbox.damaged'])
    expect(stateOf(device, needsSecond)).toBe('rejected')
  })

  it('that the disk has no room for is a problem, and leaves nothing', async () => {
    const { db } = device.store
    const pages = Number(db.prepare('PRAGMA page_count').get()?.page_count)
    const free = Number(db.prepare('PRAGMA freelist_count').get()?.freelist_count)
    db.exec(`CREATE TABLE filler (bytes BLOB); INSERT INTO filler VALUES (zeroblob(${free * 4096}))`)
    db.exec(`PRAGMA max_page_count = ${pages}`)
    const answers = []
    for (let nth = 0; nth < 40; nth += 1)
      answers.push(await device.sync.addFile({ purpose: 'company_logo', bytes: picture(200) }))
    const refused = answers.filter((answer) => !answer.ok)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.every((answer) => answer.error.code === 'storage.disk_full')).toBe(true)
    expect(contentRows(device)).toBe(answers.length - refused.length)
    db.exec('PRAGMA max_page_count = 4294967294')
    device.sync.sendNow()
    await until('all sent', () => device.sync.uploads().length === 0)
    await device.crash()
    device.reopen()
    device.sync.start()
    await until('swept', () => readdirSync(device.contentFolder).length === contentRows(device))
  })
})
