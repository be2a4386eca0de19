import type { SqliteDatabase } from '#main/sqlite/database'
import type { Change } from '#shared/contract/http'
import { DOCUMENT_TYPES, type DocumentType } from '#shared/domain/documents'
import { factsOfCurrentAccount, factsOfSubAccount } from './accounts/account-facts'
import { accountNodeTable } from './accounts/account-node'
import { type AccountTree, createAccountTree } from './accounts/account-tree'
import { type AuditIndex, createAuditIndex } from './audit/audit-index'
import type { CopyTables } from './copy-table-names'
import { createKeptSums } from './overview/kept-sums'
import { createWholeSums, type WholeSums } from './overview/whole-sums'
import { parseStored, parseStoredAs, readChange, type TypedDocument } from './read-change'
import { createAside } from './rows-aside'

/** What `base` holds for a row that a pending command made: the JSON text of null. */
export const MADE_HERE = 'null'

/**
 * Writes documents of one copy and everything derived from them. Every write belongs to a transaction that ends with
 * `flush`, or with `discard` where it was rolled back.
 */
export interface DocumentTables {
  applyChanges(changes: readonly Change[]): { readonly types: Set<DocumentType>; readonly quarantined: number }
  /** Takes guesses back: every one, or those of some documents. */
  restoreBases(only?: readonly { readonly type: DocumentType; readonly id: string }[]): Set<DocumentType>
  /** Writes the document as what the user sees, keeping the bank's version in `base`. */
  writeGuess(document: TypedDocument): void
  /** Makes everything derived anew from the documents. */
  rederive(): void
  flush(): void
  discard(): void
}

