import { createReadStream, existsSync, type ReadStream, renameSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { flushFile, flushFolder, removeFile, removeStrays } from './folder'

/** The bytes of checked files, each under the SHA-256 of its content: what is there never changes. */
export interface Contents {
  has(sha256: string): boolean
  /** Moves a file of exactly this content in. On disk for good when it answers. */
  take(path: string, sha256: string): Promise<void>
  read(sha256: string): Promise<Uint8Array>
  stream(sha256: string): ReadStream
  /** Size in bytes; undefined where it is not there. */
  sizeOf(sha256: string): number | undefined
  /** Deletes everything that `wanted` does not know. */
  clean(wanted: ReadonlySet<string>): void
}

export function openContents(folder: string): Contents {
  const pathOf = (sha256: string): string => join(folder, sha256)
  return {
    has: (sha256) => existsSync(pathOf(sha256)),
    async take(path, sha256) {
      await flushFile(path)
      // The same content twice is one file; Windows would also refuse to replace one that is being read.
      if (existsSync(pathOf(sha256))) removeFile(path)
      else renameSync(path, pathOf(sha256))
      flushFolder(folder)
    },
    read: (sha256) => readFile(pathOf(sha256)),
    stream: (sha256) => createReadStream(pathOf(sha256)),
    sizeOf: (sha256) => statSync(pathOf(sha256), { throwIfNoEntry: false })?.size,
    clean: (wanted) => removeStrays(folder, (name) => wanted.has(name)),
  }
}
