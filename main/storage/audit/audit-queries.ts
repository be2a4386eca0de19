import type { Store } from '#main/storage/store'
import type {
  AuditDetail,
  AuditName,
  AuditPage,
  AuditPerson,
  AuditQuestion,
  AuditRow,
  AuditSubject,
  AuditSummary,
} from '#shared/contract/audit-views'
import { leavesOf } from '#shared/domain/audit/differences'
import { isId } from '#shared/kernel/ids'
import { parseStoredAs } from '../read-change'
import { type KnownDocument, knownDocuments } from './audit-names'
import { createAuditPages } from './audit-pages'
import { type ListedEntry, listedEntries } from './listed-entries'
import type { ToldEntry } from './told-entry'

export interface AuditQueryPorts {
  /** Who looks: the one user whose name every role is told. */
  readonly self: () => { readonly id: string; readonly name: string }
  readonly deviceId: string
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

export function createAuditQueries(store: Store, { self, deviceId, asOf }: AuditQueryPorts): AuditQueries {
  const { db } = store
  const pages = createAuditPages(db, store.tables)

  const listed = (numbers: readonly number[]): ListedEntry[] => listedEntries(db, store.tables(), numbers)

  const rowsOf = (entries: readonly ListedEntry[]): AuditRow[] => {
    const persons = entries.map(({ personId }) => ({ id: personId, type: 'user' }))
    const subjects = entries.flatMap(({ subjectId: id, told }) =>
      id === null ? [] : [{ id, type: told.subjectType ?? null }],
    )
    const known = knownDocuments(db, store.tables(), [...persons, ...subjects])
    return entries.map((entry) => rowOf(entry, known))
  }

  const personOf = (id: string, known: ReadonlyMap<string, KnownDocument>): AuditPerson => {
    const user = known.get(id)
    const told = user?.type === 'user' ? user.name : null
    return { id, name: told ?? (id === self().id ? self().name : null) }
  }

  const rowOf = (entry: ListedEntry, known: ReadonlyMap<string, KnownDocument>): AuditRow => {
    const { id, at, type, outcome, told } = entry
    return {
      ...{ id, at, type, outcome },
      person: personOf(entry.personId, known),
      deviceId: entry.deviceId,
      isThisDevice: entry.deviceId === deviceId,
      variant: told.variant ?? null,
      subject: subjectOf(entry, entry.subjectId === null ? undefined : known.get(entry.subjectId)),
      problem: told.problem ?? null,
      changes: told.changes ?? [],
      moreChanges: told.moreChanges ?? 0,
    }
  }

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
    return typeof row?.currency === 'string' ? row.currency : null
  }

  /** Whoever and whatever an entry names, by id. */
  const namesIn = (values: readonly unknown[]): AuditDetail['names'] => {
    const ids = [...new Set(values.flatMap(leavesOf).flatMap(({ value }) => [value].flat().filter(isIdText)))]
    const known = knownDocuments(
      db,
      store.tables(),
      ids.map((id) => ({ id, type: null })),
    )
    const own: AuditName = { type: 'user', name: self().name, number: null, isAccount: false }
    return Object.fromEntries(
      ids.flatMap((id): (readonly [string, AuditName])[] => {
        const document = known.get(id)
        if (!document) return id === self().id ? [[id, own]] : []
        const { type, name, number, accountId } = document
        return [[id, { type, name, number, isAccount: accountId === id }]]
      }),
    )
  }

  return {
    page({ offset, limit, ...question }) {
      const { numbers, total } = pages.page(question, offset, limit)
      return { rows: rowsOf(listed(numbers)), total }
    },

    older({ than, limit, ...question }) {
      const behind = than === null ? undefined : numbered(than)
      if (than !== null && !behind) return []
      return rowsOf(listed(pages.older(question, behind && Number(behind.n), limit)))
    },

    get(id) {
      const stored = numbered(id)
      const [row] = stored ? rowsOf(listed([Number(stored.n)])) : []
      if (!stored || !row) return undefined
      const { commandId, args, before, after, deviceAt }: ToldEntry = parseStoredAs('auditEntry', stored.doc)
      const names = namesIn([args, before, after, row.problem?.params])
      const account = row.subject.accountId ?? Object.keys(names).find((named) => names[named]?.isAccount)
      return {
        ...row,
        commandId,
        deviceAt: typeof deviceAt === 'string' ? deviceAt : null,
        currency: account === undefined ? null : currencyOf(account),
        args,
        before,
        after,
        names,
      }
    },

    summary() {
      const persons = pages.names('person')
      const known = knownDocuments(
        db,
        store.tables(),
        persons.map((id) => ({ id, type: 'user' })),
      )
      return {
        total: pages.total(),
        types: pages.names('type'),
        persons: persons.map((id) => personOf(id, known)),
        asOf: asOf(),
      }
    },
  }
}

function isIdText(value: unknown): value is string {
  return typeof value === 'string' && isId(value)
}

/** As the copy knows it now, else as the entry tells. */
function subjectOf({ subjectId, told }: ListedEntry, known: KnownDocument | undefined): AuditSubject {
  return {
    type: known?.type ?? told.subjectType ?? null,
    id: subjectId,
    name: known?.name ?? told.name ?? null,
    number: known?.number ?? told.number ?? null,
    accountId: known?.accountId ?? null,
  }
}
