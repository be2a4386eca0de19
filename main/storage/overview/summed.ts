import type { SqliteDatabase, SqliteRow } from '#main/sqlite/database'
import type { DocumentType } from '#shared/domain/documents'
import type { CopyTables } from '../copy-table-names'
import { DamagedCopyError } from '../problems'
import type { TypedDocument } from '../read-change'
import { bankDayOf } from './bank-day'

/** What the sums of the overview take from a document. Amounts in minor units of the current account's currency. */
export type Summed = SummedAccount | SummedLine

export interface SummedAccount {
  readonly kind: 'account'
  readonly place: Place
  readonly balance: bigint
  readonly held: bigint
  readonly available: bigint
}

export interface SummedLine {
  readonly kind: 'line'
  readonly accountId: string
  /** Calendar day in the bank's zone. */
  readonly day: string
  /** Between the company's own accounts. */
  readonly internal: boolean
  readonly direction: 'credit' | 'debit'
  readonly amount: bigint
}

/** Where figures of an account belong: which current account it stands under, hence which currency, and which scheme it has. */
export interface Place {
  readonly currentAccountId: string
  /** Empty for the current account's own, unallocated money. */
  readonly scheme: string
}

/** Of lines whose account is not in the copy, or not yet. */
export const NOWHERE: Place = { currentAccountId: '', scheme: '' }

export const samePlace = (a: Place, b: Place): boolean =>
  a.currentAccountId === b.currentAccountId && a.scheme === b.scheme

const SUMMED_TYPES = ['currentAccount', 'subAccount', 'accountTransaction'] as const
type SummedType = (typeof SUMMED_TYPES)[number]

export function isSummed(type: DocumentType): type is SummedType {
  return SUMMED_TYPES.some((summed) => summed === type)
}

/** Undefined for types that are not added up. */
export function summedOf(document: TypedDocument): Summed | undefined {
  const { type, doc } = document
  if (type === 'currentAccount') return account({ currentAccountId: doc.id, scheme: '' }, doc)
  if (type === 'subAccount') return account({ currentAccountId: doc.currentAccountId, scheme: doc.scheme }, doc)
  return type === 'accountTransaction' ? line(doc) : undefined
}

interface Figures {
  readonly balance: string
  readonly held: string
  readonly available: string
}

function account(place: Place, { balance, held, available }: Figures): SummedAccount {
  return { kind: 'account', place, balance: minor(balance), held: minor(held), available: minor(available) }
}

interface LineFields {
  readonly accountId: string
  readonly postedAt: string
  readonly direction: string
  readonly channel: string
  readonly amount: string
}

function line({ accountId, postedAt, direction, channel, amount }: LineFields): SummedLine {
  return {
    kind: 'line',
    accountId,
    day: bankDayOf(postedAt),
    internal: channel === 'internal',
    direction: direction === 'credit' ? 'credit' : 'debit',
    amount: minor(amount),
  }
}

/** Exact, because wire amounts carry exactly their currency's minor digits (docs/domain.md §0 Money). */
function minor(amount: string): bigint {
  return BigInt(amount.replace('.', ''))
}

/** The columns of a statement line that `lineOf` reads. Only what is added up is taken out of the JSON. */
export const LINE_COLUMNS = `"accountId", "postedAt", doc ->> '$.direction' AS direction, doc ->> '$.channel' AS channel,
  doc ->> '$.amount' AS amount`

export function lineOf(row: SqliteRow): SummedLine {
  return line({
    accountId: text(row.accountId),
    postedAt: text(row.postedAt),
    direction: text(row.direction),
    channel: text(row.channel),
    amount: text(row.amount),
  })
}

const FIGURE_COLUMNS = `doc ->> '$.balance' AS balance, doc ->> '$.held' AS held, doc ->> '$.available' AS available`

/** What documents of one type add to the sums as they are stored, by id, in one query. */
export function storedSums(
  db: SqliteDatabase,
  tables: CopyTables,
  type: SummedType,
  ids: readonly string[],
): Map<string, Summed> {
  const from = `FROM ${tables.entity(type)} WHERE id IN (SELECT value FROM json_each(?))`
  const rows = (columns: string) => db.prepare(`SELECT id, ${columns} ${from}`).all(JSON.stringify(ids))
  const read = (columns: string, of: (row: SqliteRow) => Summed) =>
    new Map(rows(columns).map((row) => [text(row.id), of(row)]))
  if (type === 'accountTransaction') return read(LINE_COLUMNS, lineOf)
  if (type === 'currentAccount') {
    return read(FIGURE_COLUMNS, (row) => account({ currentAccountId: text(row.id), scheme: '' }, figures(row)))
  }
  return read(`"currentAccountId", doc ->> '$.scheme' AS scheme, ${FIGURE_COLUMNS}`, (row) =>
    account({ currentAccountId: text(row.currentAccountId), scheme: text(row.scheme) }, figures(row)),
  )
}

/** Where accounts of either kind stand as they are stored, by id. */
export function storedPlaces(db: SqliteDatabase, tables: CopyTables, ids: readonly string[]): Map<string, Place> {
  const rows = db
    .prepare(
      `SELECT id, id AS current, '' AS scheme FROM ${tables.entity('currentAccount')}
         WHERE id IN (SELECT value FROM json_each(?1))
       UNION ALL SELECT id, "currentAccountId", doc ->> '$.scheme' FROM ${tables.entity('subAccount')}
         WHERE id IN (SELECT value FROM json_each(?1))`,
    )
    .all(JSON.stringify(ids))
  return new Map(
    rows.map((row) => [text(row.id), { currentAccountId: text(row.current), scheme: text(row.scheme) }] as const),
  )
}

function figures(row: SqliteRow): Figures {
  return { balance: text(row.balance), held: text(row.held), available: text(row.available) }
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new DamagedCopyError('a field that is added up is missing')
  return value
}
