import { Metadata } from '@tus/server'
import { z } from 'zod'
import { type FieldFault, faultsOf } from '#shared/domain/command'
import { Id, Sha256Hex } from '#shared/domain/fields'
import { FILE_PURPOSES } from '#shared/domain/files'
import type { PieceChecksum } from '../files/tus-store'
import type { FileClaim } from '../files/uploads'
import { HttpProblem } from './problems'

/** What tus requests say in their headers. Source: docs/protocol.md Files, https://tus.io/protocols/resumable-upload */

export const TUS_VERSION = '1.0.0'
export const CHECKSUM_ALGORITHMS = ['sha1', 'sha256'] as const
const PIECE = 'application/offset+octet-stream'

const WholeNumber = z
  .string()
  .regex(/^(0|[1-9]\d{0,15})$/, 'field.invalid_format')
  .transform(Number)

const MetadataFields = z.object({
  fileId: Id,
  sha256: Sha256Hex,
  mediaType: z.string().regex(/^[a-z]+\/[a-z0-9.+-]{1,80}$/, 'field.invalid_format'),
  purpose: z.enum(FILE_PURPOSES),
})

function invalid(errors: readonly FieldFault[]): HttpProblem {
  return new HttpProblem('request.invalid', { errors })
}

function metadataOf(header: string | undefined): Record<string, string | null> {
  try {
    return Metadata.parse(header)
  } catch {
    return {}
  }
}

/** The client must say that it speaks our version of tus. */
export function checkTusVersion(header: string | undefined): void {
  if (header !== TUS_VERSION) {
    throw new HttpProblem('upload.unsupported_version', { headers: { 'tus-version': TUS_VERSION } })
  }
}

/** What a creation claims; every fault of both headers is listed. */
export function readClaim(header: (name: string) => string | undefined): FileClaim {
  const length = WholeNumber.safeParse(header('upload-length'))
  const metadata = MetadataFields.safeParse(metadataOf(header('upload-metadata')))
  if (length.success && metadata.success) return { ...metadata.data, size: length.data }
  throw invalid([
    ...(length.success ? [] : faultsOf(length.error).map((fault) => ({ ...fault, path: 'Upload-Length' }))),
    ...(metadata.success ? [] : faultsOf(metadata.error)),
  ])
}

/** The headers of a PATCH; answers its checksum if it has one. */
export function readPiece(header: (name: string) => string | undefined): PieceChecksum | undefined {
  if (header('content-type') !== PIECE) {
    throw new HttpProblem('request.unsupported_media_type', { detail: `The body must be ${PIECE}` })
  }
  const offset = WholeNumber.safeParse(header('upload-offset'))
  if (!offset.success) throw invalid(faultsOf(offset.error).map((fault) => ({ ...fault, path: 'Upload-Offset' })))
  return readChecksum(header('upload-checksum'))
}

function readChecksum(header: string | undefined): PieceChecksum | undefined {
  if (header === undefined) return undefined
  const [name, digest] = header.split(' ')
  const algorithm = CHECKSUM_ALGORITHMS.find((known) => known === name)
  if (!algorithm || !digest) {
    const message = `one of ${CHECKSUM_ALGORITHMS.join(', ')}, a space and the hash in base64`
    throw invalid([{ path: 'Upload-Checksum', code: 'field.invalid_format', message }])
  }
  return { algorithm, digest }
}
