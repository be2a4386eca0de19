import { type Permission, permissionsOf, type Role } from '../kernel/permissions'
import type { DomainError } from '../kernel/result'
import { ok, type Result, refuse } from '../kernel/result'

/**
 * What files the bank takes, from whom, and who may see them.
 *
 * Pure and without the content: what bytes really are is told by `media-type.ts`.
 * Source: docs/domain.md §0 Files, docs/protocol.md Files.
 */
export const FILE_PURPOSES = [
  'shipping_proof',
  'product_image',
  'company_logo',
  'activation_document',
  'complaint_evidence',
] as const
export type FilePurpose = (typeof FILE_PURPOSES)[number]

export interface FileRule {
  readonly mediaTypes: readonly string[]
  /** Bytes. */
  readonly maxSize: number
  readonly upload: Permission
  /** Null: everyone of the company. */
  readonly view: Permission | null
}

const MIB = 1024 * 1024
// What phones and cameras call HEIC is two media types, by the brand that the file names first.
const PHOTO = ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heif']
// What every screen can show without decoding it first.
const PICTURE = ['image/jpeg', 'image/png', 'image/webp']

/** The table of docs/domain.md §0 Files, row by row. */
export const FILE_RULES: Readonly<Record<FilePurpose, FileRule>> = {
  shipping_proof: { mediaTypes: PHOTO, maxSize: 20 * MIB, upload: 'sales.ship', view: 'sales.view' },
  product_image: { mediaTypes: PICTURE, maxSize: 10 * MIB, upload: 'catalogue.manage', view: 'sales.view' },
  company_logo: { mediaTypes: PICTURE, maxSize: 2 * MIB, upload: 'companyProfile.manage', view: null },
  activation_document: {
    mediaTypes: ['application/pdf'],
    maxSize: 10 * MIB,
    upload: 'cash.order',
    view: 'cash.view',
  },
  complaint_evidence: {
    mediaTypes: [...PHOTO, 'application/pdf'],
    maxSize: 20 * MIB,
    upload: 'sales.manage',
    view: 'sales.view',
  },
}

/** The largest size of any purpose, in bytes. */
export const MAX_FILE_SIZE = Math.max(...FILE_PURPOSES.map((purpose) => FILE_RULES[purpose].maxSize))

/** Whether `text` names a purpose. */
export function isFilePurpose(text: string): text is FilePurpose {
  return FILE_PURPOSES.some((purpose) => purpose === text)
}

/** Why content was refused; `params.reason` of `file.rejected`. */
export type FileFault = 'empty' | 'media_type' | 'content' | 'hash'

export interface FileDescription {
  readonly purpose: FilePurpose
  /** Bytes. */
  readonly size: number
  readonly mediaType: string
}

/**
 * Whether a file with these properties may be sent at all. Errors: `file.too_large` {purpose, size, maxSize in bytes, maxMiB},
 * `file.rejected` {reason: `empty` | `media_type`, purpose, mediaType, allowed}.
 */
export function checkFile({ purpose, size, mediaType }: FileDescription): Result<null, DomainError> {
  const { mediaTypes, maxSize } = FILE_RULES[purpose]
  const rejected = (reason: FileFault) =>
    refuse('file.rejected', { reason, purpose, mediaType, allowed: mediaTypes.join(', ') })
  if (size > maxSize) return refuse('file.too_large', { purpose, size, maxSize, maxMiB: maxSize / MIB })
  if (!Number.isSafeInteger(size) || size <= 0) return rejected('empty')
  return mediaTypes.includes(mediaType) ? ok(null) : rejected('media_type')
}

/**
 * Whether content is what it was said to be; `detected` comes from `detectMediaType`. Errors: `file.rejected` {reason:
 * `content`, purpose, mediaType, allowed, detected}; `detected` is `unknown` where the bytes are of no known type.
 */
export function checkContent(
  { purpose, mediaType }: Pick<FileDescription, 'purpose' | 'mediaType'>,
  detected: string | undefined,
): Result<null, DomainError> {
  if (detected === mediaType) return ok(null)
  const allowed = FILE_RULES[purpose].mediaTypes.join(', ')
  return refuse('file.rejected', { reason: 'content', purpose, mediaType, allowed, detected: detected ?? 'unknown' })
}

/** Whether the role may upload files of this purpose. Source: docs/domain.md §0 Files. */
export function mayUpload(role: Role, purpose: FilePurpose): boolean {
  return permissionsOf(role).includes(FILE_RULES[purpose].upload)
}
