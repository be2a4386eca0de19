import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHttpBackend } from '#main/backend/http/http-backend'
import type { BankBackend, Tokens } from '#main/backend/port'
import type { Envelope } from '#shared/contract/http'

const NOW = Date.parse('2026-07-10T01:00:00.000Z')
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString()
const id = (n: number) => `0197f3c0-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const envelope = (n: number): Envelope => ({
  id: id(n),
  type: 'subAccount.update',
  version: 1,
  args: {},
  dependsOn: [],
  createdAt: at(0),
  payloadHash: '0'.repeat(64),
})
const result = (n: number) => ({ id: id(n), status: 'accepted', replayed: false, seq: n })
const page = (more: object = {}) => ({
  epoch: 'e',
  changes: [],
  cursor: 'c',
  hasMore: false,
  serverTime: at(0),
  ...more,
})
const change = (seq: number) => ({ seq, type: 'holiday', id: id(seq), version: 1, doc: null })

type Handler = (request: IncomingMessage, response: ServerResponse) => void
let server: Server
let handler: Handler
let requests: { url: string; headers: IncomingMessage['headers'] }[]
let kept: Tokens | null
let backend: BankBackend

const json =
  (body: unknown, status = 200): Handler =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
const problem = (status: number, code: string): Handler =>
  json({ type: 'about:blank', title: '', status, code, detail: '' }, status)

beforeEach(async () => {
  requests = []
  kept = { accessToken: 'access-1', accessExpiresAt: at(15), refreshToken: 'refresh-1' }
  server = createServer((request, response) => {
    requests.push({ url: String(request.url), headers: request.headers })
    handler(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const made = createHttpBackend({
    url: `http://127.0.0.1:${port}`,
    nowMs: () => NOW,
    tokens: {
      load: () => kept,
      save: (tokens) => {
        kept = tokens
      },
    },
  })
  if (!made.ok) throw new Error(made.error.code)
  backend = made.value
})
afterEach(async () => {
  backend.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

describe('addresses', () => {
  it.each([
    ['https://bank.example', true],
    ['http://127.0.0.1:4000', true],
    ['http://[::1]:4000', true],
    ['http://bank.example', 'backend.insecure'],
    ['http://127.0.0.1.bank.example', 'backend.insecure'],
    ['https://user:word@bank.example', 'backend.url_invalid'],
    ['ftp://bank.example', 'backend.url_invalid'],
    ['bank', 'backend.url_invalid'],
  ])('%s', (url, expected) => {
    const made = createHttpBackend({ url, nowMs: () => NOW, tokens: { load: () => null, save: () => {} } })
    expect(made.ok ? true : made.error.code).toBe(expected)
    if (made.ok) made.value.close()
  })
})

describe('answers that are not what the protocol promises', () => {
  it.each<[string, Handler]>([
    ['HTML', (_q, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome to the hotel</html>')],
    ['nothing', (_q, r) => r.writeHead(200).end()],
    ['truncated JSON', (_q, r) => r.writeHead(200).end('{"results":[{"id":"')],
    ['another shape', json({ results: 'none', serverTime: at(0) })],
    ['a result missing', json({ results: [result(1)], serverTime: at(0) })],
    ['a result nobody asked for', json({ results: [result(1), result(2), result(3)], serverTime: at(0) })],
    ['a result twice', json({ results: [result(1), result(1)], serverTime: at(0) })],
    ['a redirect', (_q, r) => r.writeHead(302, { location: 'http://elsewhere.example' }).end()],
    ['not gzip', (_q, r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end('plainly not')],
  ])('%s', async (_what, answer) => {
    handler = answer
    const got = await backend.sendCommands(id(9), [envelope(1), envelope(2)])
    expect(got).toMatchObject({ ok: false, error: { kind: 'garbage' } })
    expect(requests).toHaveLength(1)
  })

  it.each([
    ['seq not ascending', page({ changes: [change(5), change(5)] })],
    ['more to come at the same place', page({ cursor: 'here', hasMore: true })],
  ])('a page with %s', async (_what, body) => {
    handler = json(body)
    expect(await backend.changes('here', 10)).toMatchObject({ ok: false, error: { kind: 'garbage' } })
  })
})

describe('requests', () => {
  it('carry the protocol, the token only in its header, and take gzip', async () => {
    handler = (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify(page())))
    }
    expect(await backend.changes('a b&c', 7)).toMatchObject({ ok: true, value: { cursor: 'c' } })
    expect(requests[0]).toMatchObject({
      url: '/v1/sync/changes?cursor=a+b%26c&limit=7',
      headers: { 'bendahara-protocol': '1', authorization: 'Bearer access-1' },
    })
    expect(requests[0]?.headers['accept-encoding']).toContain('gzip')
  })

  it('say whether the bank can have acted', async () => {
    handler = (request) => request.socket.destroy()
    expect(await backend.sendCommands(id(9), [envelope(1)])).toEqual({
      ok: false,
      error: { kind: 'network', problem: { code: 'network.failed', params: { reason: 'ECONNRESET' } } },
    })
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    expect(await backend.sendCommands(id(9), [envelope(1)])).toMatchObject({
      error: { kind: 'network', problem: { code: 'network.unreachable' }, notActedOn: true },
    })
  })

  it('cut off in the middle of an answer count as unanswered', async () => {
    handler = (request, response) => {
      response.writeHead(200, { 'content-length': '500' })
      response.write('{"results":')
      setTimeout(() => request.socket.destroy(), 20)
    }
    expect(await backend.sendCommands(id(9), [envelope(1)])).toMatchObject({ error: { kind: 'network' } })
  })

  it('end when the backend is closed', async () => {
    handler = () => {}
    const asked = backend.digest()
    setTimeout(() => backend.close(), 20)
    expect(await asked).toMatchObject({ ok: false, error: { kind: 'network' } })
  })

  it('answer null for a command that the bank never saw', async () => {
    handler = problem(404, 'not_found')
    expect(await backend.commandResult(id(1))).toEqual({ ok: true, value: null })
  })
})

describe('tokens', () => {
  const renewed = { accessToken: 'access-2', accessExpiresAt: at(30), refreshToken: 'refresh-2', serverTime: at(0) }

  it('are renewed before they run out, once for all who ask, and stored before use', async () => {
    kept = { accessToken: 'access-1', accessExpiresAt: at(0.5), refreshToken: 'refresh-1' }
    handler = (request, response) => {
      if (request.url === '/v1/auth/refresh') setTimeout(() => json(renewed)(request, response), 20)
      else {
        expect(kept).toMatchObject({ accessToken: 'access-2', refreshToken: 'refresh-2' })
        json(page())(request, response)
      }
    }
    const answers = await Promise.all([backend.changes(null, 1), backend.changes(null, 1), backend.changes(null, 1)])
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(requests.map(({ url }) => url.split('?')[0])).toEqual([
      '/v1/auth/refresh',
      '/v1/sync/changes',
      '/v1/sync/changes',
      '/v1/sync/changes',
    ])
    expect(requests[1]?.headers.authorization).toBe('Bearer access-2')
  })

  it('that the bank refuses are renewed once, then the session is over', async () => {
    handler = (request, response) =>
      request.url === '/v1/auth/refresh'
        ? json(renewed)(request, response)
        : problem(401, 'auth.token_expired')(request, response)
    expect(await backend.digest()).toMatchObject({ error: { kind: 'auth', problem: { code: 'auth.token_expired' } } })
    expect(requests.map(({ url }) => url)).toEqual(['/v1/sync/digest', '/v1/auth/refresh', '/v1/sync/digest'])
  })

  it('that cannot be renewed are dropped, and no request is made without any', async () => {
    handler = problem(401, 'auth.required')
    expect(await backend.digest()).toMatchObject({ error: { kind: 'auth' } })
    expect(kept).toBeNull()
    requests.length = 0
    expect(await backend.digest()).toMatchObject({ error: { kind: 'auth', problem: { code: 'auth.required' } } })
    expect(requests).toEqual([])
  })

  it('are kept when renewing fails for want of a network', async () => {
    kept = { accessToken: 'access-1', accessExpiresAt: at(0), refreshToken: 'refresh-1' }
    handler = (request) => request.socket.destroy()
    expect(await backend.digest()).toMatchObject({ error: { kind: 'network', notActedOn: true } })
    expect(kept).toMatchObject({ refreshToken: 'refresh-1' })
  })
})

describe('the event stream', () => {
  it('tells when it is open, passes pokes on however they are cut, and ends with its signal', async () => {
    handler = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(': hello\n\nevent: po')
      setTimeout(() => response.write('ke\ndata: {"seq":41}\n\nevent: poke\nda'), 10)
      setTimeout(() => response.write('ta: {"seq":42}\n\n'), 20)
    }
    const pokes: (number | string)[] = []
    const stop = new AbortController()
    const end = await backend.listen(
      (seq) => {
        pokes.push(seq)
        if (seq === 42) stop.abort()
      },
      stop.signal,
      () => pokes.push('open'),
    )
    expect(end).toEqual({ ok: true, value: undefined })
    expect(pokes).toEqual(['open', 41, 42])
  })

  it.each<[string, Handler, object]>([
    ['HTML', (_q, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>'), { kind: 'garbage' }],
    [
      'a poke that is none',
      (_q, r) => r.writeHead(200, { 'content-type': 'text/event-stream' }).end('event: poke\ndata: {}\n\n'),
      { kind: 'garbage' },
    ],
    ['no such stream', problem(404, 'not_found'), { kind: 'permanent', problem: { code: 'not_found' } }],
  ])('that is %s', async (_what, answer, error) => {
    handler = answer
    expect(await backend.listen(() => {}, new AbortController().signal)).toMatchObject({ ok: false, error })
  })
})
