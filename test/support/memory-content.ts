import { createHash } from 'node:crypto'
import type { ContentStore } from '#main/files/content-store'
import { err, ok } from '#shared/kernel/result'

const NOT_HERE = { code: 'file.not_here' }

/** Content that outlives its process without a disk: no turn of the system's own comes between two steps. */
export function memoryContent(): ContentStore {
  const kept = new Map<string, Uint8Array>()
  return {
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      kept.set(sha256, bytes.slice())
      return ok({ sha256, size: bytes.length })
    },
    async open(sha256) {
      const bytes = kept.get(sha256)
      if (!bytes) return err(NOT_HERE)
      return ok({ size: bytes.length, read: async (start, end) => ok(bytes.slice(start, end)), close: async () => {} })
    },
    async read(sha256) {
      const bytes = kept.get(sha256)
      return bytes ? ok(bytes.slice()) : err(NOT_HERE)
    },
    async remove(sha256) {
      kept.delete(sha256)
    },
    async keepOnly(sha256s) {
      const wanted = new Set(sha256s)
      for (const sha256 of kept.keys()) if (!wanted.has(sha256)) kept.delete(sha256)
    },
    async usage() {
      return { files: kept.size, bytes: [...kept.values()].reduce((sum, { length }) => sum + length, 0) }
    },
    close() {},
  }
}
