import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { PRIVATE_FILE } from './profile-files'

/** Milliseconds between tries: virus scanners and indexers hold a new file on Windows for moments. */
const RETRY_AFTER_MS = [10, 30, 100, 300, 1_000]
const HELD_BY_OTHERS: ReadonlySet<string> = new Set(['EPERM', 'EBUSY', 'EACCES'])

/**
 * Replaces a file so that after a crash or power loss either the old or the new content is there, whole. Readable by its
 * owner only. Content may come in pieces. Throws file system errors; the old file is then untouched.
 */
export async function writeFileAtomic(path: string, content: string | AsyncIterable<Uint8Array>): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    await withFile(temporary, 'wx', async (file) => {
      if (typeof content === 'string') await file.writeFile(content, 'utf8')
      else for await (const piece of content) await file.writeFile(piece)
      await file.sync()
    })
    await renameRetrying(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

async function renameRetrying(from: string, to: string): Promise<void> {
  for (const wait of RETRY_AFTER_MS) {
    try {
      return await rename(from, to)
    } catch (error) {
      if (!HELD_BY_OTHERS.has(codeOf(error))) throw error
      await delay(wait)
    }
  }
  await rename(from, to)
}

/** The new name itself must reach the disk; Windows does that with the rename and cannot open folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  await withFile(folder, 'r', (handle) => handle.sync())
}

async function withFile(path: string, flags: string, work: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, flags, PRIVATE_FILE)
  try {
    await work(file)
  } finally {
    await file.close()
  }
}

/** The system's code of an error, such as `ENOSPC`; empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
