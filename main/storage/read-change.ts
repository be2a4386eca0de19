import type { Change } from '#shared/contract/http'
import { type DocumentOf, type DocumentType, documentSchemas, isDocumentType } from '#shared/domain/documents'
import { MAX_MONEY_DIGITS } from '#shared/kernel/money'
import { err, ok, type Result } from '#shared/kernel/result'
import { DamagedCopyError } from './problems'

/** A document that fits the schema of its type. */
export type TypedDocument = {
  [T in DocumentType]: { readonly type: T; readonly doc: DocumentOf<T> }
}[DocumentType]

/** What a feed row is to this build. */
export type ReadChange =
  | { readonly kind: 'document'; readonly document: TypedDocument }
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
  const read = readDocument(type, doc)
  if (!read.ok) return { kind: 'unreadable', reason: read.error }
  if (doc.id !== change.id) return { kind: 'unreadable', reason: 'id: not the document that the row names' }
  if (doc.version !== change.version) return { kind: 'unreadable', reason: 'version: differs from the row' }
  return { kind: 'document', document: read.value }
}

/** Reads a value as a document of the type; the error says what does not fit. Fields the schema does not name are kept. */
export function readDocument(type: DocumentType, value: unknown): Result<TypedDocument, string> {
  const parsed = documentSchemas[type].safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return err(`${issue?.path.join('.') || 'document'}: ${issue?.message ?? 'unreadable'}`)
  }
  for (const field of SUMMED_FIELDS[type] ?? []) {
    const digits = String(parsed.data[field]).replace(/[-.]/g, '').length
    if (digits > MAX_MONEY_DIGITS) return err(`${field}: more than ${MAX_MONEY_DIGITS} digits`)
  }
  // The union of all schemas hides which one `type` picked; it is the one just used.
  return ok({ type, doc: parsed.data } as TypedDocument)
}

/**
 * Reads a stored document. It passed its schema on the way in, but the file's cipher has no authentication: what does not
 * pass any more was damaged on disk. Throws DamagedCopyError.
 */
export function parseStored(type: DocumentType, text: unknown): TypedDocument {
  const read = readDocument(type, parseJson(text))
  if (!read.ok) throw new DamagedCopyError(`${type}: ${read.error}`)
  return read.value
}

/** As `parseStored`, for a type known where the call is written. Throws DamagedCopyError. */
export function parseStoredAs<T extends DocumentType>(type: T, text: unknown): DocumentOf<T> {
  return parseStored(type, text).doc as DocumentOf<T>
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
