import type { DocumentPut, DocumentReader } from '#shared/domain/command'
import type { DocumentOf, DocumentType, LookupField } from '#shared/domain/documents'
import type { Role } from '#shared/kernel/permissions'
import { keyOf, typesOf } from '../bank/truth'

type AnyDocument = DocumentOf<DocumentType>

export interface LayeredDocuments extends DocumentReader {
  put(change: DocumentPut): void
  /** The same to whom documents of these keys are not there. */
  without(hidden: ReadonlySet<string>): DocumentReader
}

/** Documents of the bank, by key, with guesses laid over them; what is underneath stays as it is. */
export function layered(underneath: ReadonlyMap<string, AnyDocument>, role: Role): LayeredDocuments {
  const over = new Map<string, AnyDocument>()
  const visible = typesOf(role)
  const readerWithout = (hidden: ReadonlySet<string>): DocumentReader => {
    const find = (key: string): AnyDocument | undefined =>
      hidden.has(key) ? undefined : (over.get(key) ?? underneath.get(key))

    function* ofType(type: DocumentType): Generator<AnyDocument> {
      const start = keyOf(type, '')
      const isShown = (key: string): boolean => key.startsWith(start) && !hidden.has(key)
      for (const [key, doc] of underneath) if (isShown(key)) yield over.get(key) ?? doc
      for (const [key, doc] of over) if (isShown(key) && !underneath.has(key)) yield doc
    }

    return {
      find: <T extends DocumentType>(type: T, id: string) => find(keyOf(type, id)) as DocumentOf<T> | undefined,
      findWhere<T extends DocumentType>(
        type: T,
        field: LookupField<T>,
        value: string,
        limit = Number.POSITIVE_INFINITY,
      ) {
        const found: DocumentOf<T>[] = []
        for (const doc of ofType(type)) {
          if (found.length >= limit) break
          if ((doc as Record<string, unknown>)[field] === value) found.push(doc as DocumentOf<T>)
        }
        return found
      },
      idsWhere(type, field, values, limit = Number.POSITIVE_INFINITY) {
        const found: string[] = []
        for (const doc of ofType(type)) {
          if (found.length >= limit) break
          if (values.includes(String((doc as Record<string, unknown>)[field]))) found.push(doc.id)
        }
        return found
      },
      holds: (type) => visible.has(type),
      company() {
        for (const doc of ofType('company')) return doc as DocumentOf<'company'>
        throw new Error('no company document')
      },
    }
  }

  return {
    ...readerWithout(new Set()),
    without: readerWithout,
    put({ type, doc }) {
      const key = keyOf(type, doc.id)
      const version = ((over.get(key) ?? underneath.get(key))?.version ?? 0) + 1
      over.set(key, { ...doc, version, updatedAt: '2026-07-10T01:00:00.000Z' } as AnyDocument)
    },
  }
}
