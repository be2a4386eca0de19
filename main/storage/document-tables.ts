import type { SqliteDatabase } from '#main/sqlite/database'
import type { Change } from '#shared/contract/http'
import { DOCUMENT_TYPES, type DocumentType } from '#shared/domain/documents'
import { factsOfCurrentAccount, factsOfSubAccount } from './accounts/account-facts'
import { accountNodeTable } from './accounts/account-node'
import { type AccountTree, createAccountTree } from './accounts/account-tree'
import type { CopyTables } from './copy-tables'
import { parseStored, readChange, type TypedDocument } from './read-change'

/** What `base` holds for a row that a pending command made: the JSON text of null. */
export const MADE_HERE = 'null'

/**
 * Writes documents of one copy and everything derived from them. Every write belongs to a transaction that ends with
 * `flush`, or with `discard` where it was rolled back.
 */
export interface DocumentTables {
  applyChanges(changes: readonly Change[]): { readonly types: Set<DocumentType>; readonly quarantined: number }
  restoreBases(): Set<DocumentType>
  /** Writes the document as what the user sees, keeping the bank's version in `base`. */
  writeGuess(document: TypedDocument): void
  /** Makes the account tree and the search index anew from the documents. */
  rederive(): void
  flush(): void
  discard(): void
}

export function createDocumentTables(db: SqliteDatabase, tables: CopyTables): DocumentTables {
  const tree: AccountTree = createAccountTree(accountNodeTable(db, tables))

  const derive = ({ type, doc }: TypedDocument): void => {
    if (type === 'subAccount') tree.put(doc.id, factsOfSubAccount(doc))
    else if (type === 'currentAccount') tree.put(doc.id, factsOfCurrentAccount(doc))
  }

  const underive = (type: DocumentType, id: string): void => {
    if (type === 'subAccount' || type === 'currentAccount') tree.remove(id)
  }

  const heldSeq = (table: string, id: string): number | undefined => {
    const row = db.prepare(`SELECT seq FROM ${table} WHERE id = ?`).get(id)
    return row && Number(row.seq)
  }

  const putDocument = ({ id, version, seq, doc }: Change, document: TypedDocument): void => {
    // The row as it came, not as the schema read it: fields that this build does not know are the bank's all the same.
    db.prepare(
      `INSERT INTO ${tables.entity(document.type)} (id, version, seq, doc, base) VALUES (?, ?, ?, ?, NULL)
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, seq = excluded.seq, doc = excluded.doc, base = NULL`,
    ).run(id, version, seq, JSON.stringify(doc))
    derive(document)
  }

  const keepAside = createAside(db, tables)

  const isOlder = (type: DocumentType, { id, seq }: Change, held: number | undefined): boolean =>
    seq < (held ?? keepAside.tombstoneSeq(type, id))

  /** Whether the row changed what this copy holds; a row older than the one held does not. */
  const applyDocument = (change: Change, document: TypedDocument): boolean => {
    if (isOlder(document.type, change, heldSeq(tables.entity(document.type), change.id))) return false
    putDocument(change, document)
    return true
  }

  const applyTombstone = (change: Change, type: DocumentType): boolean => {
    const held = heldSeq(tables.entity(type), change.id)
    if (isOlder(type, change, held)) return false
    keepAside.bury(type, change)
    if (held === undefined) return false
    db.prepare(`DELETE FROM ${tables.entity(type)} WHERE id = ?`).run(change.id)
    underive(type, change.id)
    return true
  }

  return {
    applyChanges(changes) {
      const types = new Set<DocumentType>()
      let quarantined = 0
      for (const change of changes) {
        const read = readChange(change)
        if (read.kind === 'foreign') keepAside.keepForeign(change)
        else if (read.kind === 'unreadable') {
          keepAside.quarantine(change, read.reason)
          quarantined += 1
        } else {
          keepAside.release(change)
          if (read.kind === 'tombstone') {
            if (applyTombstone(change, read.type)) types.add(read.type)
          } else if (applyDocument(change, read.document)) types.add(read.document.type)
        }
      }
      return { types, quarantined }
    },

    restoreBases() {
      const types = new Set<DocumentType>()
      for (const type of DOCUMENT_TYPES) {
        const table = tables.entity(type)
        const pending = db.prepare(`SELECT id, base FROM ${table} WHERE base IS NOT NULL`).all()
        for (const row of pending) {
          const id = String(row.id)
          if (row.base === MADE_HERE) {
            db.prepare(`DELETE FROM ${table} WHERE id = ?`).run(id)
            underive(type, id)
          } else {
            db.prepare(`UPDATE ${table} SET doc = base, base = NULL WHERE id = ?`).run(id)
            derive(parseStored(type, row.base))
          }
        }
        if (pending.length > 0) types.add(type)
      }
      return types
    },

    writeGuess(document) {
      const { type, doc } = document
      // `version` and `seq` stay the bank's: the digest and the order of the feed are about its documents only.
      db.prepare(
        `INSERT INTO ${tables.entity(type)} (id, version, seq, doc, base) VALUES (?, 0, 0, ?, '${MADE_HERE}')
         ON CONFLICT (id) DO UPDATE SET base = coalesce(base, doc), doc = excluded.doc`,
      ).run(doc.id, JSON.stringify(doc))
      derive(document)
    },

    rederive() {
      for (const type of ['currentAccount', 'subAccount'] as const) {
        for (const row of db.prepare(`SELECT doc FROM ${tables.entity(type)}`).iterate()) {
          derive(parseStored(type, row.doc))
        }
      }
    },

    flush: () => tree.flush(),
    discard: () => tree.discard(),
  }
}

/** The rows of a copy that are not documents this build shows: what it cannot read, does not know, or saw deleted. */
function createAside(db: SqliteDatabase, tables: CopyTables) {
  const keep = (table: string, extra: readonly [string, string] | null, change: Change): void => {
    const [column, value] = extra ?? []
    db.prepare(
      `INSERT INTO ${table} (type, id, seq, version, doc${column ? `, ${column}` : ''})
       VALUES (?, ?, ?, ?, ?${column ? ', ?' : ''})
       ON CONFLICT (type, id) DO UPDATE SET seq = excluded.seq, version = excluded.version, doc = excluded.doc
         ${column ? `, ${column} = excluded.${column}` : ''} WHERE excluded.seq >= seq`,
    ).run(
      change.type,
      change.id,
      change.seq,
      change.version,
      JSON.stringify(change.doc),
      ...(value === undefined ? [] : [value]),
    )
  }
  return {
    /** Deleted foreign documents are kept as null, so that an older row that comes later does not bring them back. */
    keepForeign: (change: Change) => keep(tables.foreignDocument, null, change),
    quarantine: (change: Change, reason: string) => keep(tables.quarantine, ['reason', reason], change),
    /** A row that can be read answers an older one that could not. */
    release({ type, id, seq }: Change): void {
      db.prepare(`DELETE FROM ${tables.quarantine} WHERE type = ? AND id = ? AND seq <= ?`).run(type, id, seq)
    },
    bury(type: DocumentType, { id, seq }: Change): void {
      db.prepare(
        `INSERT INTO ${tables.tombstone} (type, id, seq) VALUES (?, ?, ?)
         ON CONFLICT (type, id) DO UPDATE SET seq = max(seq, excluded.seq)`,
      ).run(type, id, seq)
    },
    tombstoneSeq(type: DocumentType, id: string): number {
      const row = db.prepare(`SELECT seq FROM ${tables.tombstone} WHERE type = ? AND id = ?`).get(type, id)
      return row ? Number(row.seq) : -1
    },
  }
}
