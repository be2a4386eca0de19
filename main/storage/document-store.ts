import { createHash } from 'node:crypto'
import type { SqliteDatabase } from '#main/sqlite/database'
import { DOCUMENT_TYPES } from '#shared/domain/documents'
import type { CopyTables } from './copy-table-names'
import { createDocumentReader } from './document-reader'
import { type DocumentTables, MADE_HERE } from './document-tables'
import { parseStoredObject, readDocument } from './read-change'
import type { Digest, DocumentStore, QuarantinedChange } from './store'

/** The copy that is live now, and how writes to it join the caller's transaction. */
export interface LiveCopy {
  tables(): CopyTables
  /** Runs `work` on the live copy's writer inside the open transaction, or in one of its own. */
  write<T>(work: (documents: DocumentTables) => T): T
}

export function createDocumentStore(db: SqliteDatabase, live: LiveCopy): DocumentStore {
  return {
    visible: createDocumentReader(db, live.tables),

    bankVersion(type, id) {
      const row = db.prepare(`SELECT doc, base FROM ${live.tables().entity(type)} WHERE id = ?`).get(id)
      if (!row || row.base === MADE_HERE) return undefined
      return parseStoredObject(row.base ?? row.doc)
    },

    atBank(type, ids) {
      const sql = `SELECT id FROM ${live.tables().entity(type)}
        WHERE id IN (SELECT value FROM json_each(?)) AND base IS NOT '${MADE_HERE}'`
      return new Set(
        db
          .prepare(sql)
          .all(JSON.stringify(ids))
          .map((row) => String(row.id)),
      )
    },

    isUnconfirmed(type, id) {
      return db.prepare(`SELECT base FROM ${live.tables().entity(type)} WHERE id = ?`).get(id)?.base === MADE_HERE
    },

    restoreBases: (only) => live.write((documents) => documents.restoreBases(only)),

    writeGuess({ type, doc }, now) {
      live.write((documents) => {
        const held = db.prepare(`SELECT version FROM ${live.tables().entity(type)} WHERE id = ?`).get(doc.id)
        const guess = readDocument(type, { ...doc, version: Number(held?.version ?? 0), updatedAt: now })
        if (!guess.ok) throw new Error(`a command's guess of ${type} does not fit its schema: ${guess.error}`)
        documents.writeGuess(guess.value)
      })
    },

    applyChanges: (changes) => live.write((documents) => documents.applyChanges(changes)),

    digest(type) {
      const slices = digestSlices(db, live.tables().entity(type))
      for (;;) {
        const step = slices.next()
        if (step.done) return step.value
      }
    },

    digestInSlices: (type) => digestSlices(db, live.tables().entity(type)),

    counts() {
      const count = (table: string) => Number(db.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.rows)
      return new Map(DOCUMENT_TYPES.map((type) => [type, count(live.tables().entity(type))]))
    },

    quarantined() {
      return db
        .prepare(`SELECT type, id, seq, version, doc, reason FROM ${live.tables().quarantine} ORDER BY seq`)
        .all()
        .map((row): QuarantinedChange => {
          const { type, id, seq, version, reason } = row
          const change = { type: String(type), id: String(id), seq: Number(seq), version: Number(version) }
          return { change: { ...change, doc: parseStoredObject(row.doc) }, reason: String(reason) }
        })
    },
  }
}

/** Rows per slice; a slice takes a few milliseconds. */
const DIGEST_SLICE = 500

/** Binary order of ids is the order of their `id:version` lines, as the ids are all of one length. */
function* digestSlices(db: SqliteDatabase, table: string): Generator<void, Digest, void> {
  const hash = createHash('sha256')
  let count = 0
  let after = ''
  for (;;) {
    const slice = db
      .prepare(
        `SELECT count(*) AS rows, max(id) AS last, group_concat(id || ':' || version, char(10)) AS lines FROM (
           SELECT id, version FROM ${table} WHERE id > ? AND (base IS NULL OR base <> '${MADE_HERE}')
           ORDER BY id LIMIT ${DIGEST_SLICE})`,
      )
      .get(after)
    const rows = Number(slice?.rows ?? 0)
    if (rows > 0) hash.update(`${count === 0 ? '' : '\n'}${String(slice?.lines)}`)
    count += rows
    after = String(slice?.last)
    if (rows < DIGEST_SLICE) return { count, hash: hash.digest('hex') }
    yield
  }
}
