import type { SqliteDatabase, SqliteStatement } from '#main/sqlite/database'
import type { Store } from '#main/storage/store'
import { knownPoint, pointOf } from './crash-points'
import type { Guard } from './guard'

/** The real store with a named point before every write and around every transaction. */
export function guardedStore(store: Store, guard: Guard): Store {
  return {
    db: guardedDatabase(store.db, guard),
    documents: guarded('documents', store.documents, guard, ['restoreBases', 'writeGuess', 'applyChanges']),
    staging: guarded('staging', store.staging, guard, ['clear', 'add', 'swap', 'reclaim']),
    meta: guarded('meta', store.meta, guard, ['set', 'delete']),
    tables() {
      guard.read('tables')
      return store.tables()
    },
    transaction(work) {
      guard.point('transaction.begin', 'write')
      const result = store.transaction(() => {
        const value = work()
        guard.point('transaction.before_commit', 'write')
        return value
      })
      guard.point('transaction.after_commit')
      return result
    },
    writeBack() {
      guard.read('writeBack')
      store.writeBack()
    },
    close: () => store.close(),
  }
}

function guarded<T extends object>(name: string, part: T, guard: Guard, writes: readonly (keyof T & string)[]): T {
  return new Proxy(part, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver)
      const isWrite = writes.some((write) => write === key)
      if (typeof value !== 'function') {
        guard.read(`${name}.${String(key)}`)
        return value
      }
      return (...args: unknown[]): unknown => {
        if (isWrite) guard.point(knownPoint(`${name}.${String(key)}`), 'write')
        else guard.read(`${name}.${String(key)}`)
        return Reflect.apply(value, target, args)
      }
    },
  })
}

function guardedDatabase(db: SqliteDatabase, guard: Guard): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>()
  return {
    prepare(sql) {
      guard.read('prepare')
      const known = statements.get(sql)
      if (known) return known
      const made = guardedStatement(db.prepare(sql), sql, guard)
      statements.set(sql, made)
      return made
    },
    exec(sql) {
      guard.point('schema')
      db.exec(sql)
    },
    transaction: (work) => db.transaction(work),
    get inTransaction() {
      return db.inTransaction
    },
    close: () => db.close(),
  }
}

function guardedStatement(statement: SqliteStatement, sql: string, guard: Guard): SqliteStatement {
  const point = pointOf(sql)
  const pass = (): void => (point === undefined ? guard.read('read') : guard.point(point, 'write'))
  return {
    run(...values) {
      pass()
      return statement.run(...values)
    },
    get(...values) {
      pass()
      return statement.get(...values)
    },
    all(...values) {
      pass()
      return statement.all(...values)
    },
    iterate(...values) {
      pass()
      return statement.iterate(...values)
    },
  }
}
