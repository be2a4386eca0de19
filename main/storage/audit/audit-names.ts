import type { SqliteDatabase } from '#main/sqlite/database'
import { DOCUMENT_TYPES, type DocumentType, isDocumentType } from '#shared/domain/documents'
import type { CopyTables } from '../copy-table-names'
import { textOf } from './told-entry'

/** What the copy knows of a document by its id. */
export interface KnownDocument {
  readonly type: DocumentType
  readonly name: string | null
  readonly number: string | null
  /** The account that it is, or whose money it is about. */
  readonly accountId: string | null
}

/** Of each document type that has one: where its name, its number and its account stand. `id` is the document's own. */
const PLACES: Partial<Record<DocumentType, { name?: string; number?: string; account?: string }>> = {
  user: { name: 'name', number: 'userId' },
  company: { name: 'name' },
  currentAccount: { name: 'name', number: 'number', account: 'id' },
  subAccount: { name: 'name', number: 'number', account: 'id' },
  numberingScheme: { account: 'currentAccountId' },
  transfer: { name: 'reference', number: 'number', account: 'fromAccountId' },
  reconciliationItem: { name: 'reference', number: 'accountNumber' },
  approval: { name: 'summary.reference', account: 'summary.from.id' },
  accountTransaction: { name: 'reference', account: 'accountId' },
  holiday: { name: 'name', number: 'date' },
}
const NAMED = DOCUMENT_TYPES.filter((type) => PLACES[type] !== undefined)

/**
 * Documents that these ids belong to, as far as the copy has them; of the type said, or of any that has a name. One query a
 * type, however many ids there are.
 */
export function knownDocuments(
  db: SqliteDatabase,
  tables: CopyTables,
  ids: readonly { readonly id: string; readonly type: string | null }[],
): Map<string, KnownDocument> {
  const wanted = new Map<DocumentType, Set<string>>()
  for (const { id, type } of ids) {
    for (const possible of type !== null && isDocumentType(type) ? [type] : NAMED) {
      const known = wanted.get(possible)
      if (known) known.add(id)
      else wanted.set(possible, new Set([id]))
    }
  }
  const found = new Map<string, KnownDocument>()
  for (const [type, some] of wanted) {
    for (const [id, document] of ofType(db, tables, type, some)) found.set(id, document)
  }
  return found
}

function ofType(
  db: SqliteDatabase,
  tables: CopyTables,
  type: DocumentType,
  ids: ReadonlySet<string>,
): (readonly [string, KnownDocument])[] {
  const { name, number, account } = PLACES[type] ?? {}
  const read = (path: string | undefined) => (path === undefined ? 'NULL' : `doc ->> '$.${path}'`)
  return db
    .prepare(
      `SELECT id, ${read(name)} AS name, ${read(number)} AS number, ${read(account)} AS account
       FROM ${tables.entity(type)} WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify([...ids]))
    .map((row) => [
      String(row.id),
      { type, name: textOf(row.name), number: textOf(row.number), accountId: textOf(row.account) },
    ])
}
