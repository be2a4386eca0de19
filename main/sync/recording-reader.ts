import type { DocumentReader } from '#shared/domain/command'
import { type DocumentType, lookupFields } from '#shared/domain/documents'

/** Something a decision can read or write: `type:id` for a document, `type.field=value` for a look-up. */
export type FactKey = string

export function documentKey(type: string, id: string): FactKey {
  return `${type}:${id}`
}

/** Every question that would find this document by one of its fields, as it stands in `doc`. */
export function lookupKeys(type: DocumentType, doc: object): FactKey[] {
  const values = doc as Readonly<Record<string, unknown>>
  return lookupFields[type].flatMap((field) =>
    typeof values[field] === 'string' ? [lookupKey(type, field, values[field])] : [],
  )
}

function lookupKey(type: string, field: string, value: string): FactKey {
  return `${type}.${field}=${value}`
}

/** There is one company, and rules ask for it without an id. */
export const COMPANY: FactKey = 'company'

/** A reader that remembers which documents it gave out: what a decision was built upon. */
export interface RecordingReader {
  readonly reader: DocumentReader
  read(): { readonly type: string; readonly id: string }[]
  /** Everything asked for, found or not. */
  asked(): ReadonlySet<FactKey>
}

export function createRecordingReader(inner: DocumentReader): RecordingReader {
  const seen = new Map<FactKey, { readonly type: string; readonly id: string }>()
  const asked = new Set<FactKey>()
  const note = (type: string, id: string): void => {
    asked.add(documentKey(type, id))
    seen.set(documentKey(type, id), { type, id })
  }
  return {
    reader: {
      find(type, id) {
        const found = inner.find(type, id)
        if (found) note(type, id)
        else asked.add(documentKey(type, id))
        return found
      },
      findWhere(type, field, value, limit) {
        const found = inner.findWhere(type, field, value, limit)
        asked.add(lookupKey(type, field, value))
        for (const { id } of found) note(type, id)
        return found
      },
      idsWhere(type, field, values, limit) {
        for (const value of values) asked.add(lookupKey(type, field, value))
        return inner.idsWhere(type, field, values, limit)
      },
      company() {
        asked.add(COMPANY)
        return inner.company()
      },
      holds: (type) => inner.holds(type),
    },
    read: () => [...seen.values()],
    asked: () => asked,
  }
}
