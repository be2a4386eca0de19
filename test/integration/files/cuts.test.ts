import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CuttingLine, startCuttingLine } from '../../support/cutting-line'
import { createWorld, type Device, type SyncWorld, synced } from '../sync/sync-world'
import { add, confirmed, isAtBank, picture, uploadState } from './files-world'

const MIB = 1024 * 1024
let world: SyncWorld
let line: CuttingLine
let device: Device

beforeAll(async () => {
  world = await createWorld()
  line = await startCuttingLine(() => world.bank.url)
  device = await world.device('product', line.url)
  await synced(device)
})
afterAll(async () => {
  expect(device.bugs).toEqual([])
  await world.end()
  await line.stop()
})

describe('an upload over a line that breaks', () => {
  it('sends at most 5 % more than the file, for 20 MiB and ten cuts at random places', async () => {
    const bytes = picture(20 * MIB - 20_000)
    expect(bytes.length).toBeGreaterThan(19.9 * MIB)
    line.cutAt(Array.from({ length: 10 }, () => Math.floor(Math.random() * bytes.length)))
    const { fileId } = await add(device, bytes, 'shipping_proof')
    await confirmed(device, fileId)
    const ratio = line.sent() / bytes.length
    console.info(`${line.cuts()} cuts, ${line.sent()} bytes sent for ${bytes.length}: ${ratio.toFixed(4)} times`)
    expect(line.cuts()).toBe(10)
    expect(ratio).toBeLessThanOrEqual(1.05)
    expect(await isAtBank(world, fileId, bytes, 'product')).toBe(true)
  }, 120_000)

  it('goes on from where it was cut, in a new process too, and never begins anew for that', async () => {
    const bytes = picture(MIB)
    let created = 0
    line.onRequest = (method, path) => {
      if (method === 'POST' && path === '/v1/uploads') created += 1
    }
    line.cutAt([300_000])
    const { fileId } = await add(device, bytes, 'shipping_proof')
    await new Promise<void>((resolve) => {
      const before = line.onRequest
      line.onRequest = (method, path) => {
        before(method, path)
        if (line.cuts() > 0) resolve()
      }
    })
    await device.crash()
    device.reopen()
    expect(uploadState(device, fileId)).toBe('waiting')
    device.sync.start()
    await confirmed(device, fileId)
    expect(created).toBe(1)
    expect(await isAtBank(world, fileId, bytes, 'product')).toBe(true)
    line.onRequest = () => {}
  })

  it('lets a short file pass a long one', async () => {
    const stored: string[] = []
    const long = await add(device, picture(4 * MIB), 'shipping_proof')
    let patches = 0
    const short = new Promise<string>((resolve, reject) => {
      line.onRequest = (method) => {
        patches += method === 'PATCH' ? 1 : 0
        if (patches !== 3) return
        patches += 1
        add(device, picture(1000), 'shipping_proof').then(({ fileId }) => resolve(fileId), reject)
      }
    })
    const shortId = await short
    await confirmed(device, shortId)
    stored.push(uploadState(device, long.fileId))
    await confirmed(device, long.fileId)
    expect(stored).not.toEqual(['confirmed'])
    expect(stored).not.toEqual(['stored'])
    line.onRequest = () => {}
  })
})
