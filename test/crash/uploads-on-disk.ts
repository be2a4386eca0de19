import { join } from 'node:path'
import { type ContentStore, openContentStore } from '#main/files/content-store'
import type { Store } from '#main/storage/store'
import { openUpload } from '#main/sync/uploads/sealed-upload'
import type { SubKeys } from '#main/vault/sub-keys'
import { sha256Of } from '../support/sample-files'
import { Violation } from './violation'

/** A file on its way to the bank, as a killed app left it. */
export interface UploadOnDisk {
  readonly id: string
  readonly sha256: string
  /** Bytes. */
  readonly size: number
  readonly state: string
  /** Its bytes are there and are what their hash says. */
  readonly kept: boolean
}

/** Where a profile keeps the content of files; a persisted name. */
export const CONTENT_FOLDER = 'files'

/** Reads every row, and the bytes of every file that the bank may not have. Throws `Violation` for a row that fails its checks. */
export async function uploadsOnDisk(store: Store, profileFolder: string, keys: SubKeys): Promise<UploadOnDisk[]> {
  const content = openContentStore({ folder: join(profileFolder, CONTENT_FOLDER), key: keys.files })
  const uploads: UploadOnDisk[] = []
  for (const row of store.db.prepare('SELECT * FROM file_upload ORDER BY position').all()) {
    const opened = openUpload(row, keys.outbox)
    if (!opened.ok) throw new Violation(`the row of file ${String(row.file_id)} fails its checks: ${opened.error}`)
    const { fileId: id, sha256, size, state } = opened.value
    const needed = state !== 'confirmed' && state !== 'withdrawn'
    uploads.push({ id, sha256, size, state, kept: needed && (await isKept(content, sha256)) })
  }
  content.close()
  return uploads
}

async function isKept(content: ContentStore, sha256: string): Promise<boolean> {
  const bytes = await content.read(sha256)
  return bytes.ok && sha256Of(bytes.value) === sha256
}
