import type { SqliteDatabase } from '#main/sqlite/database'
import type { AuditEntry } from '#shared/domain/documents'
import { sortKey } from '../accounts/account-facts'
import type { CopyTables } from '../copy-table-names'
import { type AuditFacts, auditFacts } from './audit-facts'
import { type AuditNameKind, codeText, OUTCOME_CODES } from './audit-tables'

/**
 * Keeps `auditRow`, `auditName` and `auditSearch` (audit-tables.ts) while entries come and, where a bank keeps them for some
 * years only, go. Entries are written many at once: a call of the database costs more than a row.
 */
export interface AuditIndex {
  /** An entry was written under this number. */
  put(n: number, seq: number, entry: AuditEntry): void
  remove(n: number): void
  /** Writes what is left, before the commit. */
  flush(): void
  /** As `flush`, to be called again should the transaction be rolled back. */
  writeRest(): void
  /** After a rollback. */
  discard(): void
}

interface Waiting extends AuditFacts {
  readonly n: number
  readonly seq: number
}

interface Moment {
  readonly at: number
  readonly seq: number
}

/** As many make one segment of the search index, of which it knows 2,000 before it merges them: enough for a million. */
const ROWS_AT_ONCE = 500
const THE_BEGINNING: Moment = { at: Number.NEGATIVE_INFINITY, seq: 0 }

const WRITTEN = ['n', 'at', 'seq', 'late', 'type', 'person', 'device', 'accepted', 'subject', 'told']

/** `SELECT` of the elements of each row in a JSON array of rows, as parameter 1. */
function rowsOfJson(width: number): string {
  return `SELECT ${Array.from({ length: width }, (_, i) => `value ->> ${i}`).join(', ')} FROM json_each(?) WHERE TRUE`
}

/** `isNew`: the tables have just been made, and nobody else writes to them. */
export function createAuditIndex(db: SqliteDatabase, tables: CopyTables, { isNew = false } = {}): AuditIndex {
  const { auditRow, auditName, auditSearch } = tables
  const waiting = new Map<number, Waiting>()
  const codes = new Map<string, number>()
  const insertRow = `INSERT INTO ${auditRow} (${WRITTEN.join(', ')}) ${rowsOfJson(WRITTEN.length)}
    ON CONFLICT (n) DO UPDATE SET ${WRITTEN.slice(1)
      .map((column) => `${column} = excluded.${column}`)
      .join(', ')}`
  const insertSearch = `INSERT OR REPLACE INTO ${auditSearch} (rowid, text, type, person, outcome) ${rowsOfJson(5)}`
  let latest: Moment | undefined = isNew ? THE_BEGINNING : undefined

  const storedLatest = (): Moment => {
    const row = db.prepare(`SELECT at, seq FROM ${auditRow} ORDER BY at DESC, seq DESC LIMIT 1`).get()
    return row ? { at: Number(row.at), seq: Number(row.seq) } : THE_BEGINNING
  }

  const codeOf = (kind: AuditNameKind, name: string): number => {
    const key = `${kind} ${name}`
    const known = codes.get(key)
    if (known !== undefined) return known
    db.prepare(`INSERT INTO ${auditName} (kind, name) VALUES (?, ?) ON CONFLICT DO NOTHING`).run(kind, name)
    const row = db.prepare(`SELECT code FROM ${auditName} WHERE kind = ? AND name = ?`).get(kind, name)
    const code = Number(row?.code)
    codes.set(key, code)
    return code
  }

  /** Which of the rows are not later than all of smaller number; one that was written before keeps its mark. */
  const markLate = (rows: readonly Waiting[]): boolean[] => {
    const sql = `SELECT n, at, seq, late FROM ${auditRow} WHERE n IN (SELECT value FROM json_each(?))`
    const held = new Map(
      db
        .prepare(sql)
        .all(JSON.stringify(rows.map(({ n }) => n)))
        .map((row) => [Number(row.n), { at: Number(row.at), seq: Number(row.seq), late: Number(row.late) === 1 }]),
    )
    latest ??= storedLatest()
    return rows.map((row) => {
      const before = held.get(row.n)
      if (before) return before.late || before.at !== row.at || before.seq !== row.seq
      const isLate = latest !== undefined && isAfter(latest, row)
      if (!isLate) latest = { at: row.at, seq: row.seq }
      return isLate
    })
  }

  const write = (): void => {
    if (waiting.size === 0) return
    const rows = [...waiting.values()].sort((a, b) => a.n - b.n)
    const late = markLate(rows)
    db.prepare(insertRow).run(JSON.stringify(rows.map((row, i) => rowValues(row, late[i] === true))))
    db.prepare(insertSearch).run(
      JSON.stringify(
        rows.map(({ n, text, type, personId, outcome }) => [
          n,
          sortKey(text),
          codeText(codeOf('type', type)),
          codeText(codeOf('person', personId)),
          OUTCOME_CODES[outcome],
        ]),
      ),
    )
  }

  const rowValues = (row: Waiting, isLate: boolean): readonly (string | number | null)[] => [
    row.n,
    row.at,
    row.seq,
    isLate ? 1 : 0,
    codeOf('type', row.type),
    codeOf('person', row.personId),
    row.deviceId === null ? null : codeOf('device', row.deviceId),
    row.outcome === 'accepted' ? 1 : 0,
    row.subjectId,
    JSON.stringify(row.told),
  ]

  const forget = (): void => {
    codes.clear()
    latest = undefined
  }

  const writeAll = (): void => {
    write()
    waiting.clear()
  }

  return {
    put(n, seq, entry) {
      waiting.set(n, { n, seq, ...auditFacts(entry) })
      if (waiting.size >= ROWS_AT_ONCE) writeAll()
    },
    remove(n) {
      waiting.delete(n)
      db.prepare(`DELETE FROM ${auditRow} WHERE n = ?`).run(n)
      db.prepare(`DELETE FROM ${auditSearch} WHERE rowid = ?`).run(n)
    },
    flush() {
      writeAll()
      // The tables of this name may be made anew before the next transaction.
      forget()
    },
    writeRest() {
      const before = latest
      write()
      latest = before
      codes.clear()
    },
    discard() {
      waiting.clear()
      forget()
    },
  }
}

function isAfter(a: Moment, b: Moment): boolean {
  return a.at > b.at || (a.at === b.at && a.seq > b.seq)
}
