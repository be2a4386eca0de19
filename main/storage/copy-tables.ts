import type { SqliteDatabase } from '#main/sqlite/database'
import { DOCUMENT_TYPES } from '#shared/domain/documents'
import { auditIndexes, auditTableDefinitions } from './audit/audit-tables'
import type { CopyName, CopyTables } from './copy-table-names'
import { sumTableDefinitions } from './overview/sum-tables'
import { columnExpression, type EntityDefinition, type EntityRegistry } from './registry'

export function copyTables(copy: CopyName, registry: EntityRegistry): CopyTables {
  const entities = new Map(DOCUMENT_TYPES.map((type) => [type, `${registry[type].table}_${copy}`]))
  return {
    copy,
    entity(type) {
      const name = entities.get(type)
      if (name === undefined) throw new Error(`no table for ${type}`)
      return name
    },
    accountNode: `account_node_${copy}`,
    accountFacet: `account_facet_${copy}`,
    accountSearch: `account_search_${copy}`,
    accountSum: `account_sum_${copy}`,
    cashDay: `cash_day_${copy}`,
    auditRow: `audit_row_${copy}`,
    auditName: `audit_name_${copy}`,
    auditSearch: `audit_search_${copy}`,
    quarantine: `quarantine_${copy}`,
    foreignDocument: `foreign_document_${copy}`,
    tombstone: `tombstone_${copy}`,
  }
}

/** All tables of a copy, derived ones last. */
function tableNames(tables: CopyTables): string[] {
  const { quarantine, foreignDocument, tombstone } = tables
  const documents = DOCUMENT_TYPES.map((type) => tables.entity(type))
  return [...documents, quarantine, foreignDocument, tombstone, ...derivedTableNames(tables)]
}

function derivedTableNames(tables: CopyTables): string[] {
  const { accountNode, accountFacet, accountSearch, accountSum, cashDay, auditRow, auditName, auditSearch } = tables
  return [auditSearch, auditName, auditRow, cashDay, accountSum, accountSearch, accountFacet, accountNode]
}

export function otherCopy(copy: CopyName): CopyName {
  return copy === 'a' ? 'b' : 'a'
}

/** Whether the tables of a copy exist. */
export function copyExists(db: SqliteDatabase, tables: CopyTables): boolean {
  const sql = "SELECT 1 AS found FROM sqlite_schema WHERE type = 'table' AND name = ?"
  return db.prepare(sql).get(tables.accountNode) !== undefined
}

/** Drops every table of a copy. Reading its pages takes time: `reclaim` first where there are many rows. */
export function dropCopy(db: SqliteDatabase, tables: CopyTables): void {
  for (const name of tableNames(tables)) db.exec(`DROP TABLE IF EXISTS ${name}`)
}

/** Makes every table of a copy with its indexes; none may exist. */
export function createCopy(db: SqliteDatabase, tables: CopyTables, registry: EntityRegistry): void {
  createBareCopy(db, tables, registry)
  for (const statement of copyIndexes(tables, registry)) db.exec(statement)
}

/** Makes every table of a copy but of the `copyIndexes` only those that grow with the feed, for filling it; none may exist. */
export function createBareCopy(db: SqliteDatabase, tables: CopyTables, registry: EntityRegistry): void {
  for (const type of DOCUMENT_TYPES) {
    db.exec(entityTable(tables.entity(type), registry[type]))
    for (const statement of columnIndexes(tables.entity(type), registry[type].growing)) db.exec(statement)
  }
  db.exec(`
    CREATE TABLE ${tables.quarantine} (
      type TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, version INTEGER NOT NULL, doc TEXT NOT NULL,
      reason TEXT NOT NULL, PRIMARY KEY (type, id)
    ) WITHOUT ROWID;
    CREATE TABLE ${tables.foreignDocument} (
      type TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, version INTEGER NOT NULL, doc TEXT NOT NULL,
      PRIMARY KEY (type, id)
    ) WITHOUT ROWID;
    CREATE TABLE ${tables.tombstone} (
      type TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (type, id)
    ) WITHOUT ROWID;`)
  db.exec(derivedTables(tables))
}

/**
 * Statements that make the indexes of a copy, each of them once however often it is run. An index made over rows that are
 * there costs a fraction of one kept up while they come in any order: a page of it is written once, not once for every row.
 */
export function copyIndexes(tables: CopyTables, registry: EntityRegistry): string[] {
  const documents = DOCUMENT_TYPES.flatMap((type) => entityIndexes(tables.entity(type), registry[type]))
  return [...documents, ...derivedIndexes(tables), ...auditIndexes(tables)]
}

