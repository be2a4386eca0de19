import type { Store } from '#main/storage/store'
import type { DocumentPut, DocumentReader } from '#shared/domain/command'
import type { DocumentKey } from './guess-memory'
import { documentKey, type FactKey } from './recording-reader'

/**
 * A command that makes documents and changes none, such as an import, does not see those of them that the bank has sent:
 * decided anew it would find them there and refuse itself, while the rest of them is still on its way, page by page.
 */
export interface OwnDocuments {
  /** Documents the command made when it was given. */
  readonly made: ReadonlySet<FactKey>
  /** Those of them that the bank has sent. */
  readonly here: ReadonlySet<FactKey>
}

/** Once the guesses of these documents have been taken back. */
export function ownDocuments(store: Pick<Store, 'documents'>, made: readonly DocumentKey[]): OwnDocuments {
  return { made: keysOf(made), here: keysOf(atBank(store, made)) }
}

/** Which of these documents the bank has. */
export function atBank(store: Pick<Store, 'documents'>, documents: readonly DocumentKey[]): DocumentKey[] {
  const types = new Set(documents.map(({ type }) => type))
  return [...types].flatMap((type) => {
    const ids = documents.flatMap((each) => (each.type === type ? [each.id] : []))
    return [...store.documents.atBank(type, ids)].map((id) => ({ type, id }))
  })
}

/** Whether the decision makes documents of the command's own, and nothing else. */
export function makesOnly(puts: readonly DocumentPut[], made: ReadonlySet<FactKey>): boolean {
  return puts.length > 0 && puts.every(({ type, doc }) => made.has(documentKey(type, doc.id)))
}

/** A reader to which these documents are not there. */
export function without(reader: DocumentReader, hidden: ReadonlySet<FactKey>): DocumentReader {
  const isShown = (type: string) => (id: string) => !hidden.has(documentKey(type, id))
  return {
    ...reader,
    find: (type, id) => (isShown(type)(id) ? reader.find(type, id) : undefined),
    findWhere: (type, field, value, limit) =>
      reader.findWhere(type, field, value, limit && limit + hidden.size).filter(({ id }) => isShown(type)(id)),
    idsWhere: (type, field, values, limit) =>
      reader.idsWhere(type, field, values, limit && limit + hidden.size).filter(isShown(type)),
  }
}

function keysOf(documents: readonly DocumentKey[]): ReadonlySet<FactKey> {
  return new Set(documents.map(({ type, id }) => documentKey(type, id)))
}
