import type { SqliteDatabase } from '#main/sqlite/database'
import type { DocumentReader } from '#shared/domain/command'
import { type DocumentOf, type DocumentType, documentSchemas, lookupFields } from '#shared/domain/documents'
import { integerOf, textOf, textOrNull } from './rows'

/** A document as a decision gives it: `version` and `updatedAt` are the store's to set. */
export interface DocumentBody {
  readonly id: string
  readonly [field: string]: unknown
}

/** The documents of one company: what rules read and the only place that changes them. */
export interface CompanyDocuments extends DocumentReader {
  /** Writes the next version at the end of the feed; answers its seq. Needs an open transaction. */
  put(type: DocumentType, body: DocumentBody, now: string): number
  /** Replaces a document by a tombstone at the end of the feed. Needs an open transaction. */
  remove(type: DocumentType, id: string, now: string): number
  /** The version the next `put` will give. */
  nextVersion(type: DocumentType, id: string): number
}

export interface DocumentStore {
  /** The documents of the company with this key. */
  of(company: number): CompanyDocuments
  /** The highest seq given so far; 0 in an empty bank. */
  head(): number
  /** Writes a first version known to be new, as the seed does by the hundred thousand: no checks, no reading. */
  insertNew(company: number, type: DocumentType, id: string, version: number, json: string): number
  /** Forgets the head kept in memory, after a roll-back. */
  forgetHead(): void
}

const UPSERT = `
INSERT INTO document (seq, company, type, id, version, doc, deleted_at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (company, type, id) DO UPDATE
SET seq = excluded.seq, version = excluded.version, doc = excluded.doc, deleted_at = excluded.deleted_at`

const FIND = 'SELECT doc FROM document WHERE company = ? AND type = ? AND id = ?'

export function documentStore(db: SqliteDatabase): DocumentStore {
  let head: number | null = null

  function currentHead(): number {
    head ??= integerOf(db.prepare('SELECT coalesce(max(seq), 0) AS head FROM document').get() ?? {}, 'head')
    return head
  }

  function nextSeq(): number {
    head = currentHead() + 1
    return head
  }

  function versionOf(company: number, type: DocumentType, id: string): number {
    const row = db
      .prepare('SELECT version FROM document WHERE company = ? AND type = ? AND id = ?')
      .get(company, type, id)
    return row ? integerOf(row, 'version') : 0
  }

  function documentsOf(company: number): CompanyDocuments {
    const find = <T extends DocumentType>(type: T, id: string): DocumentOf<T> | undefined => {
      const row = db.prepare(FIND).get(company, type, id)
      const json = row ? textOrNull(row, 'doc') : null
      return json === null ? undefined : readDocument<T>(json)
    }
    return {
      find,
      findWhere(type, field, value, limit = 1000) {
        if (!isLookupField(type, field)) throw new Error(`no index of ${type} by ${field}`)
        // Type and field stand in the text, not as parameters, else SQLite cannot use the partial index. By id as in the
        // app, so that a rule which takes the first of several takes the same one on both sides; `+` keeps SQLite from
        // walking every document of the type in that order.
        const sql = `SELECT doc FROM document WHERE company = ? AND type = '${type}'
          AND json_extract(doc, '$.${field}') = ? ORDER BY +id LIMIT ?`
        return db
          .prepare(sql)
          .all(company, value, limit)
          .map((row) => readDocument(textOf(row, 'doc')))
      },
      idsWhere(type, field, values, limit = Number.MAX_SAFE_INTEGER) {
        if (!isLookupField(type, field)) throw new Error(`no index of ${type} by ${field}`)
        const sql = `SELECT id FROM document WHERE company = ? AND type = '${type}'
          AND json_extract(doc, '$.${field}') IN (SELECT value FROM json_each(?)) LIMIT ?`
        return db
          .prepare(sql)
          .all(company, JSON.stringify(values), limit)
          .map((row) => textOf(row, 'id'))
      },
      holds: () => true,
      company() {
        const row = db.prepare('SELECT id FROM company WHERE key = ?').get(company)
        const found = row && find('company', textOf(row, 'id'))
        if (!found) throw new Error(`company ${company} has no document`)
        return found
      },
      put(type, body, now) {
        const version = versionOf(company, type, body.id) + 1
        const doc = { ...body, version, updatedAt: now }
        // What leaves the bank must be what the protocol promises; a rule that breaks it is a bug, and nothing is stored.
        documentSchemas[type].parse(doc)
        const seq = nextSeq()
        db.prepare(UPSERT).run(seq, company, type, body.id, version, JSON.stringify(doc), null)
        return seq
      },
      remove(type, id, now) {
        const version = versionOf(company, type, id) + 1
        const seq = nextSeq()
        db.prepare(UPSERT).run(seq, company, type, id, version, null, now)
        return seq
      },
      nextVersion: (type, id) => versionOf(company, type, id) + 1,
    }
  }

  return {
    of: documentsOf,
    head: currentHead,
    insertNew(company, type, id, version, json) {
      const seq = nextSeq()
      db.prepare('INSERT INTO document (seq, company, type, id, version, doc) VALUES (?, ?, ?, ?, ?, ?)').run(
        seq,
        company,
        type,
        id,
        version,
        json,
      )
      return seq
    },
    forgetHead() {
      head = null
    },
  }
}

/** The store wrote this text itself, from a document that passed its schema. */
function readDocument<T extends DocumentType>(json: string): DocumentOf<T> {
  return JSON.parse(json) as DocumentOf<T>
}

function isLookupField(type: DocumentType, field: string): boolean {
  const fields: readonly string[] = lookupFields[type]
  return fields.includes(field)
}
