import { createHash, createHmac, hkdfSync } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { knownStorageProblem } from '#main/storage/problems'
import { codeOf, writeFileAtomic } from '#main/vault/atomic-file'
import type { AppProblem } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'
import { CHUNK_BYTES, type ChunkOpener, HEADER_BYTES, openChunks, sealChunks } from './sealed-chunks'

/** What content is known by: SHA-256 in lower-case hex, and bytes. */
export interface ContentFacts {
  readonly sha256: string
  readonly size: number
}

/** Kept content, read in parts. Errors: `file.damaged`, `storage.*`, `session.locked` once the store is closed. */
export interface ContentReader {
  readonly size: number
  /** Bytes from `start` up to, not including, `end`. */
  read(start: number, end: number): Promise<Result<Uint8Array, AppProblem>>
  close(): Promise<void>
}

/**
 * One profile's files, encrypted, each content once. Nothing of it is ever on disk in the clear. Errors of all calls:
 * `storage.*` for what the disk does not do, `session.locked` once the store is closed.
 */
export interface ContentStore {
  /** Keeps bytes; when this answers they are safely on disk. Damaged content of the same hash is replaced. */
  put(bytes: Uint8Array): Promise<Result<ContentFacts, AppProblem>>
  /** Errors: `file.not_here`, `file.damaged`. */
  open(sha256: string): Promise<Result<ContentReader, AppProblem>>
  /** All of it, as `open`. */
  read(sha256: string): Promise<Result<Uint8Array, AppProblem>>
  /** Removes content where it is there; what cannot be removed now stays for `keepOnly`. */
  remove(sha256: string): Promise<void>
  /** Removes everything else, also what a crash left half-written. */
  keepOnly(sha256s: Iterable<string>): Promise<void>
  /** What the files take on disk, in bytes. */
  usage(): Promise<{ readonly files: number; readonly bytes: number }>
  /** Forgets the keys: from here on nothing can be read. */
  close(): void
}

export interface ContentStoreOptions {
  readonly folder: string
  /** 32 bytes, derived from the profile's data key. */
  readonly key: Uint8Array
}

const PRIVATE_FOLDER = 0o700
/** A hash over more than this in one go would hold up the window. */
const HASHED_AT_ONCE = 1024 * 1024
const LOCKED: AppProblem = { code: 'session.locked' }
const DAMAGED: AppProblem = { code: 'file.damaged' }

