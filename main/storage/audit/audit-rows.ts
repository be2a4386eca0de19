import type { SqliteDatabase } from '#main/sqlite/database'
import type { AuditName, AuditPerson, AuditRow, AuditSubject } from '#shared/contract/audit-views'
import { leavesOf } from '#shared/domain/audit/differences'
import { isId } from '#shared/kernel/ids'
import type { CopyTables } from '../copy-table-names'
import { type KnownDocument, knownDocuments } from './audit-names'
import { type ListedEntry, listedEntries } from './listed-entries'

export interface Viewer {
  /** The one user whose name every role is told. */
  readonly self: () => { readonly id: string; readonly name: string }
  readonly deviceId: string
}

/** Entries as lists show them, with the names that the copy knows. */
export function auditRows(db: SqliteDatabase, live: () => CopyTables, { self, deviceId }: Viewer) {
  const personOf = (id: string, known: ReadonlyMap<string, KnownDocument>): AuditPerson => {
    const user = known.get(id)
    const told = user?.type === 'user' ? user.name : null
    return { id, name: told ?? (id === self().id ? self().name : null) }
  }

  const nameOf = (id: string, known: ReadonlyMap<string, KnownDocument>): AuditName | undefined => {
    const document = known.get(id)
    if (!document)
      return id === self().id ? { type: 'user', name: self().name, number: null, isAccount: false } : undefined
    const { type, name, number, accountId } = document
    return { type, name, number, isAccount: accountId === id }
  }

  const namesOf = (ids: readonly string[], known: ReadonlyMap<string, KnownDocument>): Record<string, AuditName> =>
    Object.fromEntries(
      ids.flatMap((id): (readonly [string, AuditName])[] => {
        const name = nameOf(id, known)
        return name ? [[id, name]] : []
      }),
    )

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
      names: namesOf(idsIn(told.changes), known),
    }
  }

  return {
    /** The entries with these numbers, in this order. */
    of(numbers: readonly number[]): AuditRow[] {
      const entries = listedEntries(db, live(), numbers)
      const wanted = entries.flatMap(({ personId, subjectId, told }) => [
        { id: personId, type: 'user' },
        ...(subjectId === null ? [] : [{ id: subjectId, type: told.subjectType ?? null }]),
        ...idsIn(told.changes).map((id) => ({ id, type: null })),
      ])
      const known = knownDocuments(db, live(), wanted)
      return entries.map((entry) => rowOf(entry, known))
    },

    persons(ids: readonly string[]): AuditPerson[] {
      const users = ids.map((id) => ({ id, type: 'user' }))
      const known = knownDocuments(db, live(), users)
      return ids.map((id) => personOf(id, known))
    },

    /** What the copy knows of everything that is named in these values. */
    names(values: unknown): Record<string, AuditName> {
      const ids = idsIn(values)
      const wanted = ids.map((id) => ({ id, type: null }))
      return namesOf(ids, knownDocuments(db, live(), wanted))
    },
  }
}

function idsIn(values: unknown): string[] {
  return [...new Set(leavesOf(values).flatMap(({ value }) => [value].flat().filter(isIdText)))]
}

function isIdText(value: unknown): value is string {
  return typeof value === 'string' && isId(value)
}

/** By the name that it had then, which is also the one that it is found by. */
function subjectOf({ subjectId, told }: ListedEntry, known: KnownDocument | undefined): AuditSubject {
  return {
    type: told.subjectType ?? known?.type ?? null,
    id: subjectId,
    name: told.name ?? known?.name ?? null,
    number: told.number ?? known?.number ?? null,
    accountId: known?.accountId ?? null,
  }
}
