import type { SqliteDatabase } from '#main/sqlite/database'
import type { Change } from '#shared/contract/http'
import { DOCUMENT_TYPES, type DocumentType } from '#shared/domain/documents'
import { type AccountNode, type AccountNodeTable, accountNodeTable } from './accounts/account-node'
import { createAccountTree } from './accounts/account-tree'
import { createAuditIndex } from './audit/audit-index'
import type { CopyTables } from './copy-table-names'
import { copyIndexes, createBareCopy } from './copy-tables'
import { documentDerivation } from './document-tables'
import { createWholeSums } from './overview/whole-sums'
import { parseStored, readChange, type TypedDocument } from './read-change'
import type { EntityRegistry } from './registry'
import { createAside } from './rows-aside'
import { pileUpSegments } from './search-segments'

/**
 * A copy that is being filled and that nobody reads before it is whole. Documents are only appended, and what is found
 * by an index is kept in memory meanwhile (about 1 KiB a document); the account tree, the search index and the other
 * indexes are made at the end, each from what is there. Kept up row by row they would cost several times as much, because
 * every row lands on another page of every index and each such page is encrypted and written with every commit.
 */
export interface FillingCopy {
  /** Feed rows in any order; a row older than the one held is ignored. */
  add(changes: readonly Change[]): void
  /** Documents held. */
  count(): number
  /**
   * What is left to do after the last row, in steps that each belong into a transaction of its own. Steps may be run
   * again from the first: what they have done stays as it is.
   */
  finishing(): Iterable<() => void>
}

interface Held {
  readonly n: number
  readonly seq: number
}

/** Rows written in one step: a few milliseconds. */
const NODES_A_STEP = 300
const TEXTS_A_STEP = 500
/** Makes the tables of a copy, none of which may exist, and answers how to fill them. */
export function fillCopy(db: SqliteDatabase, tables: CopyTables, registry: EntityRegistry): FillingCopy {
  createBareCopy(db, tables, registry)
  pileUpSegments(db, tables.accountSearch)
  pileUpSegments(db, tables.auditSearch)

  const nodes = accountNodeTable(db, tables)
  const tree = createAccountTree(NOTHING_STORED)
  const sums = createWholeSums(db, tables)
  const audit = createAuditIndex(db, tables, { isNew: true })
  const { derive, underive } = documentDerivation(tree, sums)
  const aside = createAside(db, tables)
  const held = new Map<DocumentType, Map<string, Held>>(DOCUMENT_TYPES.map((type) => [type, new Map()]))
  const buried = new Map<string, number>()
  let next = 1

  const heldOf = (type: DocumentType): Map<string, Held> => {
    const rows = held.get(type)
    if (!rows) throw new Error(`no table for ${type}`)
    return rows
  }

  /** A statement line as it was adds to no sum any more. */
  const takeLine = (type: DocumentType, { n }: Held): void => {
    if (type !== 'accountTransaction') return
    const row = db.prepare(`SELECT doc FROM ${tables.entity(type)} WHERE n = ?`).get(n)
    if (row) sums.take(parseStored(type, row.doc))
  }

  const put = ({ id, version, seq, doc }: Change, document: TypedDocument): void => {
    const { type } = document
    const rows = heldOf(type)
    const known = rows.get(id)
    const text = JSON.stringify(doc)
    if (known) {
      takeLine(type, known)
      const sql = `UPDATE ${tables.entity(type)} SET version = ?, seq = ?, doc = ? WHERE n = ?`
      db.prepare(sql).run(version, seq, text, known.n)
    } else {
      const sql = `INSERT INTO ${tables.entity(type)} (n, id, version, seq, doc) VALUES (?, ?, ?, ?, ?)`
      db.prepare(sql).run(next, id, version, seq, text)
    }
    const n = known?.n ?? next++
    rows.set(id, { n, seq })
    derive(document)
    if (document.type === 'auditEntry') audit.put(n, seq, document.doc)
  }

  const bury = (type: DocumentType, change: Change): void => {
    const { id, seq } = change
    const known = heldOf(type).get(id)
    aside.bury(type, change)
    buried.set(`${type} ${id}`, seq)
    if (!known) return
    if (type === 'auditEntry') audit.remove(known.n)
    takeLine(type, known)
    db.prepare(`DELETE FROM ${tables.entity(type)} WHERE n = ?`).run(known.n)
    heldOf(type).delete(id)
    underive(type, id)
  }

  const isRepeat = (type: DocumentType, { id, seq }: Change): boolean =>
    seq < (heldOf(type).get(id)?.seq ?? buried.get(`${type} ${id}`) ?? 0)

  /** Answers a row that could be read; it may answer an older one that could not. */
  const apply = (change: Change): { readonly type: DocumentType; readonly change: Change } | undefined => {
    const read = readChange(change)
    if (read.kind === 'foreign') aside.keepForeign(change)
    else if (read.kind === 'unreadable') aside.quarantine(change, read.reason)
    if (read.kind === 'foreign' || read.kind === 'unreadable') return undefined
    const type = read.kind === 'document' ? read.document.type : read.type
    if (!isRepeat(type, change)) {
      if (read.kind === 'document') put(change, read.document)
      else bury(type, change)
    }
    return { type, change }
  }

  function* finishing(): Iterable<() => void> {
    const gathered = tree.gathered()
    for (const some of slices(gathered, NODES_A_STEP)) yield () => nodes.upsert(some)
    const named = gathered.filter(({ facets }) => facets !== 0)
    for (const some of slices(named, TEXTS_A_STEP)) yield () => nodes.index(some)
    yield () => {
      db.exec(`DELETE FROM ${tables.accountFacet}`)
      nodes.countFacets(facetCounts(named))
    }
    yield* sums.finishing()
    yield audit.writeRest
    for (const statement of copyIndexes(tables, registry)) yield () => db.exec(statement)
  }

  return {
    add(changes) {
      const readable = changes.flatMap((change) => apply(change) ?? [])
      for (const type of new Set(readable.map((row) => row.type))) {
        aside.release(
          type,
          readable.filter((row) => row.type === type),
        )
      }
    },
    count: () => [...held.values()].reduce((sum, rows) => sum + rows.size, 0),
    finishing,
  }
}

/** Everything about the accounts is in memory until it is whole. */
const NOTHING_STORED: AccountNodeTable = {
  byIds: () => [],
  byNumber: () => undefined,
  unlinked: () => [],
  nextNumber: () => 1,
  upsert() {},
  remove() {},
  countFacets() {},
  index() {},
  unindex() {},
}

function* slices<T>(all: readonly T[], size: number): Iterable<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}

function facetCounts(nodes: readonly AccountNode[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const { facets } of nodes) counts.set(facets, (counts.get(facets) ?? 0) + 1)
  return counts
}