export function createDocumentTables(db: SqliteDatabase, tables: CopyTables): DocumentTables {
  const tree: AccountTree = createAccountTree(accountNodeTable(db, tables))

  const sums = createKeptSums(db, tables)
  const audit: AuditIndex = createAuditIndex(db, tables)

  const { derive, underive } = documentDerivation(tree, sums)
  const sql = statementTexts(tables)

  /** The `seq` of the rows held, by id, in one query for many. */
  const heldSeqs = (type: DocumentType, ids: readonly string[]): Map<string, number> =>
    new Map(
      db
        .prepare(sql(type).seqs)
        .all(JSON.stringify(ids))
        .map((row) => [String(row.id), Number(row.seq)]),
    )

  const keepAside = createAside(db, tables)

  const auditNumber = (id: string): number => {
    const row = db.prepare(`SELECT n FROM ${tables.entity('auditEntry')} WHERE id = ?`).get(id)
    return Number(row?.n)
  }

  const putDocument = ({ id, version, seq, doc }: Change, document: TypedDocument): void => {
    // The row as it came, not as the schema read it: fields that this build does not know are the bank's all the same.
    db.prepare(sql(document.type).put).run(id, version, seq, JSON.stringify(doc))
    derive(document)
    if (document.type === 'auditEntry') audit.put(auditNumber(id), seq, document.doc)
  }

  const deleteDocument = (type: DocumentType, id: string): void => {
    if (type === 'auditEntry') audit.remove(auditNumber(id))
    db.prepare(sql(type).remove).run(id)
    underive(type, id)
  }

  /** Applies feed rows of one type, in order; whether any changed what this copy holds. */
  const applyType = (type: DocumentType, rows: readonly KnownRow[]): boolean => {
    const held = heldSeqs(
      type,
      rows.map(({ change }) => change.id),
    )
    const buried = keepAside.tombstoneSeqs(
      type,
      rows.flatMap(({ change: { id } }) => (held.has(id) ? [] : [id])),
    )
    if (type === 'subAccount' || type === 'currentAccount') tree.expect(rows.flatMap(accountIds))
    sums.expect(type, [...held.keys()])
    let changed = false
    for (const { change, document } of rows) {
      const { id, seq } = change
      const known = held.get(id)
      // A row older than the one held, or than the deletion, is a repeat.
      if (seq < (known ?? buried.get(id) ?? 0)) continue
      if (document) {
        putDocument(change, document)
        held.set(id, seq)
        changed = true
      } else {
        keepAside.bury(type, change)
        buried.set(id, seq)
        if (known === undefined) continue
        deleteDocument(type, id)
        held.delete(id)
        changed = true
      }
    }
    return changed
  }

  return {
    applyChanges(changes) {
      const known = new Map<DocumentType, KnownRow[]>()
      let quarantined = 0
      for (const change of changes) {
        const read = readChange(change)
        if (read.kind === 'foreign') keepAside.keepForeign(change)
        else if (read.kind === 'unreadable') {
          keepAside.quarantine(change, read.reason)
          quarantined += 1
        } else {
          const { type, document } =
            read.kind === 'document' ? { type: read.document.type, ...read } : { ...read, document: null }
          const rows = known.get(type)
          if (rows) rows.push({ change, document })
          else known.set(type, [{ change, document }])
        }
      }
      const types = new Set<DocumentType>()
      for (const [type, rows] of known) {
        keepAside.release(type, rows)
        if (applyType(type, rows)) types.add(type)
      }
      return { types, quarantined }
    },

    restoreBases(only) {
      const types = new Set<DocumentType>()
      for (const type of DOCUMENT_TYPES) {
        const table = tables.entity(type)
        const ids = only?.flatMap((each) => (each.type === type ? [each.id] : []))
        if (ids?.length === 0) continue
        const pending = ids
          ? db
              .prepare(
                `SELECT id, base FROM ${table} WHERE base IS NOT NULL AND id IN (SELECT value FROM json_each(?))`,
              )
              .all(JSON.stringify(ids))
          : db.prepare(`SELECT id, base FROM ${table} WHERE base IS NOT NULL`).all()
        sums.expect(
          type,
          pending.map((row) => String(row.id)),
        )
        for (const row of pending) {
          const id = String(row.id)
          if (row.base === MADE_HERE) deleteDocument(type, id)
          else {
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
      sums.expect(type, [doc.id])
      // `version` and `seq` stay the bank's: the digest and the order of the feed are about its documents only.
      db.prepare(
        `INSERT INTO ${tables.entity(type)} (id, version, seq, doc, base) VALUES (?, 0, 0, ?, '${MADE_HERE}')
         ON CONFLICT (id) DO UPDATE SET base = coalesce(base, doc), doc = excluded.doc`,
      ).run(doc.id, JSON.stringify(doc))
      derive(document)
    },

    rederive() {
      const whole = createWholeSums(db, tables)
      const derived = documentDerivation(tree, whole)
      for (const type of ['currentAccount', 'subAccount'] as const) {
        for (const row of db.prepare(`SELECT doc FROM ${tables.entity(type)}`).iterate()) {
          derived.derive(parseStored(type, row.doc))
        }
      }
      whole.readLines()
      for (const step of whole.finishing()) step()
      for (const { n, seq, doc } of db.prepare(`SELECT n, seq, doc FROM ${tables.entity('auditEntry')}`).iterate()) {
        audit.put(Number(n), Number(seq), parseStoredAs('auditEntry', doc))
      }
    },

    flush() {
      tree.flush()
      sums.flush()
      audit.flush()
    },
    discard() {
      tree.discard()
      sums.discard()
      audit.discard()
    },
  }
}

/** How documents and their deletion reach the account tree and the sums of the overview. */
export function documentDerivation(tree: AccountTree, sums: Pick<WholeSums, 'put' | 'remove'>) {
  return {
    derive(document: TypedDocument): void {
      const { type, doc } = document
      if (type === 'subAccount') tree.put(doc.id, factsOfSubAccount(doc))
      else if (type === 'currentAccount') tree.put(doc.id, factsOfCurrentAccount(doc))
      sums.put(document)
    },
    underive(type: DocumentType, id: string): void {
      if (type === 'subAccount' || type === 'currentAccount') tree.remove(id)
      sums.remove(type, id)
    },
  }
}

/** A feed row of a known type; without a document it is a tombstone. */
interface KnownRow {
  readonly change: Change
  readonly document: TypedDocument | null
}

function accountIds({ change, document }: KnownRow): string[] {
  return document?.type === 'subAccount' ? [change.id, document.doc.parentId] : [change.id]
}

/** SQL of one type's table, put together once: a feed runs it for every row. */
function statementTexts(tables: CopyTables): (type: DocumentType) => { seqs: string; put: string; remove: string } {
  const texts = new Map(
    DOCUMENT_TYPES.map((type) => {
      const table = tables.entity(type)
      const put = `INSERT INTO ${table} (id, version, seq, doc, base) VALUES (?, ?, ?, ?, NULL)
        ON CONFLICT (id) DO UPDATE SET version = excluded.version, seq = excluded.seq, doc = excluded.doc, base = NULL`
      const seqs = `SELECT id, seq FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`
      return [type, { put, seqs, remove: `DELETE FROM ${table} WHERE id = ?` }] as const
    }),
  )
  return (type) => {
    const text = texts.get(type)
    if (!text) throw new Error(`no table for ${type}`)
    return text
  }
}
