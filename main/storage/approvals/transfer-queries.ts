import type { Store } from '#main/storage/store'
import type { TransferFilter, TransferPage, TransferRow } from '#shared/contract/approval-views'
import type { Transfer } from '#shared/domain/documents'
import { searchText } from '../accounts/search-text'
import { parseStoredAs } from '../read-change'
import { accountNames, type NamedAccount } from './account-names'
import { type ApprovalQueryPorts, personOf, userNames } from './approval-rows'
import { equals, needleOf, within } from './conditions'
import { type Condition, createWalkedPages, type Walk, type Window } from './walked-pages'

export interface TransferRequest extends Window {
  /** In reference, number, amount or description, or in what either account is found by. */
  readonly text: string
  readonly filter: TransferFilter
}

/** Transfers of the company in the local copy. Throws libsql's errors; see `storageProblem`. */
export interface TransferQueries {
  /** Latest first. */
  page(request: TransferRequest): TransferPage
  get(id: string): TransferRow | undefined
  /** The one transfer of the company with this reference. */
  byReference(reference: string): TransferRow | undefined
}

const MADE = ['madeAt', 'n', 'status', 'fromAccountId', 'toAccountId']
const MADE_WORDS = [...MADE, 'words']

export function createTransferQueries(
  store: Store,
  ports: Pick<ApprovalQueryPorts, 'self' | 'pendingOf'>,
): TransferQueries {
  const { db } = store

  const rows = (transfers: readonly Transfer[]): TransferRow[] => {
    const tables = store.tables()
    const marks = ports.pendingOf(transfers.map(({ id }) => id))
    const accounts = accountNames(
      db,
      tables,
      transfers.flatMap(({ fromAccountId, toAccountId }) => [fromAccountId, toAccountId]),
    )
    const names = userNames(
      db,
      tables,
      transfers.map(({ makerId }) => makerId),
    )
    return transfers.map((transfer) => {
      const { id, status, number, reference, amount, updatedAt, createdAt, postedAt } = transfer
      const from = accounts.get(transfer.fromAccountId)
      return {
        ...{ id, status, number, reference, amount },
        description: transfer.description ?? null,
        currency: from?.currency ?? null,
        from: nameOf(from),
        to: nameOf(accounts.get(transfer.toAccountId)),
        maker: personOf(transfer.makerId, ports.self(), names),
        madeAt: createdAt ?? postedAt ?? updatedAt,
        postedAt: postedAt ?? null,
        approvalId: transfer.approvalId ?? null,
        pending: marks.get(id) ?? null,
      }
    })
  }

  const walk = (text: string, filter: TransferFilter): Walk => {
    const found = textCondition(store, text)
    return {
      type: 'transfer',
      index: found.length === 0 ? MADE : MADE_WORDS,
      by: 'madeAt',
      direction: 'DESC',
      where: [...equals('status', filter.status), ...within('madeAt', filter), ...onEitherSide(filter), ...found],
      isSearch: found.length > 0,
    }
  }

  return {
    page({ text, filter, ...window }) {
      const { numbers, total } = createWalkedPages(db, store.tables()).page(walk(text, filter), window)
      const docs = db
        .prepare(
          `SELECT doc FROM json_each(?) AS wanted JOIN ${store.tables().entity('transfer')} AS transfer
             ON transfer.n = wanted.value ORDER BY wanted.key`,
        )
        .all(JSON.stringify(numbers))
      return { rows: rows(docs.map(({ doc }) => parseStoredAs('transfer', doc))), total }
    },
    get(id) {
      const found = store.documents.visible.find('transfer', id)
      return found && rows([found])[0]
    },
    byReference(reference) {
      return rows(store.documents.visible.findWhere('transfer', 'reference', reference, 1))[0]
    },
  }
}

function nameOf(account: NamedAccount | undefined): TransferRow['from'] {
  return account === undefined ? null : { id: account.id, name: account.name, number: account.number }
}

function onEitherSide({ accountId }: TransferFilter): Condition[] {
  if (accountId === undefined) return []
  return [{ sql: '"fromAccountId" = ? OR "toAccountId" = ?', values: [accountId, accountId] }]
}

function textCondition(store: Store, typed: string): Condition[] {
  const needle = needleOf(typed)
  if (needle === null) return []
  const contains: Condition = { sql: 'instr("words", ?) > 0', values: [needle] }
  const text = searchText(typed)
  // Shorter texts begin too many names.
  if (text.kind !== 'trigrams') return [contains]
  const { accountNode, accountSearch } = store.tables()
  const also = text.also ? ` AND ${text.also.sql}` : ''
  const matched = `SELECT id FROM ${accountNode}
    WHERE n IN (SELECT rowid FROM ${accountSearch} WHERE ${accountSearch} MATCH ?)${also}`
  const values = [text.match, ...(text.also?.values ?? [])]
  return [
    {
      sql: `${contains.sql} OR "fromAccountId" IN (${matched}) OR "toAccountId" IN (${matched})`,
      values: [...contains.values, ...values, ...values],
    },
  ]
}
