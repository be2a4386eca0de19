import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { expect, it, vi } from 'vitest'
import { type Device, deviceForEachTest, type SyncWorld, until } from '../sync/sync-world'
import { add, confirmed, contentRows, isAtBank, picture } from './files-world'

/** Bytes that still fit into files that are written in pieces; the tests alone write those. */
const disk = vi.hoisted(() => ({ room: Number.POSITIVE_INFINITY }))

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  return {
    ...real,
    async open(...args: Parameters<typeof real.open>): Promise<FileHandle> {
      const file = await real.open(...args)
      if (args[1] !== 'wx') return file
      const write = file.writeFile.bind(file)
      file.writeFile = async (content, options) => {
        disk.room -= content instanceof Uint8Array ? content.length : 0
        if (disk.room < 0) throw Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' })
        return write(content, options)
      }
      return file
    },
  }
})

let world: SyncWorld
let device: Device
deviceForEachTest((given) => {
  world = given.world
  device = given.device
  disk.room = Number.POSITIVE_INFINITY
}, 'admin')

it('a disk that fills up while content is written is a problem, leaves nothing, and is no end of it', async () => {
  const bytes = picture(300_000)
  disk.room = 150_000
  expect(await device.sync.addFile({ purpose: 'company_logo', bytes })).toMatchObject({
    ok: false,
    error: { code: 'storage.disk_full', params: { reason: 'ENOSPC' } },
  })
  expect(disk.room).toBeLessThan(0)
  expect(device.sync.uploads()).toEqual([])
  expect(contentRows(device)).toBe(0)
  expect(readdirSync(device.contentFolder)).toEqual([])
  disk.room = Number.POSITIVE_INFINITY
  const { fileId } = await add(device, bytes)
  await confirmed(device, fileId)
  expect(await isAtBank(world, fileId, bytes)).toBe(true)
})

it('a file that the disk has no room to keep is shown all the same', async () => {
  const bytes = picture(200_000)
  const { fileId } = await add(device, bytes)
  await confirmed(device, fileId)
  const other = await world.device('manager')
  other.sync.start()
  await until('document', () => other.store.documents.visible.find('file', fileId) !== undefined)
  disk.room = 1000
  const opened = await other.sync.openFile(fileId)
  expect(opened.ok && Buffer.from(opened.value.bytes).equals(bytes)).toBe(true)
  expect(contentRows(other)).toBe(0)
  expect(other.bugs).toEqual([])
})

it('what stands in the place of the folder is a problem of the disk, not a bug', async () => {
  rmSync(device.contentFolder, { recursive: true, force: true })
  writeFileSync(device.contentFolder, randomBytes(100))
  const bytes = picture(2000)
  const refused = await device.sync.addFile({ purpose: 'company_logo', bytes })
  expect(refused).toMatchObject({ ok: false, error: { code: 'storage.unavailable' } })
  await device.crash()
  device.reopen()
  device.sync.start()
  await until('online', () => device.sync.status().pill === 'up_to_date')
  expect(await device.sync.addFile({ purpose: 'company_logo', bytes })).toMatchObject({
    error: { code: 'storage.unavailable' },
  })
  rmSync(device.contentFolder)
  mkdirSync(device.contentFolder)
  await confirmed(device, (await add(device, bytes)).fileId)
})

it('an upload whose content cannot be read now waits with the reason, and goes when it can', async () => {
  device.backend.uploadsOnline = false
  const bytes = picture(2000)
  const { fileId } = await add(device, bytes)
  await until('tried', () => device.sync.uploads()[0]?.problem?.code === 'network.unreachable')
  expect(readdirSync(device.contentFolder)).toHaveLength(1)
  const aside = `${device.contentFolder}-aside`
  renameSync(device.contentFolder, aside)
  writeFileSync(device.contentFolder, '')
  device.backend.uploadsOnline = true
  device.sync.sendNow()
  await until('reason', () => device.sync.uploads()[0]?.problem?.code === 'storage.unavailable')
  expect(device.sync.uploads()).toMatchObject([{ fileId, state: 'waiting' }])
  rmSync(device.contentFolder)
  renameSync(aside, device.contentFolder)
  device.sync.sendNow()
  await confirmed(device, fileId)
  expect(await isAtBank(world, fileId, bytes)).toBe(true)
})
