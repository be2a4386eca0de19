import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { DOCUMENT_TYPES } from '#shared/domain/documents'
import { createWorld, type Device, type SyncWorld, synced, until } from './sync-world'

/** More documents than one page holds. */
const ACCOUNTS = 1_600

let world: SyncWorld
let device: Device
/** The cursors of the requests for changes, in order. */
let asked: (string | null)[]

beforeAll(async () => {
  world = await createWorld({ kind: 'scale', accounts: ACCOUNTS })
})
afterAll(() => world.end())
beforeEach(async () => {
  device = await world.device()
  asked = []
  const changes = device.backend.changes
  device.backend.changes = (cursor, limit) => {
    asked.push(cursor)
    return changes(cursor, limit)
  }
})
afterEach(async () => {
  expect(device.bugs).toEqual([])
  await device.crash()
})

const accounts = () => device.store.documents.counts().get('subAccount')
/** The connection is lost after the first page has been asked for. */
function loseSecondPage(): void {
  device.backend.beforeAnswer = (call) => {
    if (call === 'changes' && asked.length === 1) device.backend.faults.set('changes', ['drop'])
  }
}

it('shows nothing before all of it is there', async () => {
  const seen = new Set<number | undefined>()
  device.sync.onStatus(() => seen.add(accounts()))
  await synced(device)
  seen.add(accounts())
  expect([...seen].filter((count) => count !== ACCOUNTS && count !== 0)).toEqual([])
  expect(accounts()).toBe(ACCOUNTS)
  expect(device.sync.history().map(({ kind }) => kind)).not.toContain('snapshot')
})

it('goes on where the connection was lost', async () => {
  loseSecondPage()
  device.sync.start()
  await until('the connection is lost', () => device.sync.history().some(({ kind }) => kind === 'failed'))
  expect(accounts()).toBe(0)
  // What waits for the line is not called syncing.
  expect(device.sync.status()).toMatchObject({ pill: 'offline', lastSyncedAt: null })
  expect(device.sync.status().firstSync?.received).toBeGreaterThan(0)
  device.sync.sendNow()
  await until('whole', () => accounts() === ACCOUNTS)
  expect(asked.filter((cursor) => cursor === null)).toHaveLength(1)
  expect(device.sync.status().integrity).not.toMatchObject({ ok: false })
})

it('begins again in another process, and is the same', async () => {
  loseSecondPage()
  device.sync.start()
  await until('the connection is lost', () => device.sync.history().some(({ kind }) => kind === 'failed'))
  await device.crash()
  device.reopen()
  await synced(device)
  expect(asked.filter((cursor) => cursor === null)).toHaveLength(2)
  const other = await world.device()
  await synced(other)
  const digests = ({ store }: Device) => DOCUMENT_TYPES.map((type) => store.documents.digest(type))
  expect(digests(device)).toEqual(digests(other))
  await other.crash()
})