export function openContentStore({ folder, key }: ContentStoreOptions): ContentStore {
  const chunkKey = derive(key, 'content')
  const nameKey = derive(key, 'names')
  let closed = false

  /** A plain hash as a name would tell whoever sees the disk whether a document that they know is here. */
  const nameOf = (sha256: string): string => createHmac('sha256', nameKey).update(sha256, 'hex').digest('hex')
  const pathOf = (sha256: string): string => join(folder, nameOf(sha256))

  const onDisk = async <T>(work: () => Promise<Result<T, AppProblem>>): Promise<Result<T, AppProblem>> => {
    if (closed) return err(LOCKED)
    try {
      return await work()
    } catch (error) {
      if (closed) return err(LOCKED)
      const problem = knownStorageProblem(error)
      if (!problem) throw error
      return err(problem)
    }
  }

  const openReader = async (sha256: string): Promise<Result<ContentReader, AppProblem>> => {
    const file = await openIfThere(pathOf(sha256))
    if (!file) return err({ code: 'file.not_here' })
    try {
      const header = await readExactly(file, 0, HEADER_BYTES)
      const opener = header && openChunks(chunkKey, sha256, header, (await file.stat()).size)
      if (closed || !opener) {
        await file.close()
        return err(closed ? LOCKED : DAMAGED)
      }
      return ok({
        size: opener.size,
        read: (start, end) => onDisk(() => readRange(file, opener, start, end, () => closed)),
        close: () => file.close(),
      })
    } catch (error) {
      await file.close()
      throw error
    }
  }

  const readWhole = async (sha256: string): Promise<Result<Uint8Array, AppProblem>> => {
    const opened = await openReader(sha256)
    if (!opened.ok) return opened
    const whole = await opened.value.read(0, opened.value.size)
    await opened.value.close()
    return whole
  }

  const isSound = async (sha256: string): Promise<boolean> => {
    const opened = await openReader(sha256)
    if (!opened.ok) return false
    const { size, read, close } = opened.value
    let sound = true
    for (let at = 0; sound && at < size; at += HASHED_AT_ONCE) {
      sound = (await read(at, Math.min(size, at + HASHED_AT_ONCE))).ok
    }
    await close()
    return sound
  }

  const names = async (): Promise<string[]> => {
    try {
      return await readdir(folder)
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return []
      throw error
    }
  }

  return {
    put: (bytes) =>
      onDisk(async () => {
        const sha256 = await hashOf(bytes)
        const facts = { sha256, size: bytes.length }
        if (await isSound(sha256)) return ok(facts)
        if (closed) return err(LOCKED)
        await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER })
        await writeFileAtomic(
          pathOf(sha256),
          inTurns(sealChunks(chunkKey, sha256, bytes), () => closed),
        )
        return ok(facts)
      }),
    open: (sha256) => onDisk(() => openReader(sha256)),
    read: (sha256) => onDisk(() => readWhole(sha256)),
    async remove(sha256) {
      await onDisk(async () => ok(await rm(pathOf(sha256), { force: true })))
    },
    async keepOnly(sha256s) {
      const kept = new Set([...sha256s].map(nameOf))
      await onDisk(async () => {
        for (const name of await names()) if (!kept.has(name)) await rm(join(folder, name), { force: true })
        return ok(undefined)
      })
    },
    async usage() {
      let bytes = 0
      const all = await names()
      for (const name of all) bytes += (await stat(join(folder, name)).catch(() => ({ size: 0 }))).size
      return { files: all.length, bytes }
    },
    close() {
      closed = true
      chunkKey.fill(0)
      nameKey.fill(0)
    },
  }
}

function derive(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `bendahara/1/files/${purpose}`, 32))
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256')
  for (let at = 0; at < bytes.length; at += HASHED_AT_ONCE) {
    hash.update(bytes.subarray(at, at + HASHED_AT_ONCE))
    await nextTurn()
  }
  return hash.digest('hex')
}

/** Thrown where the keys are forgotten while a file is being written; the half of it is removed with the error. */
class ClosedMeanwhile extends Error {}

async function* inTurns(pieces: Iterable<Buffer>, isClosed: () => boolean): AsyncGenerator<Buffer, void> {
  for (const piece of pieces) {
    if (isClosed()) throw new ClosedMeanwhile('the content store was closed')
    yield piece
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Undefined where the file is shorter. */
async function readExactly(file: FileHandle, position: number, length: number): Promise<Buffer | undefined> {
  const buffer = Buffer.alloc(length)
  let have = 0
  while (have < length) {
    const { bytesRead } = await file.read(buffer, have, length - have, position + have)
    if (bytesRead === 0) return undefined
    have += bytesRead
  }
  return buffer
}

async function readRange(
  file: FileHandle,
  opener: ChunkOpener,
  start: number,
  end: number,
  isClosed: () => boolean,
): Promise<Result<Uint8Array, AppProblem>> {
  if (start < 0 || end < start || end > opener.size) throw new RangeError(`no bytes ${start} to ${end}`)
  const bytes = new Uint8Array(end - start)
  const first = Math.min(Math.floor(start / CHUNK_BYTES), opener.chunks - 1)
  // Nothing asked for is still a question whether the file is sound, so one chunk is opened at least.
  const last = Math.max(first, Math.ceil(end / CHUNK_BYTES) - 1)
  for (let index = first; index <= last; index += 1) {
    const place = opener.place(index)
    const sealed = await readExactly(file, place.start, place.end - place.start)
    if (isClosed()) return err(LOCKED)
    const chunk = sealed && opener.open(index, sealed)
    if (!chunk) return err(DAMAGED)
    const from = index * CHUNK_BYTES
    bytes.set(chunk.subarray(Math.max(start - from, 0), end - from), Math.max(from - start, 0))
    chunk.fill(0)
  }
  return ok(bytes)
}
