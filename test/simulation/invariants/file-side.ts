import type { SqliteRow } from '#main/sqlite/database'
import type { SimulatedBank } from '../bank/simulated-bank'
import type { Truth, Version } from '../bank/truth'
import { keyOf } from '../bank/truth'
import type { Device } from '../device/device'
import type { FileIntent, FileIntents } from '../file-intents'
import { Violation } from './violation'

/** Rows of the files on their way, as they stand on disk. */
export function uploadRows(device: Device): SqliteRow[] {
  return device
    .store()
    .db.prepare('SELECT file_id, facts, size, state, sent, next_attempt, closed_at FROM file_upload ORDER BY position')
    .all()
}

interface FileFacts {
  readonly fileId: string
  readonly sha256: string
  readonly size: number
  readonly mediaType: string
  readonly purpose: string
}

export const LOGO = { mediaType: 'image/png', purpose: 'company_logo' } as const
const UNSENT: ReadonlySet<string> = new Set(['waiting', 'uploading'])
const GUESSED: ReadonlySet<string> = new Set(['waiting', 'uploading', 'stored'])

/** The documents that files on their way show themselves by. */
export function guessedFiles(rows: readonly SqliteRow[]): { readonly id: string }[] {
  return rows
    .filter((row) => row.closed_at === null && GUESSED.has(String(row.state)))
    .map((row) => {
      const { fileId, sha256, size, mediaType, purpose } = JSON.parse(String(row.facts)) as FileFacts
      return { id: fileId, sha256, size, mediaType, purpose }
    })
}

/** What must hold of the files of a device after every step: invariants 4, 14, 15 and 17. */
export function judgeUploads(
  device: Device,
  all: readonly SqliteRow[],
  { files, truth, mayForget }: { readonly files: FileIntents; readonly truth: Truth; readonly mayForget: boolean },
): void {
  const rows = new Map(all.map((row) => [String(row.file_id), row]))
  for (const intent of files.of(device)) {
    const row = rows.get(intent.id)
    // What has been closed for a month may be forgotten, also where nobody saw it closed.
    if (!row && intent.rank < 2 && !mayForget)
      throw new Violation(17, `${device.name}: file ${intent.id} (${intent.state}) is gone`)
    if (row) judgeUpload(device, row, intent, truth)
  }
  for (const id of rows.keys())
    if (files.find(id)?.device !== device)
      throw new Violation(15, `${device.name} holds file ${id}, which nobody gave here`)
}

function judgeUpload(device: Device, row: SqliteRow, intent: FileIntent, truth: Truth): void {
  const state = String(row.state)
  const rank = row.closed_at !== null ? 2 : UNSENT.has(state) ? 0 : 1
  if (rank < intent.rank || (rank === 2 && UNSENT.has(state)))
    throw new Violation(14, `${device.name}: file ${intent.id} went from ${intent.state} back to ${state}`)
  if (intent.flipped) {
    intent.rank = rank
    intent.state = state
    return
  }
  const { sha256, size } = JSON.parse(String(row.facts)) as FileFacts
  if (sha256 !== intent.sha256 || size !== intent.bytes.length)
    throw new Violation(17, `${device.name}: file ${intent.id} is taken for another one`)
  if (state === 'refused') throw new Violation(17, `${device.name}: sound file ${intent.id} is refused`)
  const isAtBank = truth.documents().has(keyOf('file', intent.id))
  if (state === 'withdrawn' && !isAtBank && isNeeded(device, intent.id))
    throw new Violation(17, `${device.name}: file ${intent.id} is withdrawn, and a command waits for it`)
  if ((state === 'confirmed' || state === 'stored') && !isAtBank)
    throw new Violation(17, `${device.name}: file ${intent.id} counts as ${state}, the bank has none`)
  if (rank === 0 && row.next_attempt === null)
    throw new Violation(4, `${device.name}: file ${intent.id} has no next attempt`)
  intent.rank = rank
  intent.state = state
}

function isNeeded(device: Device, fileId: string): boolean {
  const row = device
    .store()
    .db.prepare(
      `SELECT 1 AS one FROM outbox_file AS f JOIN outbox AS o ON o.id = f.command_id
       WHERE f.file_id = ? AND o.closed_at IS NULL AND o.state IN ('queued', 'sending', 'unknown')`,
    )
    .get(fileId)
  return row !== undefined
}

/** Invariant 17 at the bank: what became a file is, byte by byte, what its user gave. */
export function judgeStoredFile(bank: SimulatedBank, files: FileIntents, { id, version, doc }: Version): void {
  if (doc === null) throw new Violation(17, `the bank has deleted file ${id}`)
  const intent = files.find(id)
  if (!intent) throw new Violation(17, `the bank has made file ${id}, which nobody gave`)
  if (intent.flipped) throw new Violation(18, `file ${id}, whose row was changed, has reached the bank`)
  if (version > 1) throw new Violation(17, `the bank has made file ${id} again`)
  const { sha256, size, mediaType, purpose } = JSON.parse(doc) as FileFacts
  if (
    sha256 !== intent.sha256 ||
    size !== intent.bytes.length ||
    mediaType !== LOGO.mediaType ||
    purpose !== LOGO.purpose
  )
    throw new Violation(17, `the bank has taken file ${id} for another one`)
  const content = bank.contentOf(sha256)
  if (!content || Buffer.compare(content, intent.bytes) !== 0)
    throw new Violation(17, `the bank's content of file ${id} is not what its user gave`)
}
