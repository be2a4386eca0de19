import * as http from 'node:http'
import * as https from 'node:https'
import type { Duplex } from 'node:stream'
import axios, { type AxiosInstance, type AxiosRequestConfig, type AxiosResponse, isAxiosError } from 'axios'
import { PROTOCOL_VERSION } from '#shared/contract/http'
import type { Reply } from '../classify'
import type { BankAddress } from './address'

const CONNECT_TIMEOUT_MS = 10_000
/** Without a byte for this long a request is given up. */
const IDLE_TIMEOUT_MS = 30_000
/** A bank that lets its answer trickle would otherwise hold a sign-in, or a whole synchronisation, for ever. */
const LONGEST_REQUEST_MS = 120_000
/** A page of 5,000 documents is about 4 MB; anything near this is not a bank's answer. */
const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024
/** No problem document and no upload's answer is longer. */
const SHORT_ANSWER_BYTES = 64 * 1024
const MAX_SOCKETS = 6

export interface TransportRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query?: Readonly<Record<string, string | number>>
  readonly body?: unknown
  readonly token?: string
}

/** A request that carries bytes in either direction. */
export interface TransferRequest {
  readonly method: 'OPTIONS' | 'HEAD' | 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  readonly token?: string
  readonly signal?: AbortSignal
  /** The answer may be this long, in bytes; 64 KiB where it is left out. */
  readonly maxBytes?: number
}

export type TransferReply =
  | (Extract<Reply, { kind: 'answered' }> & {
      readonly bytes: Uint8Array
      /** The value of a header, by its name in lower case. */
      header(name: string): string | undefined
    })
  | Extract<Reply, { kind: 'failed' }>

/** A stream that the bank has opened for us, or why there is none. */
export type StreamReply = { readonly kind: 'open'; readonly chunks: AsyncIterable<Uint8Array> } | Reply

/** HTTP as the adapter uses it: every ending is a `Reply`, nothing throws. */
export interface Transport {
  request(request: TransportRequest): Promise<Reply>
  stream(request: TransportRequest, signal: AbortSignal): Promise<StreamReply>
  transfer(request: TransferRequest): Promise<TransferReply>
  /** Gives up every open connection; the next request opens a new one. */
  drop(): void
  close(): void
}

/**
 * Speaks to one bank only: redirects are not followed, since they could carry a token elsewhere, and a proxy is never
 * used for this computer's own bank.
 */
