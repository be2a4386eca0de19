import { z } from 'zod'
import type { DomainError } from '../../kernel/result'
import type { LocalDate } from '../../kernel/time'
import {
  accept,
  type DecideContext,
  type DocumentPut,
  type DocumentReader,
  defineCommand,
  faultsOf,
  reject,
} from '../command'
import { type FaultyRow, type RowFault, rowsAreToldApart, rowsParam } from '../row-faults'
import { type CreationBook, creationBook } from './create-book'
import {
  checkNewAccount,
  NewAccount,
  type NewSubAccount,
  type Opening,
  openedAccount,
  openingDay,
  takeNumber,
} from './create-rule'

/** Rows of one command. Source: docs/domain.md §1 Bulk. */
export const MAX_ROWS = 1_000

/** Judged by the rule, not by the schema of the command: a faulty row is named like any other. */
const Judged = z.unknown().optional()
export const NewAccountRow = z.object({
  /** What the sender calls the row, such as its line in a file; faults are told by it. */
  rowId: z.string().min(1).max(64),
  id: Judged,
  parentId: Judged,
  name: Judged,
  scheme: Judged,
  body: Judged,
  limits: Judged,
  externalRef: Judged,
})
export type NewAccountRow = z.infer<typeof NewAccountRow>

const Args = z.object({
  items: z.array(NewAccountRow).min(1).max(MAX_ROWS).superRefine(rowsAreToldApart),
  /** `reject`: all or nothing; `skip`: the valid rows are created. */
  onFault: z.enum(['reject', 'skip']),
})
type Args = z.infer<typeof Args>

/** A row that may be opened. */
interface SoundRow {
  readonly rowId: string
  readonly opening: Opening
}

export interface JudgedRows {
  readonly sound: readonly SoundRow[]
  readonly faulty: readonly FaultyRow[]
}

const NOT_WRITTEN = '1970-01-01T00:00:00.000Z'

/** Judges rows in order, each upon those before it; what is under a faulty row is faulty. No number is taken. */
export function judgeRows(book: CreationBook, items: readonly NewAccountRow[], today: LocalDate): JudgedRows {
  const sound: SoundRow[] = []
  const faulty: FaultyRow[] = []
  for (const { rowId, ...item } of items) {
    const judged = judgeRow(book, item)
    if ('faults' in judged) {
      faulty.push({ rowId, faults: judged.faults })
      if (typeof item.id === 'string') book.refuse(rowId, item.id)
      continue
    }
    const { opening } = judged
    const typed = 'typed' in opening.number ? opening.number.typed : null
    // Only what stands under it asks for this document, which the bank has not written yet.
    const account = { ...openedAccount(opening, typed, today), version: 0, updatedAt: NOT_WRITTEN }
    book.open(rowId, account, opening.lineage)
    sound.push({ rowId, opening })
  }
  return { sound, faulty }
}

function judgeRow(
  book: CreationBook,
  item: Omit<NewAccountRow, 'rowId'>,
): { readonly opening: Opening } | { readonly faults: readonly RowFault[] } {
  const parsed = NewAccount.safeParse(item)
  if (!parsed.success) return { faults: faultsOf(parsed.error).map(({ path, code }) => ({ code, path })) }
  const checked = checkNewAccount(book, parsed.data)
  if (checked.ok) return { opening: checked.value }
  return {
    faults: checked.error.map((fault) =>
      fault.kind === 'field'
        ? { code: fault.code, path: fault.path }
        : { code: fault.code, path: fault.path, params: fault.params },
    ),
  }
}

interface Numbered {
  readonly opened: readonly NewSubAccount[]
  readonly faulty: readonly FaultyRow[]
}

/** Gives every row its number, once all have been checked: numbers typed by hand come before those of the series. */
function numbered(book: CreationBook, rows: readonly SoundRow[], today: LocalDate, context: DecideContext): Numbered {
  const opened: NewSubAccount[] = []
  const faulty: FaultyRow[] = []
  const without = new Map<string, string>()
  for (const { rowId, opening } of rows) {
    const { id, parentId } = opening.args
    const parentRow = without.get(parentId)
    const number = parentRow === undefined ? takeNumber(book, opening, context) : underFaulty(parentRow)
    if (!number.ok) {
      without.set(id, rowId)
      faulty.push({ rowId, faults: [numberFault(number.error)] })
      continue
    }
    if (number.value !== null) book.number(id, number.value)
    opened.push(openedAccount(opening, number.value, today))
  }
  return { opened, faulty }
}

function underFaulty(rowId: string) {
  return { ok: false as const, error: { code: 'account.parent_faulty', params: { rowId } } }
}

function numberFault({ code, params }: DomainError): RowFault {
  const path = code === 'account.parent_faulty' ? 'parentId' : 'body'
  return { code, path, ...(params === undefined ? {} : { params: { ...params } }) }
}

const inOrder = (items: Args['items'], faulty: readonly FaultyRow[]): FaultyRow[] => {
  const place = new Map(items.map(({ rowId }, index) => [rowId, index]))
  return [...faulty].sort((a, b) => (place.get(a.rowId) ?? 0) - (place.get(b.rowId) ?? 0))
}

/** Opens many sub-accounts, a parent before what stands under it. Source: docs/domain.md §1 Bulk. */
export const createSubAccounts = defineCommand({
  type: 'subAccount.createMany',
  version: 1,
  permission: 'accounts.manage',
  args: Args,
  // One after another, so that numbers follow the order of a file that needs several commands.
  stream: () => 'subAccount.createMany',
  subject: ({ items }) => ({ type: 'subAccount', id: firstId(items) }),
  isBulk: true,
  // The accounts themselves are in the feed; the trail says which they were and who opened them.
  record: ({ items, onFault }) => ({
    onFault,
    items: items.map(({ id, name }) => ({ id: shown(id), name: shown(name) })),
  }),
  leftOver({ items, onFault }, params) {
    const named = new Set(
      LeftOut.catch({ rows: [] })
        .parse(params)
        .rows.map(({ rowId }) => rowId),
    )
    const left = items.filter(({ rowId }) => named.has(rowId))
    return left.length === 0 ? undefined : { args: { items: left, onFault }, code: 'account.rows_faulty' }
  },
  load: (read: DocumentReader) => ({ book: creationBook(read) }),
  decide({ book }, { items, onFault }, context) {
    const today = openingDay(context)
    if (!today.ok) return reject(today.error.code, today.error.params)
    const judged = judgeRows(book, items, today.value)
    const refuseAll = judged.faulty.length > 0 && onFault === 'reject'
    const { opened, faulty } = refuseAll
      ? { opened: [], faulty: [] }
      : numbered(book, judged.sound, today.value, context)
    const out = inOrder(items, [...judged.faulty, ...faulty])
    if (opened.length === 0 || (out.length > 0 && onFault === 'reject'))
      return reject('account.rows_faulty', rowsParam(out))
    const puts = opened.map((doc): DocumentPut => ({ type: 'subAccount', doc }))
    return out.length === 0 ? accept(puts) : { ...accept(puts), params: rowsParam(out) }
  },
})

const LeftOut = z.object({ rows: z.array(z.object({ rowId: z.string() })) })

/** Text as long as any sound one; what else a faulty row may hold says nothing. */
function shown(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, 80) : null
}

/** The first account that is asked for stands for all of them in lists. */
function firstId(items: Args['items']): string {
  for (const { id } of items) if (typeof id === 'string') return shown(id) ?? ''
  return ''
}
