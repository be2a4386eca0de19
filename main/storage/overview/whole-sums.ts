import type { SqliteDatabase } from '#main/sqlite/database'
import type { DocumentType } from '#shared/domain/documents'
import type { CopyTables } from '../copy-table-names'
import type { TypedDocument } from '../read-change'
import { sumChanges } from './sum-tables'
import { LINE_COLUMNS, lineOf, NOWHERE, type Place, type SummedAccount, type SummedLine, summedOf } from './summed'

/**
 * The sums of a copy that is made as a whole. Everything is remembered as it comes and added up at the end, because lines
 * come before their accounts; a line takes two numbers in memory.
 */
export interface WholeSums {
  put(document: TypedDocument): void
  /** A line that was put is gone, or about to be put as it is now. */
  take(document: TypedDocument): void
  /** An account that was put is gone. */
  remove(type: DocumentType, id: string): void
  /** Puts every line that is stored. */
  readLines(): void
  /** Steps of a few milliseconds. They may be run again from the first: what they have done is done anew. */
  finishing(): Iterable<() => void>
}

/** Additions in one step. */
const ADDITIONS = 4_000

export function createWholeSums(db: SqliteDatabase, tables: CopyTables): WholeSums {
  const accounts = new Map<string, SummedAccount>()
  const lines = createLineMemory()

  function* finishing(): Iterable<() => void> {
    const changes = sumChanges(db, tables)
    yield () => db.exec(`DELETE FROM ${tables.accountSum}; DELETE FROM ${tables.cashDay}`)
    yield* inSteps(accounts.size, accounts.values(), (account) => changes.account(account, 1))
    yield* inSteps(lines.count(), lines.all(), ({ line, times }) => {
      const place: Place = accounts.get(line.accountId)?.place ?? NOWHERE
      changes.line(place, line, times)
    })
    yield () => changes.write()
  }

  return {
    put(document) {
      const summed = summedOf(document)
      if (summed?.kind === 'account') accounts.set(document.doc.id, summed)
      else if (summed) lines.add(summed, 1)
    },
    take(document) {
      const summed = summedOf(document)
      if (summed?.kind === 'line') lines.add(summed, -1)
    },
    remove(type, id) {
      if (type === 'currentAccount' || type === 'subAccount') accounts.delete(id)
    },
    readLines() {
      const rows = db.prepare(`SELECT ${LINE_COLUMNS} FROM ${tables.entity('accountTransaction')}`).iterate()
      for (const row of rows) lines.add(lineOf(row), 1)
    },
    finishing,
  }
}

function* inSteps<T>(count: number, all: Iterator<T>, add: (one: T) => void): Iterable<() => void> {
  for (let done = 0; done < count; done += ADDITIONS) {
    yield () => {
      for (let step = 0; step < ADDITIONS; step += 1) {
        const next = all.next()
        if (next.done === true) return
        add(next.value)
      }
    }
  }
}

type Times = 1 | -1

/** Lines by account, each as two numbers: what it is, and its amount, a bigint only where a number would not be exact. */
function createLineMemory() {
  const byAccount = new Map<string, (number | bigint)[]>()
  const days: string[] = []
  const places = new Map<string, number>()
  let count = 0

  const placeOf = (day: string): number => {
    const known = places.get(day)
    if (known !== undefined) return known
    places.set(day, days.length)
    return days.push(day) - 1
  }

  return {
    count: () => count,
    add({ accountId, day, internal, direction, amount }: SummedLine, times: Times): void {
      const what = placeOf(day) * 8 + (internal ? 4 : 0) + (direction === 'debit' ? 2 : 0) + (times < 0 ? 1 : 0)
      const small = Number(amount)
      const exact = Number.isSafeInteger(small) ? small : amount
      const known = byAccount.get(accountId)
      if (known) known.push(what, exact)
      else byAccount.set(accountId, [what, exact])
      count += 1
    },
    *all(): Iterator<{ readonly line: SummedLine; readonly times: Times }> {
      for (const [accountId, packed] of byAccount) {
        for (let at = 0; at < packed.length; at += 2) {
          const what = Number(packed[at])
          const line: SummedLine = {
            kind: 'line',
            accountId,
            day: days[what >> 3] ?? '',
            internal: (what & 4) !== 0,
            direction: (what & 2) === 0 ? 'credit' : 'debit',
            amount: BigInt(packed[at + 1] ?? 0),
          }
          yield { line, times: (what & 1) === 0 ? 1 : -1 }
        }
      }
    },
  }
}
