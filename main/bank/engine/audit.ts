import type { DocumentType } from '#shared/domain/documents'
import { deriveId } from '#shared/kernel/ids'
import type { JsonObject } from '#shared/kernel/json'
import type { CompanyDocuments } from '../storage/document-store'

/** Who acted: a user on a device, or the bank itself (its timers, staff and simulated counterparties). */
export interface AuditActor {
  /** The id of the user document, or `bank`. */
  readonly actorId: string
  readonly deviceId: string | null
}

/** One decided command, as the audit trail keeps it. Source: docs/domain.md §0 Audit. */
export interface AuditRecord extends AuditActor {
  readonly commandId: string
  readonly type: string
  readonly args: unknown
  readonly subject: { readonly type: DocumentType; readonly id: string } | null
  /** The bank's time. */
  readonly at: string
  /** When the device says the user decided; evidence only. */
  readonly deviceAt: string | null
  readonly outcome: 'accepted' | 'rejected'
  readonly code: string | null
  readonly params: JsonObject | null
  readonly before: unknown
  readonly after: unknown
}

/** Far above what any command counts up to, so the entry's id never meets one that a rule derives. */
const AUDIT_ID_INDEX = 2 ** 32

/** Writes the entry; answers its feed position. Needs an open transaction. */
export function writeAuditEntry(documents: CompanyDocuments, record: AuditRecord): number {
  const { subject, deviceAt, code, params, before, after, ...rest } = record
  const body = {
    id: deriveId(record.commandId, AUDIT_ID_INDEX),
    ...rest,
    ...(subject === null ? {} : { subjectType: subject.type, subjectId: subject.id }),
    ...(deviceAt === null ? {} : { deviceAt }),
    ...(code === null ? {} : { code }),
    ...(params === null || Object.keys(params).length === 0 ? {} : { params }),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  }
  return documents.put('auditEntry', body, record.at)
}
