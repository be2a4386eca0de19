import type { AuditEntry } from '#shared/domain/documents'

/** An audit entry with what our bank and others tell beyond what every backend must. Source: docs/protocol.md Documents in the feed. */
export type ToldEntry = AuditEntry & {
  readonly args?: unknown
  readonly params?: unknown
  readonly subjectType?: unknown
  readonly subjectId?: unknown
  readonly deviceAt?: unknown
}

/** A document's own field; never what a prototype has. */
export function valueAt(document: unknown, key: string): unknown {
  return isObject(document) && Object.hasOwn(document, key) ? document[key] : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** A text that says something; null for an empty one or anything else. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** The text of a document's own field. */
export function textAt(document: unknown, key: string): string | null {
  return textOf(valueAt(document, key))
}
