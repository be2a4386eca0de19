import { z } from 'zod'
import { AuditRow } from '#shared/contract/audit-views'
import { AppProblem } from '#shared/contract/views'
import {
  type Difference,
  differencesBetween,
  isPlain,
  type LeafValue,
  leavesOf,
  type Plain,
} from '#shared/domain/audit/differences'
import type { AuditEntry } from '#shared/domain/documents'
import { DamagedCopyError } from '../problems'
import { parseStoredObject } from '../read-change'
import { searchedText } from './audit-text'
import { type ToldEntry, textAt, textOf, valueAt } from './told-entry'

/**
 * What is kept of each audit entry for listing and finding it. An entry may carry the thousand accounts that one command
 * opened, so a page of them must not be read whole.
 */
export interface AuditFacts {
  /** Milliseconds of the bank's time. */
  readonly at: number
  readonly type: string
  readonly personId: string
  readonly deviceId: string | null
  readonly outcome: AuditEntry['outcome']
  readonly subjectId: string | null
  readonly told: Told
  /** Lines, each a value that is not split when it is searched. */
  readonly text: string
}

/** The rest of what a list shows; names that the copy knows better are put in when it is read. */
const Told = AuditRow.pick({ changes: true, moreChanges: true })
  .extend({
    variant: z.string(),
    problem: AppProblem,
    subjectType: z.string(),
    name: z.string(),
    number: z.string(),
  })
  .partial()
export type Told = z.infer<typeof Told>

/** Reads what was stored of an entry. Throws DamagedCopyError. */
export function parseTold(text: unknown): Told {
  const told = Told.safeParse(parseStoredObject(text))
  if (!told.success) throw new DamagedCopyError('a listed audit entry does not fit')
  return told.data
}

export function auditFacts(entry: ToldEntry): AuditFacts {
  const { type, actorId: personId, deviceId, outcome } = entry
  const different = differencesOf(entry)
  return {
    at: Date.parse(entry.at),
    type,
    personId,
    deviceId,
    outcome,
    subjectId: textOf(entry.subjectId) ?? firstText(entry, 'id'),
    told: toldOf(entry, different),
    text: searchedText(entry, different),
  }
}

/** Nothing where the document was not written: it was rejected, or the command changed others than the one it is about. */
function differencesOf({ outcome, before, after }: ToldEntry): readonly Difference[] {
  return outcome === 'accepted' && after !== undefined ? differencesBetween(before, after) : []
}

/** More than nearly every command changes in one document. */
const LISTED_CHANGES = 8
/** More of a value no row can show. */
const LONGEST_VALUE = 120
const LONGEST_LIST = 8
/** A file has no more in one command. */
const LONGEST_ROWS = 1_000

/** What every document changes with. */
const BOOKKEEPING = new Set(['version', 'updatedAt'])
/** Of what is new, these say most; in this order. */
const TELLING = ['rows', 'items', 'amount', 'reference', 'reason', 'scheme', 'externalRef', 'accountNumber', 'parentId']
/** Rows of a file are told by their number. */
const ROWS = new Set(['rows', 'items'])
/** The argument that tells commands of one type apart. */
const VARIANTS: Readonly<Record<string, string>> = {
  'subAccount.setBlock': 'block',
  'approval.decide': 'decision',
  'reconciliation.decide': 'action',
}

function toldOf(entry: ToldEntry, different: readonly Difference[]): Told {
  const { type, outcome, before, after, args } = entry
  const isChange = before !== undefined && different.length > 0
  const changes = isChange ? different.filter(({ path: [key = ''] }) => !BOOKKEEPING.has(key)) : telling(args, after)
  const variant = VARIANTS[type]
  return {
    variant: variant === undefined ? undefined : (textAt(args, variant) ?? undefined),
    problem: outcome === 'accepted' ? undefined : problemOf(entry.code, entry.params),
    changes: changes.length === 0 ? undefined : changes.slice(0, LISTED_CHANGES).map(shortened),
    moreChanges: changes.length > LISTED_CHANGES ? changes.length - LISTED_CHANGES : undefined,
    subjectType: textOf(entry.subjectType) ?? undefined,
    name: nameOf(entry) ?? undefined,
    number: firstText(entry, 'number') ?? firstText(entry, 'accountNumber') ?? undefined,
  }
}

/** A transfer and an expected receipt go by their reference, an approval by that of what it is for. */
function nameOf(entry: ToldEntry): string | null {
  const summary = valueAt(entry.after, 'summary') ?? valueAt(entry.before, 'summary')
  return firstText(entry, 'name') ?? firstText(entry, 'reference') ?? textAt(summary, 'reference')
}

function firstText({ before, after, args }: ToldEntry, key: string): string | null {
  return textAt(after, key) ?? textAt(before, key) ?? textAt(args, key)
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

/** With as much of its parameters as a sentence needs: of the rows that were faulty, how many there are. */
function problemOf(code: string | undefined, params: unknown): AppProblem {
  const told = leavesAndLists(params)
  return { code: code ?? 'unknown', ...(Object.keys(told).length > 0 ? { params: told } : {}) }
}

function leavesAndLists(params: unknown): Record<string, Plain | number[]> {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) return {}
  return Object.fromEntries(
    Object.entries(params).flatMap(([key, value]): [string, Plain | number[]][] => {
      if (Array.isArray(value)) return [[key, value.slice(0, LONGEST_ROWS).map(() => 0)]]
      return isPlain(value) ? [[key, typeof value === 'string' ? cut(value) : value]] : []
    }),
  )
}
