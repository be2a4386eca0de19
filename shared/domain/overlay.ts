import type { DocumentPut, DocumentReader } from './command'
import { type DocumentOf, type DocumentType, lookupFields } from './documents'

/**
 * The documents as they will be once these are written: a rule that does several things decides the later ones upon the
 * earlier. Of several puts of one document the last counts.
 */
export function overlaid(read: DocumentReader, puts: readonly DocumentPut[]): DocumentReader {
  const over = new Map(puts.map((put) => [keyOf(put.type, put.doc.id), put]))
  if (over.size === 0) return read
  return {
    ...pass(read),
    idsWhere(type, field, values, limit) {
      const wanted = new Set<unknown>(values)
      const enough = limit === undefined ? undefined : limit + over.size
      const below = read.idsWhere(type, field, values, enough).filter((id) => !over.has(keyOf(type, id)))
      const above = [...over.values()].filter((put) => put.type === type && wanted.has(fieldOf(put, field)))
      const found = [...below, ...above.map((put) => put.doc.id)]
      return limit === undefined ? found : found.slice(0, limit)
    },
    find<T extends DocumentType>(type: T, id: string): DocumentOf<T> | undefined {
      const put = over.get(keyOf(type, id))
      return put ? written<T>(put, read.find(type, id)) : read.find(type, id)
    },
    findWhere(type, field, value, limit) {
      const known: readonly string[] = lookupFields[type]
      if (!known.includes(field)) throw new Error(`${type} is not looked up by ${field}`)
      const below = read.findWhere(type, field, value, limit).filter(({ id }) => !over.has(keyOf(type, id)))
      const above = [...over.values()].filter((put) => put.type === type && fieldOf(put, field) === value)
      const found = [...below, ...above.map((put) => written<typeof type>(put, read.find(type, put.doc.id)))]
      return limit === undefined ? found : found.slice(0, limit)
    },
  }
}

/** One put for each document, the last one, in the order in which the documents came first. */
export function lastOfEach(puts: readonly DocumentPut[]): DocumentPut[] {
  return [...new Map(puts.map((put) => [keyOf(put.type, put.doc.id), put])).values()]
}

function pass(read: DocumentReader): Pick<DocumentReader, 'company' | 'holds'> {
  return { company: () => read.company(), holds: (type) => read.holds(type) }
}

function keyOf(type: DocumentType, id: string): string {
  return `${type}:${id}`
}

function fieldOf(put: DocumentPut, field: string): unknown {
  return new Map<string, unknown>(Object.entries(put.doc)).get(field)
}

/** `version` and `updatedAt` are the store's to give; until then the document has those it will replace. */
function written<T extends DocumentType>(put: DocumentPut, below: DocumentOf<T> | undefined): DocumentOf<T> {
  const { version, updatedAt } = below ?? { version: 0, updatedAt: NOT_WRITTEN }
  // A put under the key of a type has a document of that type, which the type of `DocumentPut` says and a map forgets.
  return { ...put.doc, version, updatedAt } as DocumentOf<T>
}

const NOT_WRITTEN = '1970-01-01T00:00:00.000Z'
