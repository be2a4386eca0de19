import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkContent, FILE_RULES } from '#shared/domain/files'
import { detectMediaType } from '#shared/domain/media-type'
import { type DomainError, err, ok, type Result, refuse } from '#shared/kernel/result'
import type { BankClock } from '../clock'
import type { Processor } from '../engine/processor'
import type { TimerHandler } from '../engine/timers'
import type { BankDatabase } from '../storage/bank-database'
import { textOf } from '../storage/rows'
import { type Contents, openContents } from './contents'
import { type BankFolder, removeFile, removeStrays } from './folder'
import { storeFile } from './store-file'
import { type FileClaim, type UploadRow, type Uploads, uploadRows } from './uploads'

/**
 * Files on their way into the bank and those it holds.
 *
 *   created ─▶ receiving ─▶ whole ─▶ checked ─▶ content on disk ─▶ `file` document ─▶ stored
 *       ╰──────────┴── expired, ended by its user, or whole and not what was claimed: gone ──╯
 *
 * Each step is durable before the next one begins, and `finish` goes on from whichever was reached: a crash anywhere loses
 * no acknowledged byte and no file is ever in the feed without its bytes.
 */
export interface BankFiles {
  readonly uploads: Uploads
  readonly contents: Contents
  /** Where an upload's bytes gather. */
  pathOf(uploadId: string): string
  /** How many bytes of an upload are here; undefined where its bytes are gone. */
  offsetOf(row: UploadRow): number | undefined
  /** Checks a whole upload and makes it a file. Errors: `file.rejected`, `file.conflict`, `not_found`; then it is gone. */
  finish(row: UploadRow): Promise<Result<null, DomainError>>
  /** Forgets an upload and its bytes; a file that was made of it stays. */
  drop(uploadId: string): void
  /** Ends expired uploads. */
  readonly expiry: TimerHandler
}

interface Parts {
  readonly database: BankDatabase
  readonly processor: Processor
  readonly clock: BankClock
  readonly folder: Pick<BankFolder, 'uploads' | 'contents'>
}

export function bankFiles({ database, processor, clock, folder }: Parts): BankFiles {
  const uploads = uploadRows(database.db, clock)
  const contents = openContents(folder.contents)
  const finishing = new Map<string, Promise<Result<null, DomainError>>>()
  const pathOf = (uploadId: string): string => join(folder.uploads, uploadId)
  cleanUp(database, folder, uploads, contents)

  function drop(uploadId: string): void {
    uploads.remove(uploadId)
    removeFile(pathOf(uploadId))
  }

  async function makeFile(row: UploadRow): Promise<Result<null, DomainError>> {
    if (existsSync(pathOf(row.id))) {
      const checked = await checkBytes(row, await readFile(pathOf(row.id)))
      if (!checked.ok) {
        drop(row.id)
        return checked
      }
      await contents.take(pathOf(row.id), row.sha256)
    } else if (!contents.has(row.sha256)) {
      return refuse('not_found')
    }
    const answer = processor.runSystem(row.company, storeFile(row, row))
    if (answer.kind === 'reject') {
      drop(row.id)
      return err({ code: answer.code, params: answer.params })
    }
    uploads.markStored(row.id)
    return ok(null)
  }

  return {
    uploads,
    contents,
    pathOf,
    drop,
    offsetOf(row) {
      if (row.stored) return row.size
      const received = statSync(pathOf(row.id), { throwIfNoEntry: false })?.size
      return received ?? (contents.has(row.sha256) ? row.size : undefined)
    },
    finish(row) {
      if (row.stored) return Promise.resolve(ok(null))
      // Two requests may find the same upload whole at once.
      const known = finishing.get(row.id)
      if (known) return known
      const work = makeFile(row).finally(() => finishing.delete(row.id))
      finishing.set(row.id, work)
      return work
    },
    expiry(company, now) {
      for (const id of uploads.expire(company, now)) removeFile(pathOf(id))
      return uploads.nextExpiry(company)
    },
  }
}

/** Whether these bytes are the file that was announced. Errors: `file.rejected` {reason: `hash` | `content`, …}. */
async function checkBytes(claim: FileClaim, bytes: Uint8Array): Promise<Result<null, DomainError>> {
  const { purpose, mediaType, sha256, size } = claim
  if (bytes.length !== size || createHash('sha256').update(bytes).digest('hex') !== sha256) {
    const allowed = FILE_RULES[purpose].mediaTypes.join(', ')
    return refuse('file.rejected', { reason: 'hash', purpose, mediaType, allowed })
  }
  return checkContent(claim, await detectMediaType(bytes))
}

/** Takes away what a crash left between two steps: bytes that no upload and no document knows. */
function cleanUp(database: BankDatabase, folder: Parts['folder'], uploads: Uploads, contents: Contents): void {
  const rows = uploads.all()
  const ids = new Set(rows.map(({ id }) => id))
  removeStrays(folder.uploads, (name) => ids.has(name))
  const stored = database.db
    .prepare(
      // Company by company, so that the index by type serves and not every document is read.
      `SELECT json_extract(doc, '$.sha256') AS sha256 FROM document
       WHERE company IN (SELECT key FROM company) AND type = 'file' AND doc IS NOT NULL`,
    )
    .all()
    .map((row) => textOf(row, 'sha256'))
  contents.clean(new Set([...stored, ...rows.map(({ sha256 }) => sha256)]))
}
