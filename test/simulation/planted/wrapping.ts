import type { SqliteStatement, SqliteValue } from '#main/sqlite/database'
import type { DocumentStore, MetaStore, Store } from '#main/storage/store'

/** A store in which some statements run differently; `sql` as the product wrote it. */
export function withStatements(
  store: Store,
  change: (sql: string, statement: SqliteStatement) => SqliteStatement,
): Store {
  const { db } = store
  return {
    ...store,
    db: {
      prepare: (sql) => change(sql, db.prepare(sql)),
      exec: (sql) => db.exec(sql),
      transaction: (work) => db.transaction(work),
      get inTransaction() {
        return db.inTransaction
      },
      close: () => db.close(),
    },
  }
}

export function withRun(
  statement: SqliteStatement,
  run: (values: SqliteValue[]) => { changes: number },
): SqliteStatement {
  return {
    run: (...values) => run(values),
    get: (...values) => statement.get(...values),
    all: (...values) => statement.all(...values),
    iterate: (...values) => statement.iterate(...values),
  }
}

export function withDocuments(store: Store, change: (documents: DocumentStore) => Partial<DocumentStore>): Store {
  const { documents } = store
  const all: DocumentStore = {
    visible: documents.visible,
    bankVersion: (type, id) => documents.bankVersion(type, id),
    atBank: (type, ids) => documents.atBank(type, ids),
    isUnconfirmed: (type, id) => documents.isUnconfirmed(type, id),
    restoreBases: (only) => documents.restoreBases(only),
    writeGuess: (put, now) => documents.writeGuess(put, now),
    applyChanges: (changes) => documents.applyChanges(changes),
    digest: (type) => documents.digest(type),
    digestInSlices: (type) => documents.digestInSlices(type),
    counts: () => documents.counts(),
    quarantined: () => documents.quarantined(),
  }
  return { ...store, documents: { ...all, ...change(documents) } }
}

export function withMeta(store: Store, set: (key: string, value: string, meta: MetaStore) => void): Store {
  const { meta } = store
  return {
    ...store,
    meta: {
      get: (key) => meta.get(key),
      set: (key, value) => set(key, value, meta),
      delete: (key) => meta.delete(key),
    },
  }
}
