import { DEFAULT_LIMIT } from '#main/storage/document-reader'
import type { DocumentStore } from '#main/storage/store'
import type { DocumentPut, DocumentReader } from '#shared/domain/command'
import type { DocumentKey } from './guess-memory'
import { documentKey, type FactKey } from './recording-reader'

/*
 * A bulk command, such as an import, makes many documents, which the bank sends page by page. Decided anew between two
 * pages it would find the first of them there and refuse itself, and the others would vanish until they come. So those that
 * are here are not there for it: what it decides is what it decided before, and what of it has come is not guessed again.
 */

/** Which of these documents the bank has. */
export function atBank(store: Pick<DocumentStore, 'atBank'>, documents: readonly DocumentKey[]): ReadonlySet<FactKey> {
  const types = new Set(documents.map(({ type }) => type))
  const keys = [...types].flatMap((type) => {
    const ids = documents.flatMap((each) => (each.type === type ? [each.id] : []))
    return [...store.atBank(type, ids)].map((id) => documentKey(type, id))
  })
  return new Set(keys)
}

/** Whether a decision makes documents and changes none. `made`: what the command made when it was given. */
export function makesOnly(
  puts: readonly DocumentPut[],
  made: readonly { readonly type: string; readonly id: string }[],
): boolean {
  const keys = new Set(made.map(({ type, id }) => documentKey(type, id)))
  return puts.length > 0 && puts.every(({ type, doc }) => keys.has(documentKey(type, doc.id)))
}

/** A reader to which these documents are not there. */
export function without(reader: DocumentReader, hidden: ReadonlySet<FactKey>): DocumentReader {
  const isShown = (type: string, id: string): boolean => !hidden.has(documentKey(type, id))
  return {
    ...reader,
    find: (type, id) => (isShown(type, id) ? reader.find(type, id) : undefined),
    findWhere: (type, field, value, limit = DEFAULT_LIMIT) =>
      reader
        .findWhere(type, field, value, limit + hidden.size)
        .filter(({ id }) => isShown(type, id))
        .slice(0, limit),
    idsWhere: (type, field, values, limit) =>
      reader
        .idsWhere(type, field, values, limit && limit + hidden.size)
        .filter((id) => isShown(type, id))
        .slice(0, limit),
  }
}
