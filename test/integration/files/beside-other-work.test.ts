import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { BankClient } from '../../support/bank-client'
import { type BankProcess, startBank } from '../../support/bank-process'
import { type CuttingLine, startCuttingLine } from '../../support/cutting-line'
import { fetchFile } from '../../support/uploads'
import { createDevice, type Device, START_MS, synced, until } from '../sync/sync-world'
import { add, confirmed, picture, stateOf, uploadState } from './files-world'

const NOWHERE = 'http://127.0.0.1:9'
const PIECE = 64 * 1024

let folder: string
let bank: BankProcess
let silence: Server
let silentUrl: string
let line: CuttingLine
let device: Device
/** Where the line leads just now. */
let end: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bendahara-beside-'))
  bank = await startBank({ data: join(folder, 'bank'), seed: 'scale', accounts: 12, clock: null })
  silence = createServer((socket) => socket.on('error', () => {}).resume())
  await new Promise<void>((resolve) => silence.listen(0, '127.0.0.1', resolve))
  const address = silence.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  silentUrl = `http://127.0.0.1:${address.port}`
  line = await startCuttingLine(() => end)
})
afterAll(async () => {
  await line.stop()
  silence.close()
  await bank.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})
beforeEach(async () => {
  end = bank.url
  const began = performance.now()
  const realMs = () => Math.floor(START_MS + performance.now() - began)
  device = await createDevice(line.url, 'admin', join(folder, `${Date.now()}.db`), realMs)
  await synced(device)
})
afterEach(async () => {
  line.onRequest = () => {}
  expect(device.bugs).toEqual([])
  await device.crash()
})

async function isAtBank(fileId: string, bytes: Buffer): Promise<boolean> {
  const served = await fetchFile(await new BankClient(bank.url).login('admin'), fileId)
  return Buffer.from(served.bytes).equals(bytes)
}

it('a file that takes for ever holds up no command that does not need it', async () => {
  let pieces = 0
  line.onRequest = (method) => {
    pieces += method === 'PATCH' ? 1 : 0
    end = method === 'PATCH' && pieces > 2 ? silentUrl : bank.url
  }
  const bytes = picture(10 * PIECE)
  const { fileId } = await add(device, bytes)
  await until('third piece on its way', () => pieces > 2)
  const submitted = device.sync.submit({ type: 'companyProfile.update', args: { description: 'Not held up.' } })
  if (!submitted.ok) throw new Error(submitted.error.code)
  await until('settled', () => stateOf(device, submitted.value.commandId) === 'accepted closed')
  expect(uploadState(device, fileId)).toBe('uploading')
  expect(device.sync.uploads()).toMatchObject([{ fileId, sent: 2 * PIECE }])
  expect(device.sync.status()).toMatchObject({ connection: 'online', waiting: 0 })
  line.onRequest = () => {
    end = bank.url
  }
  device.sync.networkChanged()
  await confirmed(device, fileId)
  expect(await isAtBank(fileId, bytes)).toBe(true)
})

it('goes on from the piece that the bank had when its process was killed and started again', async () => {
  const bytes = picture(12 * PIECE)
  let begun = 0
  let pieces = 0
  const killedAt = new Promise<void>((resolve) => {
    line.onRequest = (method, path) => {
      begun += method === 'POST' && path === '/v1/uploads' ? 1 : 0
      pieces += method === 'PATCH' ? 1 : 0
      if (pieces <= 6) return
      end = NOWHERE
      resolve()
    }
  })
  const { fileId } = await add(device, bytes)
  await killedAt
  await bank.kill9()
  await until('waiting', () => uploadState(device, fileId) === 'waiting')
  expect(device.sync.uploads()[0]?.sent).toBe(6 * PIECE)
  bank = await bank.restart()
  pieces = 0
  line.onRequest = (method, path) => {
    begun += method === 'POST' && path === '/v1/uploads' ? 1 : 0
    pieces += method === 'PATCH' ? 1 : 0
    end = bank.url
  }
  device.sync.sendNow()
  await confirmed(device, fileId)
  expect({ begun, pieces }).toEqual({ begun: 1, pieces: Math.ceil((bytes.length - 6 * PIECE) / PIECE) })
  expect(await isAtBank(fileId, bytes)).toBe(true)
})
