import type { FileDocument } from '#shared/domain/documents'
import type { SystemCommand } from '../engine/system-command'
import type { FileClaim, UploadOwner } from './uploads'

/** Whether a stored file is the one that is claimed. */
export function isSameFile(stored: FileDocument, { sha256, mediaType, purpose, size }: FileClaim): boolean {
  return (
    stored.sha256 === sha256 && stored.mediaType === mediaType && stored.purpose === purpose && stored.size === size
  )
}

/**
 * Puts a checked file into the feed; its bytes are on disk by then. The bank does it once it has all of the file, so the
 * audit entry names the user as `uploadedBy`. Rejects with `file.conflict` {fileId}. Source: docs/protocol.md Files.
 */
export function storeFile(claim: FileClaim, { userId }: UploadOwner): SystemCommand<null> {
  const { fileId, mediaType, size, sha256, purpose } = claim
  const subject = { type: 'file' as const, id: fileId }
  return {
    type: 'file.store',
    args: { id: fileId, mediaType, size, sha256, purpose, uploadedBy: userId },
    decide(read) {
      const stored = read.find('file', fileId)
      if (stored) {
        if (isSameFile(stored, claim)) return { kind: 'nothing' }
        return { kind: 'reject', subject, code: 'file.conflict', params: { fileId } }
      }
      const doc = { id: fileId, mediaType, size, sha256, purpose }
      return {
        kind: 'accept',
        subject,
        effects: { puts: [{ type: 'file', doc }], postings: [], holds: [], removals: [] },
        result: null,
      }
    },
  }
}
