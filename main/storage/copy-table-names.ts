import type { DocumentType } from '#shared/domain/documents'

/**
 * The tables of one whole copy of the bank's documents. Two copies can exist side by side: the live one, and one being
 * made after the bank refused the cursor. Which is live is a fact in `meta`, so exchanging them is one small write
 * however many documents there are.
 */
export type CopyName = 'a' | 'b'

export interface CopyTables {
  readonly copy: CopyName
  /** Documents of a type: `n, id, version, seq, doc, base` and the registry's columns. */
  entity(type: DocumentType): string
  /** Accounts of both kinds with their sums; see accounts/account-tree.ts. */
  readonly accountNode: string
  /** How many accounts there are of each combination of kind, scheme, status and block. */
  readonly accountFacet: string
  /** Trigram index over number, name and external reference; rowid = `accountNode.n`. */
  readonly accountSearch: string
  /** Sums of accounts by current account and scheme; see overview/sum-tables.ts. */
  readonly accountSum: string
  /** Sums of statement lines by day, current account and scheme. */
  readonly cashDay: string
  /** Audit entries as they are listed, named and found; see audit/audit-tables.ts. */
  readonly auditRow: string
  readonly auditName: string
  readonly auditSearch: string
  readonly quarantine: string
  /** Documents of types that this build does not know, as they came. */
  readonly foreignDocument: string
  readonly tombstone: string
}
