import type { SqliteDatabase } from '#main/sqlite/database'
import { DOCUMENT_TYPES } from '#shared/domain/documents'
import type { CopyName, CopyTables } from './copy-table-names'
import { copyExists, copyTables, dropCopy, otherCopy } from './copy-tables'
import { type FillingCopy, fillCopy } from './filling-copy'
import { createMetaStore, META } from './meta'
import type { EntityRegistry } from './registry'
import { searchTidying } from './search-segments'
import type { StagingStore } from './store'

/** The two copies of one database. */
export interface Copies {
  readonly db: SqliteDatabase
  readonly registry: EntityRegistry
  live(): CopyName
  /** Makes the other copy the live one, within the open transaction. */
  exchange(): void
  /** Runs `work` in the open transaction, or in one of its own. */
  write<T>(work: () => T): T
}

/** The staging store, and what it must hear of the transactions that it takes part in. */
export interface Staging {
  readonly store: StagingStore
  committed(): void
  rolledBack(): void
}

/** What the open transaction has done to the copy being filled. */
type Doing = 'nothing' | 'finishing' | 'adding' | 'swapping'

export function createStaging(copies: Copies): Staging {
  const { db, registry } = copies
  const tables = (): CopyTables => copyTables(otherCopy(copies.live()), registry)
  const meta = createMetaStore(db)
  const isRetired = (): boolean => meta.get(META.retiredCopy) !== undefined
  const tidying = searchTidying(db, () => searchesOf(copyTables(copies.live(), registry)))
  let filling: FillingCopy | undefined
  let isFinished = false
  let doing: Doing = 'nothing'

  const drop = (): void => {
    filling = undefined
    dropCopy(db, tables())
    meta.delete(META.retiredCopy)
  }

  const begin = (): FillingCopy => {
    drop()
    isFinished = false
    return fillCopy(db, tables(), registry)
  }

  function* finishing(): Iterable<() => void> {
    for (const step of filling?.finishing() ?? []) {
      yield () => {
        if (doing === 'nothing') doing = 'finishing'
        step()
      }
    }
    isFinished = true
  }

  const store: StagingStore = {
    clear() {
      copies.write(drop)
    },
    isFilling: () => filling !== undefined,
    add(changes) {
      copies.write(() => {
        doing = 'adding'
        filling ??= begin()
        isFinished = false
        filling.add(changes)
      })
    },
    count: () => filling?.count() ?? 0,
    finishing,
    swap() {
      copies.write(() => {
        filling ??= begin()
        if (!isFinished) for (const step of finishing()) step()
        doing = 'swapping'
        copies.exchange()
        tidying.begin()
        meta.set(META.retiredCopy, '1')
      })
      return new Set(DOCUMENT_TYPES)
    },
    reclaim(rows) {
      if (!isRetired()) return tidying.isDue() && copies.write(tidying.step)
      return copies.write(() => {
        if (reclaimSlice(db, tables(), rows)) return true
        drop()
        return tidying.isDue()
      })
    },
  }
  return {
    store,
    committed() {
      if (doing === 'swapping') filling = undefined
      doing = 'nothing'
    },
    rolledBack() {
      // What was added is known in memory only, where nothing takes it back; finishing can be done again.
      if (doing === 'adding') filling = undefined
      if (doing !== 'nothing') isFinished = false
      doing = 'nothing'
    },
  }
}

/** Deletes up to `rows` rows, table by table; false when there is nothing more. */
function reclaimSlice(db: SqliteDatabase, tables: CopyTables, rows: number): boolean {
  if (!copyExists(db, tables)) return false
  let left = rows
  for (const [table, key, above] of reclaimed(tables)) {
    if (left <= 0) return true
    const sql = `DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE ${key} > ${above} LIMIT ?)`
    left -= db.prepare(sql).run(left).changes
  }
  return left <= 0
}

/**
 * FTS5 keeps its totals (1) and the list of its segments (10) in the same table as the index itself. Without them a
 * connection that has not used the index yet cannot even drop it.
 */
const FTS5_OWN_ROWS = 10

/**
 * The large tables of a copy with their keys, and above which of them rows go. Of the search index its own tables:
 * emptied, they are dropped at once.
 */
function reclaimed(tables: CopyTables): (readonly [table: string, key: string, above: number])[] {
  const documents = DOCUMENT_TYPES.map((type) => [tables.entity(type), 'n', 0] as const)
  const searches = searchesOf(tables).flatMap(
    (search) =>
      [
        [`${search}_data`, 'id', FTS5_OWN_ROWS],
        [`${search}_docsize`, 'id', 0],
      ] as const,
  )
  return [...documents, [tables.accountNode, 'n', 0], [tables.auditRow, 'n', 0], ...searches]
}

function searchesOf({ accountSearch, auditSearch }: CopyTables): readonly string[] {
  return [accountSearch, auditSearch]
}
