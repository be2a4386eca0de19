import type { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { type FileHandle, open, writeFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { DataStore, ERRORS, Upload } from '@tus/server'
import type { BankFiles } from './bank-files'
import type { FileClaim, UploadOwner, UploadRow } from './uploads'

/** tus: what a PATCH says its bytes hash to; `digest` in base64. */
export interface PieceChecksum {
  readonly algorithm: 'sha1' | 'sha256'
  readonly digest: string
}

/** What the library's hooks need to know of the request they run for. */
export interface TusRequest {
  readonly uploadId: string
  readonly owner: UploadOwner
  /** Only of a creation. */
  readonly claim?: FileClaim
  readonly checksum?: PieceChecksum
  /** Set by whoever ends the request. */
  fault?: unknown
}

/** The bytes of a piece are not those that its checksum names; nothing of the piece is kept. */
export class ChecksumMismatch extends Error {}

/** Uploads as the tus library sees them: rows in the bank's database, bytes in its data folder, time from its clock. */
export class UploadStore extends DataStore {
  /** What is being written to each upload, taken back included. */
  private readonly writes = new Map<string, Promise<void>>()

  constructor(
    private readonly files: BankFiles,
    private readonly requests: AsyncLocalStorage<TusRequest>,
  ) {
    super()
    this.extensions = ['creation', 'checksum', 'expiration', 'termination']
  }

  override async create(upload: Upload): Promise<Upload> {
    const { owner, claim } = this.request()
    if (!claim) throw new Error('a creation without a claim')
    // The row last: bytes without a row are cleaned away, a row without bytes would be an upload that cannot go on.
    await writeFile(this.files.pathOf(upload.id), '')
    this.files.uploads.add(upload.id, owner, claim)
    return upload
  }

  override async getUpload(id: string): Promise<Upload> {
    await this.quiet(id)
    const row = this.row(id)
    const offset = this.files.offsetOf(row)
    if (offset === undefined) throw ERRORS.FILE_NOT_FOUND
    const { fileId, sha256, mediaType, purpose, size, createdAt } = row
    const metadata = { fileId, sha256, mediaType, purpose }
    return new Upload({ id, size, offset, metadata, creation_date: createdAt })
  }

  override async remove(id: string): Promise<void> {
    await this.quiet(id)
    this.files.drop(this.row(id).id)
  }

  /**
   * Answers the new offset. On disk when it does, so that an acknowledged byte is never asked for again.
   *
   * The library gives its lock up as soon as a request breaks, while this is still taking the broken piece back: without
   * waiting for that, the next piece would be written first and then cut off.
   */
  override write(source: Readable, id: string, offset: number): Promise<number> {
    const written = (this.writes.get(id) ?? Promise.resolve()).then(() => this.append(source, id, offset))
    const over = written.then(
      () => {},
      () => {},
    )
    this.writes.set(id, over)
    void over.then(() => {
      if (this.writes.get(id) === over) this.writes.delete(id)
    })
    return written
  }

  /** Resolves once nothing is being written to the upload, nor taken back. */
  async quiet(id: string): Promise<void> {
    await this.writes.get(id)
  }

  private async append(source: Readable, id: string, offset: number): Promise<number> {
    const row = this.row(id)
    if (offset === row.size) return offset
    const { checksum } = this.request()
    const file = await open(this.files.pathOf(id), 'r+')
    try {
      const end = await receive(source, file, offset, checksum)
      this.files.uploads.prolong(id)
      return end
    } finally {
      await file.close()
    }
  }

  private row(id: string): UploadRow {
    const row = this.files.uploads.find(id)
    if (!row) throw ERRORS.FILE_NOT_FOUND
    return row
  }

  private request(): TusRequest {
    const request = this.requests.getStore()
    if (!request) throw new Error('no request is under way')
    return request
  }
}

/** What came before a cut stays, unless its checksum can no longer tell whether it is right. */
async function receive(source: Readable, file: FileHandle, offset: number, checksum?: PieceChecksum): Promise<number> {
  const hash = checksum && createHash(checksum.algorithm)
  let position = offset
  try {
    for await (const chunk of source) {
      hash?.update(chunk)
      await writeAt(file, chunk, position)
      position += chunk.length
    }
    if (hash && hash.digest('base64') !== checksum?.digest) throw new ChecksumMismatch()
  } catch (error) {
    if (checksum) await file.truncate(offset)
    throw error
  } finally {
    await file.sync()
  }
  return position
}

/** A single call may write less than it was given. */
async function writeAt(file: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < chunk.length; ) {
    written += (await file.write(chunk, written, chunk.length - written, position + written)).bytesWritten
  }
}
