import type { Store } from '#main/storage/store'
import {
  AuditDetail,
  type AuditPage,
  type AuditQuestion,
  type AuditRow,
  type AuditSummary,
} from '#shared/contract/audit-views'
import { parseStoredAs } from '../read-change'
import { createAuditPages } from './audit-pages'
import { auditRows, type Viewer } from './audit-rows'
import { type ToldEntry, textOf, valueAt } from './told-entry'

export interface AuditQueryPorts extends Viewer {
  /** The bank's time of the last completed pull, ISO 8601 UTC. */
  readonly asOf: () => string | null
}

/** What the Audit screen asks of the local copy; roles without `audit.view` hold no entries. Throws libsql's errors. */
export interface AuditQueries {
  /** Newest first by the bank's time. */
  page(request: AuditQuestion & { readonly offset: number; readonly limit: number }): AuditPage
  /** Entries that stand behind the one named in the same list, or its first; for reading a list through while it grows. */
  older(request: AuditQuestion & { readonly than: string | null; readonly limit: number }): AuditRow[]
  /** Undefined where there is no such entry. */
  get(id: string): AuditDetail | undefined
  summary(): AuditSummary
}

export function createAuditQueries(store: Store, { asOf, ...viewer }: AuditQueryPorts): AuditQueries {
  const { db } = store
  const pages = createAuditPages(db, store.tables)
  const rows = auditRows(db, store.tables, viewer)

  const numbered = (id: string) =>
    db.prepare(`SELECT n, doc FROM ${store.tables().entity('auditEntry')} WHERE id = ?`).get(id)

  const currencyOf = (account: string): string | null => {
    const tables = store.tables()
    const row = db
      .prepare(
        `SELECT doc ->> '$.currency' AS currency FROM ${tables.entity('currentAccount')}
         WHERE id IN (SELECT "currentAccountId" FROM ${tables.entity('subAccount')} WHERE id = ? UNION ALL VALUES (?))`,
      )
      .get(account, account)
    return textOf(row?.currency)
  }

  return {
    page({ offset, limit, ...question }) {
      const { numbers, total } = pages.page(question, offset, limit)
      return { rows: rows.of(numbers), total }
    },

    older({ than, limit, ...question }) {
      const behind = than === null ? undefined : numbered(than)
      if (than !== null && !behind) return []
      return rows.of(pages.older(question, behind && Number(behind.n), limit))
    },

    get(id) {
      const stored = numbered(id)
      const [row] = stored ? rows.of([Number(stored.n)]) : []
      if (!stored || !row) return undefined
      const { commandId, args, before, after, params, deviceAt }: ToldEntry = parseStoredAs('auditEntry', stored.doc)
      const names = rows.names([args, before, after])
      const account = row.subject.accountId ?? Object.keys(names).find((named) => names[named]?.isAccount)
      return {
        ...row,
        commandId,
        deviceAt: textOf(deviceAt),
        currency: account === undefined ? null : currencyOf(account),
        args,
        before,
        after,
        names,
        faultyRows: faultyRowsOf(params),
      }
    },

    summary: () => ({
      total: pages.total(),
      types: pages.names('type'),
      persons: rows.persons(pages.names('person')),
      asOf: asOf(),
    }),
  }
}

function faultyRowsOf(params: unknown): AuditDetail['faultyRows'] {
  const told = AuditDetail.shape.faultyRows.safeParse(valueAt(params, 'rows'))
  return told.success ? told.data : []
}
