import { AsyncLocalStorage } from 'node:async_hooks'
import { ERRORS, Server } from '@tus/server'
import type { Context } from 'hono'
import { checkFile, FILE_RULES, MAX_FILE_SIZE, mayUpload } from '#shared/domain/files'
import type { DomainError } from '#shared/kernel/result'
import type { SignedIn } from '../auth/authentication'
import type { Bank } from '../bank-parts'
import type { BankFiles } from '../files/bank-files'
import { isSameFile } from '../files/store-file'
import { ChecksumMismatch, type TusRequest, UploadStore } from '../files/tus-store'
import type { FileClaim, UploadOwner, UploadRow } from '../files/uploads'
import type { BankApp, BankEnvironment, BankMiddleware } from './environment'
import { signedIn } from './guards'
import { HttpProblem, isProblemCode } from './problems'
import { describeUploads } from './upload-description'
import { CHECKSUM_ALGORITHMS, checkTusVersion, readClaim, readPiece, TUS_VERSION } from './upload-request'

const UPLOADS = '/v1/uploads'
const UPLOAD = '/v1/uploads/:id'
/** Enough for everything a device has waiting; each may be as large as a file. Source: docs/protocol.md Files. */
const MAX_UNFINISHED = 20
/** A client that is gone holds its upload no longer than this once it comes back on another connection. */
const DRAIN_MS = 50

type RequestContext = Context<BankEnvironment>

/** tus 1.0: creation, checksum, expiration and termination. Source: docs/protocol.md Files. */
export function addUploadRoutes(app: BankApp, bank: Bank): void {
  const { files } = bank
  const guard = signedIn(bank.authentication)
  const requests = new AsyncLocalStorage<TusRequest>()
  const store = new UploadStore(files, requests)
  const tus = tusServer(files, store, requests)

  /** Lets the library answer; what it or one of its hooks refused becomes one of our problems. */
  async function answer(request: Request, of: TusRequest): Promise<Response> {
    const response = await requests.run(of, () => tus.handleWeb(request))
    if (of.fault !== undefined) throw problemOf(of.fault)
    if (response.status >= 400) throw new HttpProblem('request.invalid', { detail: await response.text() })
    return response
  }

  const ownUpload = (context: RequestContext): UploadRow => {
    const { company, user } = context.get('signedIn')
    const row = files.uploads.find(context.req.param('id') ?? '')
    // Nobody learns that someone else's upload exists.
    if (row?.company !== company || row.userId !== user.id) throw new HttpProblem('not_found')
    checkPermission(context.get('signedIn'), row)
    return row
  }

  /** What a client must know of an upload after any answer about it. */
  const told = (response: Response, uploadId: string): Response => {
    const row = files.uploads.find(uploadId)
    const headers = new Headers(response.headers)
    headers.set('cache-control', 'no-store')
    // No answer about an upload has a body; the library's empty text is not to be announced as one.
    for (const name of ['access-control-expose-headers', 'content-type', 'content-length']) headers.delete(name)
    if (row && !row.stored) headers.set('upload-expires', new Date(row.expiresAt).toUTCString())
    return new Response(null, { status: response.status, headers })
  }

  describeUploads(app)
  app.use(UPLOADS, tusProblems)
  app.use(UPLOAD, tusProblems)

  app.options(UPLOADS, (context) => context.body(null, 204, CAPABILITIES))

  app.post(UPLOADS, guard, async (context) => {
    checkTusVersion(context.req.header('tus-resumable'))
    const claim = readClaim((name) => context.req.header(name))
    const signed = context.get('signedIn')
    checkPermission(signed, claim)
    throwUnlessOk(checkFile(claim))
    const owner = { company: signed.company, userId: signed.user.id }
    const known = knownUpload(bank, owner, claim)
    if (known) {
      await store.quiet(known.id)
      const offset = files.offsetOf(known)
      if (offset === known.size) throwUnlessOk(await files.finish(known))
      const headers = { location: `${UPLOADS}/${known.id}`, 'upload-offset': String(offset) }
      return told(new Response(null, { status: 201, headers }), known.id)
    }
    checkRoom(files, owner)
    const uploadId = bank.newId()
    // Without a body: what came along before the upload exists is left to its first PATCH.
    const headers = new Headers(context.req.raw.headers)
    for (const name of ['content-type', 'content-length', 'transfer-encoding']) headers.delete(name)
    const request = new Request(context.req.url, { method: 'POST', headers })
    return told(await answer(request, { uploadId, owner, claim }), uploadId)
  })

  // Hono lets GET handlers answer HEAD.
  app.get(UPLOAD, guard, async (context) => {
    if (context.req.method !== 'HEAD') {
      throw new HttpProblem('method_not_allowed', { headers: { allow: 'HEAD, PATCH, DELETE' } })
    }
    checkTusVersion(context.req.header('tus-resumable'))
    const row = ownUpload(context)
    const response = await answer(new Request(context.req.url, headOf(context)), { uploadId: row.id, owner: row })
    // Whole, but whoever sent the last piece was cut off before the bank had looked at it.
    if (response.headers.get('upload-offset') === String(row.size)) throwUnlessOk(await files.finish(row))
    return told(response, row.id)
  })

  app.patch(UPLOAD, guard, async (context) => {
    checkTusVersion(context.req.header('tus-resumable'))
    const row = ownUpload(context)
    const checksum = readPiece((name) => context.req.header(name))
    const of = { uploadId: row.id, owner: row, ...(checksum ? { checksum } : {}) }
    return told(await answer(context.req.raw, of), row.id)
  })

  app.delete(UPLOAD, guard, async (context) => {
    checkTusVersion(context.req.header('tus-resumable'))
    const row = ownUpload(context)
    return told(await answer(context.req.raw, { uploadId: row.id, owner: row }), row.id)
  })
}

