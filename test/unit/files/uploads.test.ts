import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { TransferReply, TransferRequest, Transport } from '#main/backend/http/transport'
import { createUploads, requestSize } from '#main/backend/http/uploads'
import type { BackendError } from '#main/backend/port'
import type { Result } from '#shared/kernel/result'

const BYTES = new Uint8Array(100_000).fill(7)
const FILE = {
  fileId: '0190a000-0000-7000-8000-000000000001',
  sha256: 'a'.repeat(64),
  size: BYTES.length,
  mediaType: 'image/png',
  purpose: 'company_logo',
} as const

interface Said {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

const WELL: Readonly<Record<string, (request: TransferRequest) => Said>> = {
  OPTIONS: () => ({ status: 204, headers: { 'tus-checksum-algorithm': 'md5, sha1,sha256' } }),
  POST: () => ({ status: 201, headers: { location: '/v1/uploads/1' } }),
  HEAD: () => ({ status: 200, headers: { 'upload-offset': '65536', 'upload-length': '100000' } }),
  PATCH: ({ headers, body }) => {
    return { status: 204, headers: { 'upload-offset': String(Number(headers['Upload-Offset']) + (body?.length ?? 0)) } }
  },
}

/** An upload against a bank that answers well but for what a test changes. */
async function upload(changes: typeof WELL = {}, resumeUrl: string | null = null) {
  const sent: TransferRequest[] = []
  const urls: string[] = []
  const bank = { ...WELL, ...changes }
  const transport: Transport = {
    request: () => Promise.reject(new Error('not asked')),
    stream: () => Promise.reject(new Error('not asked')),
    async transfer(request): Promise<TransferReply> {
      sent.push(request)
      const said = bank[request.method]?.(request) ?? { status: 405 }
      const headers = said.headers ?? {}
      const body = said.body ?? ''
      return {
        kind: 'answered',
        status: said.status,
        retryAfter: undefined,
        body,
        bytes: new Uint8Array(),
        header: (name) => headers[name],
      }
    },
    drop() {},
    close() {},
  }
  const uploads = createUploads({
    transport,
    address: { origin: 'http://127.0.0.1:8080', loopback: true },
    nowMs: () => 0,
    withToken: <T>(run: (token: string) => Promise<Result<T, BackendError>>) => run('token'),
  })
  const source = async (start: number, end: number) => BYTES.subarray(start, end)
  const run = {
    resumeUrl,
    onUrl: (url: string) => urls.push(url),
    onProgress: () => {},
    pauses: () => false,
    signal: new AbortController().signal,
  }
  return {
    answer: await uploads.upload(FILE, source, run),
    sent,
    urls,
    lines: sent.map((each) => `${each.method} ${each.path}`),
  }
}

const refusal = (status: number, code: string): Said => ({
  status,
  body: JSON.stringify({ type: 'about:blank', title: code, status, code, detail: code }),
})

describe('an upload', () => {
  it('sends every piece with its checksum and a token', async () => {
    const { answer, sent, urls, lines } = await upload()
    expect(answer).toEqual({ ok: true, value: 'complete' })
    expect(lines).toEqual(['OPTIONS /v1/uploads', 'POST /v1/uploads', 'PATCH /v1/uploads/1', 'PATCH /v1/uploads/1'])
    expect(urls).toEqual(['http://127.0.0.1:8080/v1/uploads/1'])
    for (const { token } of sent) expect(token).toBe('token')
    const sha256 = createHash('sha256').update(BYTES.subarray(0, 65_536)).digest('base64')
    expect(sent[2]?.headers).toMatchObject({ 'Upload-Checksum': `sha256 ${sha256}`, 'Upload-Offset': '0' })
  })

  it('goes on from where the bank says that it stands, and begins anew where the bank has forgotten it', async () => {
    const place = 'http://127.0.0.1:8080/v1/uploads/1'
    expect((await upload({}, place)).lines.slice(1)).toEqual(['HEAD /v1/uploads/1', 'PATCH /v1/uploads/1'])
    for (const status of [404, 410]) {
      const { lines, answer } = await upload({ HEAD: () => ({ status }) }, place)
      expect(answer.ok).toBe(true)
      expect(lines.slice(1, 3)).toEqual(['HEAD /v1/uploads/1', 'POST /v1/uploads'])
    }
  })

  it('takes no place but the own bank, neither from an answer nor from what is stored', async () => {
    const elsewhere = { POST: () => ({ status: 201, headers: { location: 'http://127.0.0.1:9999/v1/uploads/1' } }) }
    const answered = await upload(elsewhere)
    expect(answered.answer).toMatchObject({ error: { kind: 'garbage' } })
    expect(answered.urls).toEqual([])
    expect(answered.lines).toEqual(['OPTIONS /v1/uploads', 'POST /v1/uploads'])
    const stored = await upload({}, 'https://evil.example/v1/uploads/1')
    expect(stored.answer).toMatchObject({ error: { kind: 'garbage' } })
    expect(stored.lines).toEqual(['OPTIONS /v1/uploads'])
  })

  it.each([
    ['an offset beyond the piece', { PATCH: () => ({ status: 204, headers: { 'upload-offset': '99999' } }) }, null],
    ['an offset that stands still', { PATCH: () => ({ status: 204, headers: { 'upload-offset': '0' } }) }, null],
    ['no offset', { PATCH: () => ({ status: 204 }) }, null],
    ['no place', { POST: () => ({ status: 201 }) }, null],
    [
      'another length',
      { HEAD: () => ({ status: 200, headers: { 'upload-offset': '5', 'upload-length': '6' } }) },
      'http://127.0.0.1:8080/v1/uploads/1',
    ],
  ])('ends with garbage for %s', async (_what, changes, resumeUrl) => {
    expect((await upload(changes, resumeUrl)).answer).toMatchObject({ error: { kind: 'garbage' } })
  })

  it('keeps what the bank said: refusals, patience, sessions that are over, a lock', async () => {
    const kinds = async (said: Said, on = 'PATCH') => {
      const { answer } = await upload({ [on]: () => said })
      return answer.ok ? answer.value : `${answer.error.kind} ${answer.error.problem.code}`
    }
    expect(await kinds(refusal(422, 'file.rejected'))).toBe('permanent file.rejected')
    expect(await kinds(refusal(413, 'file.too_large'), 'POST')).toBe('permanent file.too_large')
    expect(await kinds(refusal(503, 'bank.unavailable'))).toBe('retry_after bank.unavailable')
    expect(await kinds(refusal(401, 'auth.required'))).toBe('auth auth.required')
    expect(await kinds(refusal(423, 'upload.locked'))).toBe('network upload.locked')
    const { answer } = await upload({ HEAD: () => ({ status: 422 }) }, 'http://127.0.0.1:8080/v1/uploads/1')
    expect(answer).toMatchObject({ error: { kind: 'permanent', problem: { code: 'file.rejected' } } })
  })

  it('costs at most 3.2 % for ten cuts, whatever the size from 20 MiB on', () => {
    const MIB = 1024 * 1024
    for (const size of [20 * MIB, 33 * MIB, 100 * MIB, 1000 * MIB])
      expect((10 * requestSize(size)) / size).toBeLessThanOrEqual(0.032)
  })
})
