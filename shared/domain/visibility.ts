import type { Permission } from '../kernel/permissions'
import type { DocumentType } from './documents'
import { FILE_PURPOSES, FILE_RULES } from './files'

/**
 * Who may see which document. What a role may not see is not sent to it.
 * Source: docs/domain.md §0 Documents and §0 Files.
 */

/** The permission needed; null means everyone of the company. */
type Needed = Permission | null

/** Where it depends on the document: the field that decides, and what each of its values needs. */
interface ByField {
  readonly field: string
  readonly needed: ReadonlyMap<string, Needed>
}

const VIEW_RULES: Readonly<Record<DocumentType, Needed | ByField>> = {
  company: null,
  user: 'users.view',
  currentAccount: 'accounts.view',
  subAccount: 'accounts.view',
  numberingScheme: 'accounts.view',
  accountTransaction: 'accounts.view',
  transfer: 'accounts.view',
  reconciliationItem: 'accounts.view',
  approval: 'accounts.view',
  holiday: null,
  auditEntry: 'audit.view',
  file: { field: 'purpose', needed: new Map(FILE_PURPOSES.map((purpose) => [purpose, FILE_RULES[purpose].view])) },
  companyProfile: null,
}

/** A type of which a user sees documents; with `only`, just those whose field has one of these values. */
export interface VisibleType {
  readonly type: DocumentType
  readonly only: { readonly field: string; readonly values: readonly string[] } | null
}

function grants(permissions: readonly Permission[], needed: Needed): boolean {
  return needed === null || permissions.includes(needed)
}

/** What somebody with these permissions sees of a type; undefined where they see none of it. */
export function visibleOf(permissions: readonly Permission[], type: DocumentType): VisibleType | undefined {
  const rule = VIEW_RULES[type]
  if (rule === null || typeof rule === 'string') return grants(permissions, rule) ? { type, only: null } : undefined
  const values = [...rule.needed].filter(([, needed]) => grants(permissions, needed)).map(([value]) => value)
  return values.length > 0 ? { type, only: { field: rule.field, values } } : undefined
}

/** The permission needed to see this document; null: everyone of the company may; undefined: nobody may. */
export function permissionToSee(type: DocumentType, doc: Readonly<Record<string, unknown>>): Needed | undefined {
  const rule = VIEW_RULES[type]
  if (rule === null || typeof rule === 'string') return rule
  const value = doc[rule.field]
  // A value that no rule knows opens nothing.
  return typeof value === 'string' ? rule.needed.get(value) : undefined
}

/** Whether somebody with these permissions may see this document. */
export function maySee(
  permissions: readonly Permission[],
  type: DocumentType,
  doc: Readonly<Record<string, unknown>>,
): boolean {
  const needed = permissionToSee(type, doc)
  return needed !== undefined && grants(permissions, needed)
}
