import type { AppProblem } from '#shared/contract/views'

/** What can go wrong with the local copy, each with its own words for the user. */
export type StorageProblemCode =
  | 'storage.disk_full'
  | 'storage.damaged'
  | 'storage.in_use'
  | 'storage.read_only'
  | 'storage.unavailable'
  | 'storage.newer_version'

/** Thrown where a row of the copy is not what was written; `storageProblem` turns it into `storage.damaged`. */
export class DamagedCopyError extends Error {
  override readonly name = 'DamagedCopyError'
}

const BY_SQLITE_CODE: ReadonlyMap<number, StorageProblemCode> = new Map([
  [5, 'storage.in_use'], // BUSY
  [6, 'storage.in_use'], // LOCKED
  [8, 'storage.read_only'], // READONLY
  [10, 'storage.unavailable'], // IOERR
  [11, 'storage.damaged'], // CORRUPT
  [13, 'storage.disk_full'], // FULL
  [14, 'storage.unavailable'], // CANTOPEN
  [26, 'storage.damaged'], // NOTADB
])

const BY_SYSTEM_CODE: ReadonlyMap<string, StorageProblemCode> = new Map([
  ['ENOSPC', 'storage.disk_full'],
  ['EDQUOT', 'storage.disk_full'],
  ['EROFS', 'storage.read_only'],
  ['EACCES', 'storage.read_only'],
  ['EPERM', 'storage.read_only'],
  ['EBUSY', 'storage.in_use'],
  ['EIO', 'storage.unavailable'],
  ['ENOENT', 'storage.unavailable'],
  // Something else stands where a folder of the profile should be.
  ['ENOTDIR', 'storage.unavailable'],
  ['EEXIST', 'storage.unavailable'],
  ['EISDIR', 'storage.unavailable'],
  // Too many files are open, here or in the whole system.
  ['EMFILE', 'storage.unavailable'],
  ['ENFILE', 'storage.unavailable'],
])

/**
 * The problem behind an error of the database or the file system, undefined for anything else, which is a bug and should
 * keep flying. Extended SQLite codes count as their primary code (`code & 0xff`).
 */
export function knownStorageProblem(error: unknown): AppProblem | undefined {
  if (!(error instanceof Error)) return undefined
  if (error instanceof DamagedCopyError) return { code: 'storage.damaged', params: { reason: error.message } }
  const rawCode = 'rawCode' in error && typeof error.rawCode === 'number' ? error.rawCode : connectionCode(error)
  const system = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const code = (rawCode === undefined ? undefined : BY_SQLITE_CODE.get(rawCode & 0xff)) ?? BY_SYSTEM_CODE.get(system)
  return code && { code, params: { reason: system || `SQLITE_${rawCode}` } }
}

/** As `knownStorageProblem`; any other error becomes `storage.unavailable` with its message. */
export function storageProblem(error: unknown): AppProblem {
  const known = knownStorageProblem(error)
  if (known) return known
  const reason = error instanceof Error ? error.message : String(error)
  return { code: 'storage.unavailable', params: { reason } }
}

/** libsql answers a failed opening with a plain error whose text ends in SQLite's code: `…local database PATH: 14`. */
function connectionCode(error: Error): number | undefined {
  const match = /^ConnectionFailed\(.*: (\d+)"\)$/s.exec(error.message)
  return match ? Number(match[1]) : undefined
}