export function createTransport(address: BankAddress): Transport {
  const secure = address.origin.startsWith('https:')
  const agent = secure ? httpsAgent() : httpAgent()
  const closing = new AbortController()
  const client: AxiosInstance = axios.create({
    baseURL: address.origin,
    adapter: 'http',
    maxRedirects: 0,
    maxContentLength: LARGEST_ANSWER_BYTES,
    timeout: IDLE_TIMEOUT_MS,
    validateStatus: () => true,
    transformResponse: [(data: unknown) => data],
    headers: { 'Bendahara-Protocol': String(PROTOCOL_VERSION), Accept: 'application/json' },
    ...(secure ? { httpsAgent: agent } : { httpAgent: agent }),
    ...(address.loopback ? { proxy: false } : {}),
  })

  return {
    async request(request) {
      const tooLong = new AbortController()
      const timer = setTimeout(() => tooLong.abort(), LONGEST_REQUEST_MS)
      try {
        const answer = await client.request<string>({
          ...configOf(request),
          responseType: 'text',
          signal: AbortSignal.any([closing.signal, tooLong.signal]),
        })
        return answered(answer, typeof answer.data === 'string' ? answer.data : '')
      } catch (error) {
        return tooLong.signal.aborted ? { kind: 'failed', code: 'ETIMEDOUT', message: '' } : failed(error)
      } finally {
        clearTimeout(timer)
      }
    },
    async stream(request, signal) {
      try {
        const answer = await client.request<AsyncIterable<Uint8Array>>({
          ...configOf(request),
          headers: { ...configOf(request).headers, Accept: 'text/event-stream' },
          responseType: 'stream',
          maxContentLength: -1,
          // The watchdog of the listener times the silence of a stream that is open.
          timeout: 0,
          signal: AbortSignal.any([signal, closing.signal]),
        })
        const isStream = /^text\/event-stream\b/.test(String(answer.headers['content-type'] ?? ''))
        if (answer.status === 200 && isStream) return { kind: 'open', chunks: answer.data }
        return answered(answer, await readText(answer.data))
      } catch (error) {
        return failed(error)
      }
    },
    async transfer({ method, path, headers, body, token, signal, maxBytes = SHORT_ANSWER_BYTES }) {
      try {
        const answer = await client.request<ArrayBuffer>({
          method,
          url: path,
          headers: { ...headers, ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) },
          // A view would be sent as the whole of what it looks at.
          ...(body === undefined ? {} : { data: Buffer.from(body.buffer, body.byteOffset, body.byteLength) }),
          transformRequest: [(data: unknown) => data],
          responseType: 'arraybuffer',
          maxContentLength: maxBytes,
          signal: AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]),
        })
        const bytes = new Uint8Array(answer.data)
        return {
          ...answered(answer, new TextDecoder().decode(bytes.subarray(0, SHORT_ANSWER_BYTES))),
          bytes,
          header: (name) => headerOf(answer, name),
        }
      } catch (error) {
        return failed(error)
      }
    },
    // Node's agent forgets its sockets by this and goes on with new ones.
    drop: () => agent.destroy(),
    close() {
      closing.abort()
      agent.destroy()
    },
  }
}

function configOf({ method, path, query, body, token }: TransportRequest): AxiosRequestConfig {
  return {
    method,
    url: path,
    ...(query ? { params: query } : {}),
    ...(body === undefined ? {} : { data: body }),
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    },
  }
}

function answered(answer: AxiosResponse, body: string): Extract<Reply, { kind: 'answered' }> {
  return { kind: 'answered', status: answer.status, retryAfter: headerOf(answer, 'retry-after'), body }
}

function headerOf(answer: AxiosResponse, name: string): string | undefined {
  const value: unknown = answer.headers[name]
  return typeof value === 'string' ? value : undefined
}

/** What went wrong, without the request: its headers hold a token. */
export function failed(error: unknown): Extract<Reply, { kind: 'failed' }> {
  if (isAxiosError(error)) return { kind: 'failed', code: error.code ?? 'UNKNOWN', message: error.message }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN'
  return { kind: 'failed', code, message: error instanceof Error ? error.message : '' }
}

/** A refusal's text, as far as a problem document may go. */
async function readText(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > SHORT_ANSWER_BYTES) break
  }
  return text
}

const AGENT_OPTIONS = { keepAlive: true, maxSockets: MAX_SOCKETS }

function httpAgent(): http.Agent {
  const agent = new http.Agent(AGENT_OPTIONS)
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (options, callback) => giveUpConnecting(connect(options, callback), 'connect')
  return agent
}

function httpsAgent(): https.Agent {
  const agent = new https.Agent(AGENT_OPTIONS)
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (options, callback) => giveUpConnecting(connect(options, callback), 'secureConnect')
  return agent
}

/** axios has one timeout for everything; a host that swallows packets should be noticed sooner than a slow answer. */
function giveUpConnecting(socket: Duplex | null | undefined, connected: string): Duplex | null | undefined {
  if (!socket) return socket
  const timer = setTimeout(() => {
    socket.destroy(Object.assign(new Error('connecting took too long'), { code: 'CONNECT_TIMEOUT' }))
  }, CONNECT_TIMEOUT_MS)
  const stop = (): void => clearTimeout(timer)
  socket.once(connected, stop)
  socket.once('close', stop)
  return socket
}
