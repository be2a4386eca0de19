import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHttpBackend } from '#main/backend/http/http-backend'
import type { BankBackend } from '#main/backend/port'

const META = {
  name: 'Bank Contoh',
  protocol: 1,
  serverTime: '2026-07-10T01:00:00.000Z',
  simulation: false,
  features: [],
}

let server: Server
let backend: BankBackend
let said: { status: number; type: string; body: string }

const says = (body: unknown, status = 200): void => {
  said = { status, type: 'application/json', body: typeof body === 'string' ? body : JSON.stringify(body) }
}

beforeEach(async () => {
  server = createServer((_request, response) => {
    response.writeHead(said.status, { 'content-type': said.type }).end(said.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const made = createHttpBackend({
    url: `http://127.0.0.1:${address.port}`,
    tokens: {
      load: () => ({ accessToken: 'a', accessExpiresAt: '2036-07-10T01:00:00.000Z', refreshToken: 'r' }),
      save: () => {},
    },
    nowMs: () => Date.parse(META.serverTime),
  })
  if (!made.ok) throw new Error(made.error.code)
  backend = made.value
})
afterEach(async () => {
  backend.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

describe('what a bank says of itself', () => {
  it('may name features and fields that nobody here knows', async () => {
    says({ ...META, features: ['teleport', 'x.y/2'], region: 'ID', limits: { pages: 5 } })
    expect(await backend.meta()).toMatchObject({ ok: true, value: { name: 'Bank Contoh', protocol: 1 } })
  })

  it.each([
    ['of a later protocol', { ...META, protocol: 2 }],
    ['of one that says nothing else as this one does', { protocol: 2, title: { en: 'Bank' }, features: 'all' }],
    ['of a former one', { ...META, protocol: 0 }],
  ])('%s is another protocol, not garbage', async (_what, body) => {
    says(body)
    expect(await backend.meta()).toEqual({
      ok: false,
      error: { kind: 'unsupported', problem: { code: 'protocol.unsupported' } },
    })
  })

  it.each([
    ['a protocol that is no number', { ...META, protocol: '1' }],
    ['no protocol', { ...META, protocol: undefined }],
    ['this protocol without what it promises', { protocol: 1 }],
    ['features that are no list', { ...META, features: 'all' }],
    ['a time that is none', { ...META, serverTime: 'noon' }],
    ['a list', [META]],
    ['nothing', ''],
  ])('%s is garbage', async (_what, body) => {
    says(body)
    expect(await backend.meta()).toMatchObject({ ok: false, error: { kind: 'garbage' } })
  })
})

describe('426, in whatever words', () => {
  it.each([
    ['the protocol’s own', { type: 'about:blank', title: '', status: 426, code: 'protocol.unsupported', detail: '' }],
    [
      'the protocol’s, with a code of later',
      { type: 'about:blank', title: '', status: 426, code: 'v9.gone', detail: '' },
    ],
    ['another bank’s', { fault: { id: 'upgrade', speaks: [2, 3] } }],
    ['a gateway’s', '<html><h1>Upgrade Required</h1></html>'],
    ['none', ''],
  ])('%s: it was not acted upon, and the words are ours', async (_what, body) => {
    says(body, 426)
    const expected = {
      ok: false,
      error: { kind: 'unsupported', status: 426, problem: { code: 'protocol.unsupported' }, notActedOn: true },
    }
    expect(await backend.meta()).toEqual(expected)
    expect(await backend.sendCommands('d', [])).toEqual(expected)
    expect(await backend.changes(null, 10)).toEqual(expected)
    expect(await backend.commandResult('c')).toEqual(expected)
  })
})
