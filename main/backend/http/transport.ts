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
const MAX_SOCKETS = 6

export interface TransportRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query?: Readonly<Record<string, string | number>>
  readonly body?: unknown
  readonly token?: string
}

/** A stream that the bank has opened for us, or why there is none. */
export type StreamReply = { readonly kind: 'open'; readonly chunks: AsyncIterable<Uint8Array> } | Reply

/** HTTP as the adapter uses it: every ending is a `Reply`, nothing throws. */
export interface Transport {
  request(request: TransportRequest): Promise<Reply>
  stream(request: TransportRequest, signal: AbortSignal): Promise<StreamReply>
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

function answered(answer: AxiosResponse, body: string): Reply {
  const retryAfter: unknown = answer.headers['retry-after']
  return {
    kind: 'answered',
    status: answer.status,
    retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
    body,
  }
}

/** What went wrong, without the request: its headers hold a token. */
export function failed(error: unknown): Reply {
  if (isAxiosError(error)) return { kind: 'failed', code: error.code ?? 'UNKNOWN', message: error.message }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN'
  return { kind: 'failed', code, message: error instanceof Error ? error.message : '' }
}

/** A refusal's text; it stops at 64 KiB, as no problem document is longer. */
async function readText(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > 64 * 1024) break
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
