import { z } from 'zod'
import { AuditRow } from '#shared/contract/audit-views'
import {
  type Difference,
  differencesBetween,
  type LeafValue,
  leavesOf,
  type Plain,
} from '#shared/domain/audit/differences'
import { DamagedCopyError } from '../problems'
import { parseStoredObject } from '../read-change'
import { searchedText } from './audit-text'
import { type ToldEntry, textAt, textOf, valueAt } from './told-entry'

/**
 * What is kept of each audit entry for listing and finding it. An entry may carry the thousand accounts that one command
 * opened, so a page of them must not be read whole.
 */

/** An entry as a list shows it; names that the copy knows better are put in when it is read. */
const ListedEntry = AuditRow.pick({
  id: true,
  at: true,
  deviceId: true,
  type: true,
  variant: true,
  commandId: true,
  outcome: true,
  problem: true,
  changes: true,
  moreChanges: true,
}).extend({
  actorId: z.string(),
  subjectType: z.string().nullable(),
  subjectId: z.string().nullable(),
  name: z.string().nullable(),
  number: z.string().nullable(),
})
export type ListedEntry = z.infer<typeof ListedEntry>

/** Reads what was stored of an entry. Throws DamagedCopyError. */
export function parseListed(text: unknown): ListedEntry {
  const listed = ListedEntry.safeParse(parseStoredObject(text))
  if (!listed.success) throw new DamagedCopyError('a listed audit entry does not fit')
  return listed.data
}

/** An entry as it is listed and as it is found. */
export interface AuditFacts {
  readonly listed: ListedEntry
  /** Lines, each a value that is not split when it is searched. */
  readonly text: string
}

export function auditFacts(entry: ToldEntry): AuditFacts {
  const different = differencesOf(entry)
  return { listed: listedOf(entry, different), text: searchedText(entry, different) }
}

/** Nothing where the document was not written: it was rejected, or the command changed others than the one it is about. */
function differencesOf({ outcome, before, after }: ToldEntry): readonly Difference[] {
  return outcome === 'accepted' && after !== undefined ? differencesBetween(before, after) : []
}

const SHOWN_CHANGES = 3
/** More of a value no row can show. */
const LONGEST_VALUE = 120
const LONGEST_LIST = 8
/** More parameters no sentence has; those of a faulty file can be a thousand. */
const LONGEST_PARAMS = 2_000

/** What every document changes with. */
const BOOKKEEPING = new Set(['version', 'updatedAt'])
/** Of what is new, these say most; in this order. */
const TELLING = ['amount', 'reference', 'decision', 'reason', 'scheme', 'externalRef', 'accountNumber', 'rows', 'items']
/** Rows of a file are told by their number. */
const ROWS = new Set(['rows', 'items'])
/** The argument that tells commands of one type apart. */
const VARIANTS: Readonly<Record<string, string>> = {
  'subAccount.setBlock': 'block',
  'approval.decide': 'decision',
  'reconciliation.decide': 'action',
}

function listedOf(entry: ToldEntry, different: readonly Difference[]): ListedEntry {
  const { id, at, deviceId, type, commandId, outcome, actorId, before, after, args } = entry
  const first = (key: string) => textAt(after, key) ?? textAt(before, key) ?? textAt(args, key)
  const isChange = before !== undefined && different.length > 0
  const changes = isChange ? different.filter(({ path: [key = ''] }) => !BOOKKEEPING.has(key)) : telling(args, after)
  const variant = VARIANTS[type]
  return {
    id,
    at,
    deviceId,
    type,
    commandId,
    outcome,
    actorId,
    variant: variant === undefined ? null : textAt(args, variant),
    problem: outcome === 'accepted' ? null : problemOf(entry.code, entry.params),
    changes: changes.slice(0, SHOWN_CHANGES).map(shortened),
    moreChanges: Math.max(0, changes.length - SHOWN_CHANGES),
    subjectType: textOf(entry.subjectType),
    subjectId: textOf(entry.subjectId) ?? first('id'),
    name: first('name'),
    number: first('number'),
  }
}

/** Of something new, or of what was only wanted, what says most about it. */
function telling(args: unknown, after: unknown): Difference[] {
  return TELLING.flatMap((key) => {
    const value = valueAt(after, key) ?? valueAt(args, key)
    const told = ROWS.has(key) && Array.isArray(value) ? value.length : value
    const [leaf] = told === undefined || told === null ? [] : leavesOf(told)
    return leaf === undefined || leaf.path.length > 0 ? [] : [{ path: [key], to: leaf.value }]
  })
}

function shortened({ path, from, to }: Difference): Difference {
  return { path: path.map(cut), from: short(from), to: short(to) }
}

function short(value: LeafValue | undefined): LeafValue | undefined {
  if (typeof value === 'string') return cut(value)
  return isList(value)
    ? value.slice(0, LONGEST_LIST).map((each) => (typeof each === 'string' ? cut(each) : each))
    : value
}

function cut(text: string): string {
  return text.slice(0, LONGEST_VALUE)
}

function isList(value: LeafValue | undefined): value is readonly Plain[] {
  return Array.isArray(value)
}

const Params = z.record(z.string(), z.json())

function problemOf(code: string | undefined, params: unknown): ListedEntry['problem'] {
  const fits = Params.safeParse(params)
  const small = fits.success && JSON.stringify(fits.data).length <= LONGEST_PARAMS
  return { code: code ?? 'unknown', ...(small ? { params: fits.data } : {}) }
}