export function createEntityTable(db: SqliteDatabase, name: string, definition: EntityDefinition): void {
  db.exec(entityTable(name, definition))
  for (const statement of entityIndexes(name, definition)) db.exec(statement)
}

function entityTable(name: string, { columns }: EntityDefinition): string {
  const generated = columns.map((column) => {
    const type = column.kind === 'money' ? 'INTEGER' : 'TEXT'
    return `, "${column.name}" ${type} GENERATED ALWAYS AS (${columnExpression(column)}) VIRTUAL`
  })
  return `CREATE TABLE ${name} (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, version INTEGER NOT NULL, seq INTEGER NOT NULL,
    doc TEXT NOT NULL, base TEXT${generated.join('')})`
}

function entityIndexes(name: string, { indexes, growing }: EntityDefinition): string[] {
  return [
    `CREATE UNIQUE INDEX IF NOT EXISTS ${name}_id ON ${name} (id)`,
    `CREATE INDEX IF NOT EXISTS ${name}_pending ON ${name} (id) WHERE base IS NOT NULL`,
    ...columnIndexes(name, [...indexes, ...growing]),
  ]
}

function columnIndexes(name: string, indexes: EntityDefinition['indexes']): string[] {
  return indexes.map((columns) => {
    const list = columns.map((column) => `"${column}"`).join(', ')
    return `CREATE INDEX IF NOT EXISTS ${name}_by_${columns.join('_')} ON ${name} (${list})`
  })
}

/** What an account list can be sorted by, with the node column that holds it. */
export const SORT_COLUMNS = {
  name: 'name_key',
  number: 'number',
  scheme: 'scheme_rank',
  balance: 'own',
  available: 'available',
  held: 'held',
  rollup: 'total',
  reference: 'ref_order',
  limitUse: 'limit_use',
  state: 'state_rank',
} as const

/** Derived from documents and rebuilt from them; none may exist. */
export function createDerivedTables(db: SqliteDatabase, tables: CopyTables): void {
  db.exec(derivedTables(tables))
  for (const statement of [...derivedIndexes(tables), ...auditIndexes(tables)]) db.exec(statement)
}

function derivedTables(tables: CopyTables): string {
  const { accountNode, accountFacet, accountSearch } = tables
  return `${sumTableDefinitions(tables)}${auditTableDefinitions(tables)}
    CREATE TABLE ${accountNode} (
      n INTEGER PRIMARY KEY, id TEXT NOT NULL, parent INTEGER, linked INTEGER NOT NULL, facets INTEGER NOT NULL,
      own INTEGER NOT NULL, available INTEGER NOT NULL, held INTEGER NOT NULL, total INTEGER NOT NULL,
      child_count INTEGER NOT NULL, descendant_count INTEGER NOT NULL,
      name_key TEXT NOT NULL, number TEXT, scheme_rank INTEGER NOT NULL, ref_key TEXT, limit_use INTEGER NOT NULL,
      ref_order TEXT NOT NULL, state_rank INTEGER NOT NULL
    );
    CREATE TABLE ${accountFacet} (facets INTEGER PRIMARY KEY, accounts INTEGER NOT NULL);
    CREATE VIRTUAL TABLE ${accountSearch} USING fts5(
      digits, name, reference, content='', contentless_delete=1, tokenize='trigram');`
}

/**
 * Each sort index holds everything that a page is chosen by, so that paging and filtering never leave the index; only the
 * 200 rows of the page itself are then read from their tables.
 */
function derivedIndexes({ accountNode }: CopyTables): string[] {
  const index = (name: string, columns: string): string =>
    `INDEX IF NOT EXISTS ${accountNode}_${name} ON ${accountNode} (${columns})`
  return [
    `CREATE UNIQUE ${index('id', 'id')}`,
    `CREATE ${index('children', 'parent')}`,
    // Few: the height of a subtree is found along them, without looking at every account.
    `CREATE ${index('inner', 'parent')} WHERE child_count > 0`,
    `CREATE ${index('unlinked', 'n')} WHERE linked = 0`,
    `CREATE ${index('by_reference', 'ref_key')} WHERE ref_key IS NOT NULL`,
    ...Object.entries(SORT_COLUMNS).map(
      ([key, column]) => `CREATE ${index(`sort_${key}`, `${column}, n, facets, parent`)}`,
    ),
  ]
}

export function dropDerivedTables(db: SqliteDatabase, tables: CopyTables): void {
  for (const name of derivedTableNames(tables)) db.exec(`DROP TABLE IF EXISTS ${name}`)
}
