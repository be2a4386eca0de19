import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createHttpBackend } from '#main/backend/http/http-backend'
import { type CuttingLine, startCuttingLine } from '../../support/cutting-line'
import { openAccount, settled, stored } from './accounts'
import { createWorld, type Device, type SyncWorld, synced, until } from './sync-world'

let world: SyncWorld
let silence: Server
let silentUrl: string
let line: CuttingLine
let device: Device
const heldOpen = new Set<Socket>()
/** Requests of this kind reach nobody who answers. */
let unanswered: string | null = null
let heard: string[] = []

beforeAll(async () => {
  world = await createWorld()
  silence = createServer((socket) => {
    heldOpen.add(socket)
    socket.on('error', () => {}).on('close', () => heldOpen.delete(socket))
    socket.resume()
  })
  await new Promise<void>((resolve) => silence.listen(0, '127.0.0.1', resolve))
  const address = silence.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  silentUrl = `http://127.0.0.1:${address.port}`
  let silent = false
  line = await startCuttingLine(() => (silent ? silentUrl : world.bank.url))
  line.onRequest = (method, path) => {
    const request = `${method} ${path.split('?')[0]}`
    heard.push(request)
    silent = request === unanswered
  }
})
afterAll(async () => {
  await world.end()
  await line.stop()
  for (const socket of heldOpen) socket.destroy()
  silence.close()
})
beforeEach(async () => {
  unanswered = null
  device = await world.device('maker', line.url)
  await synced(device)
  heard = []
})
afterEach(async () => {
  expect(device.bugs).toEqual([])
  await device.crash()
})

it('ends what hangs as a failure of the network, and the next request finds the bank again', async () => {
  const made = createHttpBackend({
    url: line.url,
    tokens: { load: () => null, save: () => {} },
    nowMs: Date.now,
  })
  if (!made.ok) throw new Error(made.error.code)
  const backend = made.value
  unanswered = 'GET /v1/meta'
  const hanging = backend.meta()
  await until('request out', () => heard.includes('GET /v1/meta') && heldOpen.size === 1)
  backend.dropConnections()
  expect(await hanging).toMatchObject({ ok: false, error: { kind: 'network' } })
  unanswered = null
  expect(await backend.meta()).toMatchObject({ ok: true, value: { protocol: 1 } })
  backend.close()
})

it.each([
  ['another network', (): void => device.sync.networkChanged()],
  ['an awakened computer', (): void => device.sync.resumed()],
])('%s frees a command that hangs on a dead connection, at once and without doubling it', async (_what, wake) => {
  unanswered = 'POST /v1/commands'
  const { id, commandId } = openAccount(device)
  await until('sending', () => heard.includes('POST /v1/commands') && heldOpen.size === 1)
  expect(stored(device, commandId)).toEqual({ state: 'sending', closed: false })
  unanswered = null
  heard = []
  wake()
  await settled(device, commandId)
  // Whether the bank had acted was not known: it is asked before anything is sent again.
  const [asked] = heard.filter((request) => request.includes('/v1/commands'))
  expect(asked).toBe(`GET /v1/commands/${commandId}`)
  expect(heard.filter((request) => request === 'POST /v1/commands')).toHaveLength(1)
  expect(device.store.documents.bankVersion('subAccount', id)).toBeDefined()
})
