import { z } from 'zod'
import type { SqliteDatabase } from '#main/sqlite/database'
import type { AccountName, ApprovalPerson, ApprovalRow, OwnDecision } from '#shared/contract/approval-views'
import type { PendingMark } from '#shared/contract/views'
import type { Approval } from '#shared/domain/documents'
import { CurrencyCode, Id, MoneyText } from '#shared/domain/fields'
import type { CopyTables } from '../copy-table-names'
import { parseStoredAs } from '../read-change'

/** Who looks. */
export interface Viewer {
  readonly id: string
  readonly name: string
}

export interface ApprovalQueryPorts {
  readonly self: () => Viewer
  /** What is not yet confirmed about these documents; the queue belongs to synchronisation. */
  readonly pendingOf: (ids: readonly string[]) => ReadonlyMap<string, PendingMark>
  /** What the user has decided about these approvals and the bank has not settled, or has refused. */
  readonly decisionsOf: (ids: readonly string[]) => ReadonlyMap<string, OwnDecision>
}

/** A person as this user may see them: names of others come only with the permission to see users. */
export function personOf(id: string, self: Viewer, names: ReadonlyMap<string, string>): ApprovalPerson {
  const isYou = id === self.id
  return { id, isYou, name: names.get(id) ?? (isYou ? self.name : null) }
}

/** Names of users that the copy holds, by id. */
export function userNames(db: SqliteDatabase, tables: CopyTables, ids: readonly string[]): ReadonlyMap<string, string> {
  const rows = db
    .prepare(
      `SELECT id, doc ->> '$.name' AS name FROM ${tables.entity('user')} WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify([...new Set(ids)]))
  return new Map(rows.map((row) => [String(row.id), String(row.name)]))
}

// A summary is whatever the bank wrote into it: each part is read for itself, and one that is not as expected is left out.
const Side = z
  .object({ id: Id.nullish().catch(null), name: z.string(), number: z.string().nullish().catch(null) })
  .transform(({ id, name, number }): AccountName => ({ id: id ?? null, name, number: number ?? null }))
  .nullable()
  .catch(null)
const Words = z.string().nullable().catch(null)
const Summary = z.object({
  amount: MoneyText.nullable().catch(null),
  currency: CurrencyCode.nullable().catch(null),
  from: Side,
  to: Side,
  reference: Words,
  description: Words,
})
const NOTHING_SAID: z.infer<typeof Summary> = {
  amount: null,
  currency: null,
  from: null,
  to: null,
  reference: null,
  description: null,
}

/** An approval with what the bank calls its subject. */
export interface StoredApproval {
  readonly doc: Approval
  readonly number: string | null
}

/** The approvals with these numbers, in this order, in one query however many they are. */
export function storedApprovals(db: SqliteDatabase, tables: CopyTables, numbers: readonly number[]): StoredApproval[] {
  return db
    .prepare(
      `SELECT approval.doc AS doc, transfer.doc ->> '$.number' AS number
       FROM json_each(?) AS wanted
       JOIN ${tables.entity('approval')} AS approval ON approval.n = wanted.value
       LEFT JOIN ${tables.entity('transfer')} AS transfer ON transfer.id = approval."subjectId"
       ORDER BY wanted.key`,
    )
    .all(JSON.stringify(numbers))
    .map(({ doc, number }) => ({
      doc: parseStoredAs('approval', doc),
      number: typeof number === 'string' ? number : null,
    }))
}

/** Approvals as lists show them. */
export function approvalRows(
  db: SqliteDatabase,
  tables: CopyTables,
  stored: readonly StoredApproval[],
  ports: ApprovalQueryPorts,
): ApprovalRow[] {
  const ids = stored.map(({ doc }) => doc.id)
  const marks = ports.pendingOf(ids)
  const decisions = ports.decisionsOf(ids)
  const people = stored.flatMap(({ doc }) => [doc.makerId, doc.decidedBy ?? doc.makerId])
  const names = userNames(db, tables, people)
  const person = (id: string): ApprovalPerson => personOf(id, ports.self(), names)
  return stored.map(({ doc, number }) => ({
    ...(Summary.safeParse(doc.summary).data ?? NOTHING_SAID),
    id: doc.id,
    subjectType: doc.subjectType,
    subjectId: doc.subjectId,
    status: doc.status,
    number,
    maker: person(doc.makerId),
    requestedAt: doc.requestedAt,
    lapsesAt: doc.lapsesAt,
    decider: doc.decidedBy === undefined ? null : person(doc.decidedBy),
    endedAt: doc.status === 'pending' ? null : (doc.decidedAt ?? doc.updatedAt),
    reason: doc.reason ?? null,
    pending: marks.get(doc.id) ?? null,
    ownDecision: decisions.get(doc.id) ?? null,
  }))
}
