import type { HttpRequest, HttpResponse, HttpStack } from 'tus-js-client'
import type { Result } from '#shared/kernel/result'
import { garbage } from '../classify'
import type { BackendError } from '../port'
import type { TransferReply, TransferRequest } from './transport'

/** Carries a backend error through tus-js-client, which knows exceptions only. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused'
  constructor(readonly error: BackendError) {
    super(error.problem.code)
  }
}

export type SendUpload = (
  method: TransferRequest['method'],
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: Uint8Array,
  signal?: AbortSignal,
) => Promise<Result<Extract<TransferReply, { kind: 'answered' }>, BackendError>>

export interface TusStackDeps {
  readonly send: SendUpload
  /** The value of `Upload-Checksum` for a body; undefined where the bank takes none. */
  readonly checksum: (body: Uint8Array) => string | undefined
  /** Bytes of the file that is uploaded. */
  readonly size: number
}

/** The bank has forgotten the upload; its bytes go again to a new place. */
const FORGOTTEN: ReadonlySet<number> = new Set([404, 410])

/** The whole file had arrived, and only now the bank has looked at it. An answer to HEAD has no body to say why. */
const REFUSED = 422

/** What tus-js-client sends its requests with. Throws RequestRefused for whatever is not the answer of the protocol. */
export function tusStack(deps: TusStackDeps): HttpStack {
  return {
    createRequest: (method, url) => createRequest(deps, method, url),
    getName: () => 'BankTransport',
  }
}

function createRequest(deps: TusStackDeps, method: string, url: string): HttpRequest {
  const headers: Record<string, string> = {}
  const cancel = new AbortController()
  let onProgress: (sent: number) => void = () => {}
  return {
    getMethod: () => method,
    getURL: () => url,
    setHeader(name, value) {
      headers[name] = value
    },
    getHeader: (name) => headers[name],
    setProgressHandler(handler) {
      onProgress = handler
    },
    async send(body: unknown) {
      const bytes = body instanceof Uint8Array ? body : undefined
      const checksum = bytes && deps.checksum(bytes)
      const sent = { ...headers, ...(checksum === undefined ? {} : { 'Upload-Checksum': checksum }) }
      const answer = await deps.send(knownMethod(method), url, sent, bytes, cancel.signal)
      if (!answer.ok) return forgotten(method, answer.error)
      const { status, body: text, header } = answer.value
      checkOffset(deps.size, method, headers, bytes?.length ?? 0, header)
      onProgress(bytes?.length ?? 0)
      return response(status, text, header)
    },
    async abort() {
      cancel.abort()
    },
    getUnderlyingObject: () => null,
  }
}

function forgotten(method: string, error: BackendError): HttpResponse {
  const { status } = error
  if (method !== 'HEAD' || status === undefined) throw new RequestRefused(error)
  if (FORGOTTEN.has(status)) return response(status, '', () => undefined)
  throw new RequestRefused(
    status === REFUSED ? { kind: 'permanent', status, problem: { code: 'file.rejected' } } : error,
  )
}

/** tus-js-client believes every offset; a wrong one would leave a hole in the file or go on for ever. */
function checkOffset(
  size: number,
  method: string,
  headers: Readonly<Record<string, string>>,
  length: number,
  header: (name: string) => string | undefined,
): void {
  const offset = Number(header('upload-offset') ?? Number.NaN)
  const wrong =
    (method === 'PATCH' && offset !== Number(headers['Upload-Offset']) + length) ||
    (method === 'HEAD' && (!(offset >= 0 && offset <= size) || Number(header('upload-length')) !== size))
  if (wrong) throw new RequestRefused(garbage('upload offset'))
}

function response(status: number, text: string, header: (name: string) => string | undefined): HttpResponse {
  return {
    getStatus: () => status,
    getHeader: (name) => header(name.toLowerCase()),
    getBody: () => text,
    getUnderlyingObject: () => null,
  }
}

function knownMethod(method: string): 'HEAD' | 'POST' | 'PATCH' | 'DELETE' {
  if (method === 'HEAD' || method === 'POST' || method === 'PATCH' || method === 'DELETE') return method
  throw new Error(`tus-js-client sends ${method}`)
}