function tusServer(files: BankFiles, store: UploadStore, requests: AsyncLocalStorage<TusRequest>): Server {
  const uploadId = (): string => requests.getStore()?.uploadId ?? ''
  return new Server({
    path: UPLOADS,
    datastore: store,
    relativeLocation: true,
    lockDrainTimeout: DRAIN_MS,
    allowedOrigins: () => false,
    namingFunction: uploadId,
    getFileIdFromRequest: uploadId,
    onResponseError(_request, error) {
      const request = requests.getStore()
      if (request) request.fault = error
      return undefined
    },
    async onUploadFinish(_request, { id }) {
      const row = files.uploads.find(id)
      if (!row) throw ERRORS.FILE_NOT_FOUND
      throwUnlessOk(await files.finish(row))
      return {}
    },
  })
}

const headOf = (context: RequestContext) => ({ method: 'HEAD', headers: context.req.raw.headers })

/** Every answer about uploads names the version of tus, problems too. */
const tusProblems: BankMiddleware = async (context, next) => {
  await next()
  context.res.headers.set('tus-resumable', TUS_VERSION)
}

const CAPABILITIES = {
  'tus-version': TUS_VERSION,
  'tus-extension': 'creation,checksum,expiration,termination',
  'tus-max-size': String(MAX_FILE_SIZE),
  'tus-checksum-algorithm': CHECKSUM_ALGORITHMS.join(),
}

function checkPermission({ user }: SignedIn, { purpose }: Pick<FileClaim, 'purpose'>): void {
  if (mayUpload(user.role, purpose)) return
  throw new HttpProblem('auth.forbidden', { params: { permission: FILE_RULES[purpose].upload } })
}

function checkRoom(files: BankFiles, owner: UploadOwner): void {
  if (files.uploads.unfinishedOf(owner) < MAX_UNFINISHED) return
  throw new HttpProblem('file.too_many', { params: { limit: MAX_UNFINISHED }, headers: { 'retry-after': '60' } })
}

/** The upload that answers a repeated creation: the file's own once it is stored, else the one that can go on. */
function knownUpload(bank: Bank, owner: UploadOwner, claim: FileClaim): UploadRow | undefined {
  const { uploads } = bank.files
  const stored = bank.database.documents.of(owner.company).find('file', claim.fileId)
  if (stored && !isSameFile(stored, claim)) {
    throw new HttpProblem('file.conflict', { params: { fileId: claim.fileId } })
  }
  const same = uploads.findSame(owner, claim)
  if (!stored) return same && bank.files.offsetOf(same) !== undefined ? same : undefined
  const id = same?.id ?? bank.newId()
  if (!same) uploads.add(id, owner, claim)
  uploads.markStored(id)
  return uploads.find(id)
}

function throwUnlessOk(result: { ok: true } | { ok: false; error: DomainError }): void {
  if (!result.ok) throw domainProblem(result.error)
}

function domainProblem({ code, params }: DomainError): HttpProblem {
  if (!isProblemCode(code)) throw new Error(`no problem for ${code}`)
  return new HttpProblem(code, params ? { params: { ...params } } : {})
}

/** What the library threw, as one of our problems; anything else is a bug and goes on. */
function problemOf(fault: unknown): unknown {
  if (fault instanceof ChecksumMismatch) return new HttpProblem('upload.checksum_mismatch')
  switch (fault) {
    case ERRORS.FILE_NOT_FOUND:
    case ERRORS.FILE_NO_LONGER_EXISTS:
      return new HttpProblem('not_found')
    case ERRORS.INVALID_OFFSET:
      return new HttpProblem('upload.offset_conflict')
    case ERRORS.ERR_SIZE_EXCEEDED:
    case ERRORS.ERR_MAX_SIZE_EXCEEDED:
      return new HttpProblem('request.too_large', { detail: 'More bytes than the upload was announced with' })
    case ERRORS.ABORTED:
    case ERRORS.ERR_LOCK_TIMEOUT:
      return new HttpProblem('bank.unavailable', { detail: 'Interrupted', headers: { 'retry-after': '1' } })
    default:
      return fault
  }
}
