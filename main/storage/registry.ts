import { DOCUMENT_TYPES, type DocumentType, lookupFields } from '#shared/domain/documents'

/**
 * What the local copy keeps of each document type beside the document itself. To add a column that a screen sorts,
 * filters or sums by: add it here; the tables are rebuilt on the next opening.
 */

/** A column computed by SQLite from the document's JSON. */
export interface GeneratedColumn {
  readonly name: string
  /**
   * `text`: the field as it is; `money`: whole minor units as a 64-bit integer; `firstOf`: the first field that is there;
   * `words`: several fields in small letters, for finding text in them.
   */
  readonly kind: 'text' | 'money' | 'firstOf' | 'words'
  /** JSON paths such as `$.limits.debit.daily`; one, or several for `firstOf` and `words`. */
  readonly paths: readonly string[]
}

export interface EntityDefinition {
  /** The table's name without the suffix of its copy. */
  readonly table: string
  readonly columns: readonly GeneratedColumn[]
  /** Columns of each index, in order. */
  readonly indexes: readonly (readonly string[])[]
  /**
   * Indexes in the order in which the feed brings rows: they only grow at their end, so they are kept up while a copy is
   * filled. Making one at the end would read every document in a single turn of the process.
   */
  readonly growing: readonly (readonly string[])[]
}

export type EntityRegistry = Readonly<Record<DocumentType, EntityDefinition>>

interface Additions {
  readonly columns?: readonly GeneratedColumn[]
  readonly indexes?: readonly (readonly string[])[]
  readonly growing?: readonly (readonly string[])[]
}

const money = (name: string): GeneratedColumn => ({ name, kind: 'money', paths: [`$.${name}`] })
const text = (name: string): GeneratedColumn => ({ name, kind: 'text', paths: [`$.${name}`] })
const firstOf = (name: string, ...paths: string[]): GeneratedColumn => ({ name, kind: 'firstOf', paths })
const words = (...fields: string[]): GeneratedColumn => ({
  name: 'words',
  kind: 'words',
  paths: fields.map((field) => `$.${field}`),
})

// Sorting and sums of accounts live in the account tree (accounts/account-tree.ts), which holds both kinds in one list.
const ADDITIONS: Partial<Record<DocumentType, Additions>> = {
  currentAccount: { columns: [money('balance')] },
  // Latest first under a current account: that shows how far its running number has come.
  subAccount: { columns: [money('balance')], indexes: [['currentAccountId', 'id']] },
  accountTransaction: {
    columns: [text('postedAt')],
    indexes: [['accountId', 'postedAt', 'id']],
    growing: [['postedAt', 'id']],
  },
  // Each index holds everything that its list is chosen by: the one with the words is wide, so only searching walks it.
  transfer: {
    columns: [
      ...['status', 'fromAccountId', 'toAccountId', 'number'].map(text),
      firstOf('madeAt', '$.createdAt', '$.postedAt', '$.updatedAt'),
      words('reference', 'number', 'amount', 'description'),
    ],
    indexes: [
      ['number'],
      ['madeAt', 'n', 'status', 'fromAccountId', 'toAccountId'],
      ['madeAt', 'n', 'status', 'fromAccountId', 'toAccountId', 'words'],
    ],
  },
  reconciliationItem: {
    columns: [...['status', 'dueDate'].map(text), money('amount'), words('reference', 'accountNumber')],
    indexes: [
      ['dueDate', 'n', 'status', 'accountNumber'],
      ['amount', 'n', 'status', 'dueDate', 'accountNumber'],
      ['words', 'n', 'status', 'dueDate', 'accountNumber'],
      ['status', 'dueDate', 'amount'],
      ['accountNumber', 'dueDate', 'n', 'status'],
    ],
  },
  approval: {
    columns: [
      ...['makerId', 'decidedBy', 'requestedAt', 'lapsesAt'].map(text),
      firstOf('endedAt', '$.decidedAt', '$.updatedAt'),
      words(
        ...['reference', 'amount', 'description'].map((field) => `summary.${field}`),
        ...['from', 'to'].flatMap((side) => [`summary.${side}.name`, `summary.${side}.number`]),
        'reason',
      ),
    ],
    indexes: [
      ['status', 'lapsesAt', 'n', 'makerId'],
      ['makerId', 'requestedAt', 'n', 'status'],
      ['decidedBy'],
      ['endedAt', 'n', 'status', 'makerId', 'decidedBy'],
      ['endedAt', 'n', 'status', 'makerId', 'decidedBy', 'subjectId', 'words'],
    ],
  },
}

/** The registry this build works with. */
export const ENTITY_REGISTRY: EntityRegistry = Object.fromEntries(
  DOCUMENT_TYPES.map((type) => [type, definitionOf(type)]),
) as Record<DocumentType, EntityDefinition>

function definitionOf(type: DocumentType): EntityDefinition {
  const { columns = [], indexes = [], growing = [] } = ADDITIONS[type] ?? {}
  const looked: readonly string[] = lookupFields[type]
  // An index that begins with the field serves look-ups by it as well.
  const own = looked.filter((field) => !indexes.some((index) => index[0] === field))
  return {
    table: type.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    columns: [...looked.map(text), ...columns],
    indexes: [...own.map((field) => [field]), ...indexes],
    growing,
  }
}

/** The SQL expression of a generated column. */
export function columnExpression({ kind, paths }: GeneratedColumn): string {
  const read = paths.map((path) => `doc ->> '${path}'`)
  if (kind === 'words') return `lower(${read.map((value) => `coalesce(${value}, '')`).join(" || ' ' || ")})`
  if (kind === 'firstOf') return `coalesce(${read.join(', ')})`
  // Exact: the text has the currency's minor digits (docs/domain.md §0 Money), so dropping the point gives minor units.
  if (kind === 'money') return `CAST(replace(${read[0]}, '.', '') AS INTEGER)`
  return `${read[0]}`
}
