import type { SqliteDatabase, SqliteStatement } from '#main/sqlite/database'
import type { Store } from '#main/storage/store'
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
        if (isWrite) guard.point(`${name}.${String(key)}`, 'write')
        else guard.read(`${name}.${String(key)}`)
        return Reflect.apply(value, target, args)
      }
    },
  })
}

function guardedDatabase(db: SqliteDatabase, guard: Guard): SqliteDatabase {
  return {
    prepare(sql) {
      const name = pointOf(sql)
      guard.read(name)
      return guardedStatement(db.prepare(sql), name, guard)
    },
    exec(sql) {
      guard.read('exec')
      db.exec(sql)
    },
    transaction: (work) => db.transaction(work),
    get inTransaction() {
      return db.inTransaction
    },
    close: () => db.close(),
  }
}

function guardedStatement(statement: SqliteStatement, name: string, guard: Guard): SqliteStatement {
  return {
    run(...values) {
      guard.point(name, 'write')
      return statement.run(...values)
    },
    get(...values) {
      guard.read(name)
      return statement.get(...values)
    },
    all(...values) {
      guard.read(name)
      return statement.all(...values)
    },
    iterate(...values) {
      guard.read(name)
      return statement.iterate(...values)
    },
  }
}

const WRITE = /^\s*(INSERT INTO|UPDATE|DELETE FROM) (\w+)(?:.*?\bSET (state = '\w+'|\w+))?/s

/** A write's name: `outbox.update state = 'sending'`. */
function pointOf(sql: string): string {
  const match = WRITE.exec(sql)
  if (!match) return 'read'
  const [, verb = '', table = '', what] = match
  return `${table}.${verb.split(' ')[0]?.toLowerCase()}${what ? ` ${what}` : ''}`
}
