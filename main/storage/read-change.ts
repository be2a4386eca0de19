import type { Change } from '#shared/contract/http'
import { type DocumentOf, type DocumentType, documentSchemas, isDocumentType } from '#shared/domain/documents'
import { MAX_MONEY_DIGITS } from '#shared/kernel/money'
import { DamagedCopyError } from './problems'

/** What a feed row is to this build. */
export type ReadChange =
  | { readonly kind: 'document'; readonly type: DocumentType; readonly doc: Record<string, unknown> }
  | { readonly kind: 'tombstone'; readonly type: DocumentType }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'unreadable'; readonly reason: string }

/** Money fields that are added up; more digits than a 64-bit column holds would be added wrongly. */
const SUMMED_FIELDS: Partial<Record<DocumentType, readonly string[]>> = {
  currentAccount: ['balance', 'held', 'available', 'rollup'],
  subAccount: ['balance', 'held', 'available'],
  accountTransaction: ['amount', 'balanceAfter'],
}

/** Judges a feed row: a known type must fit its schema and be the document that the row names. */
export function readChange(change: Change): ReadChange {
  const { type, doc } = change
  if (!isDocumentType(type)) return { kind: 'foreign' }
  if (doc === null) return { kind: 'tombstone', type }
  const parsed = documentSchemas[type].safeParse(doc)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { kind: 'unreadable', reason: `${issue?.path.join('.') || 'document'}: ${issue?.message ?? 'unreadable'}` }
  }
  if (doc.id !== change.id) return { kind: 'unreadable', reason: 'id: not the document that the row names' }
  if (doc.version !== change.version) return { kind: 'unreadable', reason: 'version: differs from the row' }
  for (const field of SUMMED_FIELDS[type] ?? []) {
    const digits = String(doc[field]).replace(/[-.]/g, '').length
    if (digits > MAX_MONEY_DIGITS) return { kind: 'unreadable', reason: `${field}: more than ${MAX_MONEY_DIGITS} digits` }
  }
  return { kind: 'document', type, doc }
}

/**
 * Reads a stored document. It passed its schema on the way in, but the file's cipher has no authentication: what does not
 * pass any more was damaged on disk. Throws DamagedCopyError.
 */
export function parseStored<T extends DocumentType>(type: T, text: unknown): DocumentOf<T> {
  const parsed = documentSchemas[type].safeParse(parseJson(text))
  if (!parsed.success) throw new DamagedCopyError(`a ${type} does not fit its schema`)
  // The union of all schemas hides which one `type` picked; it is the one just used.
  return parsed.data as DocumentOf<T>
}

/** A stored document without its type, for what only passes it on. Throws DamagedCopyError. */
export function parseStoredObject(text: unknown): Record<string, unknown> {
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new DamagedCopyError('not a document')
  return Object.fromEntries(Object.entries(value))
}

function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') throw new DamagedCopyError('a document is not text')
  try {
    return JSON.parse(text)
  } catch {
    throw new DamagedCopyError('a document is not JSON')
  }
}
