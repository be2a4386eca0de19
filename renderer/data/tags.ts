import type { DocumentType } from '#shared/domain/documents'

/** Every document type, so that a new one cannot be forgotten here: the compiler asks for it. */
const documentTags = {
  company: true,
  user: true,
  currentAccount: true,
  subAccount: true,
  numberingScheme: true,
  accountTransaction: true,
  transfer: true,
  reconciliationItem: true,
  approval: true,
  holiday: true,
  auditEntry: true,
  companyProfile: true,
  file: true,
} as const satisfies Record<DocumentType, true>

const otherTags = { outbox: true, connection: true } as const

/** What a cached answer was made from; main's `changed` events name document types, the outbox stands beside them. */
export type Tag = keyof typeof documentTags | keyof typeof otherTags

export const TAGS: readonly Tag[] = Object.keys({ ...documentTags, ...otherTags }).filter(isTag)

/** Whether `text` names something that answers are made from. */
export function isTag(text: string): text is Tag {
  return Object.hasOwn(documentTags, text) || Object.hasOwn(otherTags, text)
}
