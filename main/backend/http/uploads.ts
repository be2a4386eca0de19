import { createHash } from 'node:crypto'
import { DetailedError, type HttpStack, Upload } from 'tus-js-client'
import { err, ok, type Result } from '#shared/kernel/result'
import { classify, garbage } from '../classify'
import type { Answer, BackendError, BankBackend, UploadFile, UploadRun, UploadSource } from '../port'
import type { BankAddress } from './address'
import type { TransferReply, TransferRequest, Transport } from './transport'
import { RequestRefused, type SendUpload, tusStack } from './uploads-stack'

export interface UploadsDeps {
  readonly transport: Transport
  readonly address: BankAddress
  readonly nowMs: () => number
  /** Runs a request with a token, once more with a renewed one where the bank refuses the first. */
  readonly withToken: <T>(run: (token: string) => Promise<Result<T, BackendError>>) => Promise<Result<T, BackendError>>
}

const PATH = '/v1/uploads'
/**
 * Bytes of one request. The bank keeps a request whole or not at all, since it checks each against its checksum, so a cut
 * costs up to this much: ten cuts of a 20 MiB file 640 KiB, 3.2 %. Larger files have larger requests, at the same price.
 */
const SMALLEST_REQUEST = 64 * 1024
const REQUESTS_A_FILE = 320

export function requestSize(fileSize: number): number {
  return SMALLEST_REQUEST * Math.max(1, Math.floor(fileSize / REQUESTS_A_FILE / SMALLEST_REQUEST))
}

type Answered = Extract<TransferReply, { kind: 'answered' }>
type FileCalls = Pick<BankBackend, 'upload' | 'terminateUpload' | 'downloadFile'>

/**
 * Files over docs/protocol.md "Files". tus-js-client drives the uploads; every request of it goes through this adapter's
 * transport, with its address rules, tokens and error classes, and it never retries: that is the connection loop's work.
 */
export function createUploads({ transport, address, nowMs, withToken }: UploadsDeps): FileCalls {
  const send = (request: TransferRequest): Promise<Result<Answered, BackendError>> =>
    withToken(async (token) => {
      const reply = await transport.transfer({ ...request, token })
      const error = classify(reply, nowMs())
      if (error) return err(lockedIsNotBlocked(error, request))
      return reply.kind === 'answered' ? ok(reply) : err(garbage('transfer'))
    })

  const sendUpload: SendUpload = (method, url, headers, body, signal) => {
    // Wherever a Location points, a token goes to this bank alone.
    const path = pathWithin(address.origin, url)
    if (path === undefined) return Promise.resolve(err(garbage('upload location')))
    return send({ method, path, headers, ...(body ? { body } : {}), ...(signal ? { signal } : {}) })
  }

  let announced: Promise<string | undefined> | undefined
  /** The first checksum algorithm of ours that the bank takes; none where it names none. */
  const checksumAlgorithm = async (): Promise<string | undefined> => {
    announced ??= send({ method: 'OPTIONS', path: PATH, headers: { 'Tus-Resumable': '1.0.0' } }).then((answer) => {
      // Asked again the next time: the bank may have been out of reach.
      if (!answer.ok) announced = undefined
      const algorithms = answer.ok ? (answer.value.header('tus-checksum-algorithm') ?? '').split(',') : []
      return ['sha256', 'sha1'].find((ours) => algorithms.some((theirs) => theirs.trim() === ours))
    })
    return announced
  }

  return {
    async upload(file, source, run) {
      const algorithm = await checksumAlgorithm()
      if (run.signal.aborted) return err(cancelled())
      const checksum = (body: Uint8Array): string | undefined =>
        algorithm && `${algorithm} ${createHash(algorithm).update(body).digest('base64')}`
      return runUpload(`${address.origin}${PATH}`, tusStack({ send: sendUpload, checksum, size: file.size }), {
        file,
        source,
        run,
      })
    },
    async terminateUpload(url) {
      const answer = await sendUpload('DELETE', url, { 'Tus-Resumable': '1.0.0' })
      return answer.ok ? ok(undefined) : answer
    },
    async downloadFile(id, maxBytes) {
      const path = `/v1/files/${encodeURIComponent(id)}`
      const answer = await send({ method: 'GET', path, headers: { Accept: '*/*' }, maxBytes })
      return answer.ok ? ok(answer.value.bytes) : answer
    },
  }
}

interface UploadWork {
  readonly file: UploadFile
  readonly source: UploadSource
  readonly run: UploadRun
}

/** Lets tus-js-client send one file. Rejects only with what a callback of the caller threw. */
function runUpload(endpoint: string, httpStack: HttpStack, work: UploadWork): Answer<'complete' | 'paused'> {
  const { file, source, run } = work
  return new Promise((resolve, reject) => {
    const { fileId, sha256, mediaType, purpose } = file
    // The content never stands in memory as a whole: the reader below hands out what a request needs.
    const upload = new Upload(Buffer.alloc(0), {
      endpoint,
      uploadUrl: run.resumeUrl,
      metadata: { fileId, sha256, mediaType, purpose },
      chunkSize: requestSize(file.size),
      retryDelays: null,
      storeFingerprintForResuming: false,
      fingerprint: () => Promise.resolve(fileId),
      httpStack,
      fileReader: {
        openFile: () =>
          Promise.resolve({
            size: file.size,
            async slice(start, end) {
              const value = await source(start, end)
              if (!value) throw new RequestRefused(UNREADABLE)
              return { value, done: false }
            },
            close() {},
          }),
      },
      onUploadUrlAvailable: () => {
        const { url } = upload
        // A place that no request may go to is not worth coming back to.
        const isOurs = url !== null && pathWithin(new URL(endpoint).origin, url) !== undefined
        if (isOurs && url !== run.resumeUrl) run.onUrl(url)
      },
      onChunkComplete(_size, sent, total) {
        run.onProgress(sent)
        if (sent === total || !run.pauses()) return
        void upload.abort()
        resolve(ok('paused'))
      },
      onSuccess: () => resolve(ok('complete')),
      onError(error) {
        const cause = error instanceof DetailedError ? error.causingError : error
        if (cause instanceof RequestRefused) resolve(err(cause.error))
        // Without a cause tus-js-client itself found fault with the bank's answer.
        else if (cause === null || cause === undefined) resolve(err(garbage('upload')))
        else reject(cause)
      },
    })
    run.signal.addEventListener('abort', () => {
      void upload.abort()
      resolve(err(cancelled()))
    })
    upload.start()
  })
}

const UNREADABLE: BackendError = { kind: 'permanent', problem: { code: 'file.damaged' } }

function cancelled(): BackendError {
  return { kind: 'network', problem: { code: 'network.failed', params: { reason: 'ERR_CANCELED' } } }
}

/** The path of a URL on this bank, undefined for any other. */
function pathWithin(origin: string, url: string): string | undefined {
  if (!URL.canParse(url, origin)) return undefined
  const parsed = new URL(url, origin)
  return parsed.origin === origin ? parsed.pathname + parsed.search : undefined
}

/** 423 is a blocked user everywhere else (docs/protocol.md "Errors"); of an upload it says that another request holds it. */
function lockedIsNotBlocked(error: BackendError, { path }: TransferRequest): BackendError {
  const locked = error.status === 423 && path.startsWith(`${PATH}/`) && !error.problem.code.startsWith('auth.')
  return locked ? { ...error, kind: 'network' } : error
}
