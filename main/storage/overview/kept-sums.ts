import type { SqliteDatabase } from '#main/sqlite/database'
import type { DocumentType } from '#shared/domain/documents'
import type { CopyTables } from '../copy-table-names'
import type { TypedDocument } from '../read-change'
import { sumChanges } from './sum-tables'
import {
  isSummed,
  LINE_COLUMNS,
  lineOf,
  NOWHERE,
  type Place,
  type Summed,
  samePlace,
  storedPlaces,
  storedSums,
  summedOf,
} from './summed'

/**
 * Keeps the sums of the overview (sum-tables.ts) while documents of a live copy come and go, in any order: a statement
 * line may arrive before its account, and counts as being nowhere until that is here.
 *
 * Changes of one transaction are gathered and written once at its end. `flush` before the commit; `discard` after a
 * rollback.
 */
export interface KeptSums {
  /** Reads what these documents add to the sums now. Before they are written, of all that may be in the copy. */
  expect(type: DocumentType, ids: readonly string[]): void
  /** The document is now this. One that was not expected is new. */
  put(document: TypedDocument): void
  /** An expected document is gone. */
  remove(type: DocumentType, id: string): void
  flush(): void
  discard(): void
}

/** A document of this transaction: what it added to the sums at the beginning, and what it adds now. */
interface Touched {
  readonly before: Summed | undefined
  now: Summed | undefined
}

export function createKeptSums(db: SqliteDatabase, tables: CopyTables): KeptSums {
  const accounts = new Map<string, Touched>()
  const lines = new Map<string, Touched>()
  const changes = sumChanges(db, tables)
  const touchedOf = (type: DocumentType): Map<string, Touched> => (type === 'accountTransaction' ? lines : accounts)

  const discard = (): void => {
    accounts.clear()
    lines.clear()
    changes.forget()
  }

  const countAccounts = (): void => {
    for (const { before, now } of accounts.values()) {
      if (before?.kind === 'account') changes.account(before, -1)
      if (now?.kind === 'account') changes.account(now, 1)
    }
  }

  /** Under the places that accounts had when the transaction began. */
  const countLines = (): void => {
    const ids = new Set([...lines.values()].flatMap(({ before, now }) => [...accountIdOf(before), ...accountIdOf(now)]))
    const untouched = storedPlaces(
      db,
      tables,
      [...ids].filter((id) => !accounts.has(id)),
    )
    const placeOf = (id: string): Place => placeBefore(accounts.get(id)) ?? untouched.get(id) ?? NOWHERE
    for (const { before, now } of lines.values()) {
      if (before?.kind === 'line') changes.line(placeOf(before.accountId), before, -1)
      if (now?.kind === 'line') changes.line(placeOf(now.accountId), now, 1)
    }
  }

  /** Everything on an account that came, went or stands elsewhere now, as it was just counted. */
  const moveLines = (): void => {
    const moved = [...accounts].filter(([, touched]) => {
      return !samePlace(placeBefore(touched) ?? NOWHERE, placeNow(touched) ?? NOWHERE)
    })
    if (moved.length === 0) return
    const rows = db
      .prepare(
        `SELECT ${LINE_COLUMNS} FROM ${tables.entity('accountTransaction')}
         WHERE "accountId" IN (SELECT value FROM json_each(?))`,
      )
      .iterate(JSON.stringify(moved.map(([id]) => id)))
    for (const row of rows) {
      const line = lineOf(row)
      const account = accounts.get(line.accountId)
      changes.line(placeBefore(account) ?? NOWHERE, line, -1)
      changes.line(placeNow(account) ?? NOWHERE, line, 1)
    }
  }

  return {
    expect(type, ids) {
      if (!isSummed(type)) return
      const touched = touchedOf(type)
      const unknown = ids.filter((id) => !touched.has(id))
      if (unknown.length === 0) return
      for (const [id, summed] of storedSums(db, tables, type, unknown)) touched.set(id, { before: summed, now: summed })
    },
    put(document) {
      const summed = summedOf(document)
      if (!summed) return
      const touched = touchedOf(document.type)
      const known = touched.get(document.doc.id)
      if (known) known.now = summed
      else touched.set(document.doc.id, { before: undefined, now: summed })
    },
    remove(type, id) {
      const known = isSummed(type) ? touchedOf(type).get(id) : undefined
      if (known) known.now = undefined
    },
    flush() {
      if (accounts.size > 0 || lines.size > 0) {
        countAccounts()
        countLines()
        moveLines()
        changes.write()
      }
      discard()
    },
    discard,
  }
}

function accountIdOf(summed: Summed | undefined): string[] {
  return summed?.kind === 'line' ? [summed.accountId] : []
}

function placeOf(summed: Summed | undefined): Place | undefined {
  return summed?.kind === 'account' ? summed.place : undefined
}
const placeBefore = (touched: Touched | undefined): Place | undefined => placeOf(touched?.before)
const placeNow = (touched: Touched | undefined): Place | undefined => placeOf(touched?.now)
