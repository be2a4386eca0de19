import { z } from 'zod'
import { AuditRow } from '#shared/contract/audit-views'
import {
  compareDocuments,
  type Difference,
  type Leaf,
  type LeafValue,
  leavesOf,
  type Plain,
} from '#shared/domain/audit/differences'
import type { AuditEntry } from '#shared/domain/documents'
import { isId } from '#shared/kernel/ids'
import { DamagedCopyError } from '../problems'
import { parseStoredObject } from '../read-change'

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

const SHOWN_CHANGES = 3
/** More of a value no row can show. */
const LONGEST_VALUE = 120
const LONGEST_LIST = 8
/** More parameters no sentence has; those of a faulty file can be a thousand. */
const LONGEST_PARAMS = 2_000

type Fields = Readonly<Record<string, unknown>>

/** What every document changes with. */
const BOOKKEEPING = new Set(['version', 'updatedAt'])
/** Of what is new, these say most; in this order. */
const TELLING = ['amount', 'reference', 'decision', 'reason', 'scheme', 'externalRef', 'accountNumber', 'rows', 'items']
/** The argument that tells commands of one type apart. */
const VARIANTS: Readonly<Record<string, string>> = {
  'subAccount.setBlock': 'block',
  'approval.decide': 'decision',
  'reconciliation.decide': 'action',
}

/** An entry as it is listed and as it is found. */
export interface AuditFacts {
  readonly listed: ListedEntry
  /** Lines, each a value that is not split when it is searched. */
  readonly text: string
}

export function auditFacts(entry: AuditEntry): AuditFacts {
  const different = differencesOf(entry)
  return { listed: listedOf(entry, different), text: searchedText(entry, different) }
}

/** Nothing where the document was not written: it was rejected, or the command changed others than the one it is about. */
function differencesOf({ outcome, before, after }: AuditEntry): readonly Difference[] {
  return outcome === 'accepted' && after !== undefined ? compareDocuments(before, after).different : []
}

function listedOf(entry: AuditEntry, different: readonly Difference[]): ListedEntry {
  const { args, params, subjectType, subjectId } = loose(entry)
  const after = fieldsOf(entry.after)
  const before = fieldsOf(entry.before)
  const wanted = fieldsOf(args)
  const first = (key: string) => textOf(after[key]) ?? textOf(before[key]) ?? textOf(wanted[key])
  const isChange = entry.before !== undefined && different.length > 0
  const changes = isChange ? different.filter(({ path: [key = ''] }) => !BOOKKEEPING.has(key)) : telling(wanted, after)
  const variant = VARIANTS[entry.type]
  return {
    id: entry.id,
    at: entry.at,
    deviceId: entry.deviceId,
    type: entry.type,
    variant: variant === undefined ? null : textOf(wanted[variant]),
    commandId: entry.commandId,
    outcome: entry.outcome,
    problem: entry.outcome === 'accepted' ? null : problemOf(entry.code, params),
    changes: changes.slice(0, SHOWN_CHANGES).map(shortened),
    moreChanges: Math.max(0, changes.length - SHOWN_CHANGES),
    actorId: entry.actorId,
    subjectType: textOf(subjectType),
    subjectId: textOf(subjectId) ?? first('id'),
    name: first('name'),
    number: first('number'),
  }
}

/** Bodies that an entry may carry beyond those every backend gives. Source: docs/protocol.md Documents in the feed. */
export function loose(entry: AuditEntry): Fields {
  return { ...entry }
}

/** Of something new, or of what was only wanted, what says most about it. */
function telling(wanted: Fields, after: Fields): Difference[] {
  const told = { ...counted(wanted), ...counted(after) }
  return TELLING.flatMap((key) => {
    const [leaf] = leavesOf(told[key])
    return leaf === undefined || leaf.path.length > 0 || leaf.value === null ? [] : [{ path: [key], to: leaf.value }]
  })
}

/** Rows of a file are told by their number. */
function counted(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, Array.isArray(value) && isRows(key) ? value.length : value]),
  )
}

function isRows(key: string): boolean {
  return key === 'items' || key === 'rows'
}

function shortened({ path, from, to }: Difference): Difference {
  return { path: path.map((key) => key.slice(0, LONGEST_VALUE)), from: short(from), to: short(to) }
}

function short(value: LeafValue | undefined): LeafValue | undefined {
  if (typeof value === 'string') return value.slice(0, LONGEST_VALUE)
  return isList(value)
    ? value.slice(0, LONGEST_LIST).map((each) => (typeof each === 'string' ? each.slice(0, LONGEST_VALUE) : each))
    : value
}

function isList(value: LeafValue | undefined): value is readonly Plain[] {
  return Array.isArray(value)
}

function problemOf(code: string | undefined, params: unknown): ListedEntry['problem'] {
  const fits = z.record(z.string(), z.json()).safeParse(params)
  const small = fits.success && JSON.stringify(fits.data).length <= LONGEST_PARAMS
  return { code: code ?? 'unknown', ...(small ? { params: fits.data } : {}) }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** Characters of one entry that can be found: a thousand names and references. */
const LONGEST_TEXT = 65_536
/** Nobody looks for these: they are in every entry, or say nothing. */
const UNSEARCHED = new Set([...BOOKKEEPING, 'usedToday', 'currency'])
const INSTANT = /^\d{4}-\d{2}-\d{2}T/
const NO_AMOUNT = /^[0.]*$/

/**
 * What an entry can be found by: the names and numbers of what it is about, what it changed, what was asked for, and the
 * random end of the command's id; each once, and none of the ids and moments in it.
 */
function searchedText(entry: AuditEntry, different: readonly Difference[]): string {
  const { args } = loose(entry)
  const values = [
    ...identityOf(entry.after),
    ...identityOf(entry.before),
    ...leavesOf(args).flatMap(searchedValues),
    ...different.flatMap(({ path, from, to }) => [
      ...(to === undefined ? [] : searchedValues({ path, value: to })),
      ...(from === undefined ? [] : searchedValues({ path, value: from })),
    ]),
  ]
  let text = entry.commandId.slice(-COMMAND_ID_END)
  for (const value of new Set(values)) {
    if (text.length + value.length >= LONGEST_TEXT) break
    text += `\n${value}`
  }
  return text
}

/** Hex digits at the end of an id that tell it from all others; its beginning is the time. */
export const COMMAND_ID_END = 12

function identityOf(document: unknown): string[] {
  const { name, number, reference, externalRef } = fieldsOf(document)
  return [name, number, reference, externalRef].flatMap((value) => textOf(value) ?? [])
}

function searchedValues({ path: [key = ''], value }: Leaf): string[] {
  if (UNSEARCHED.has(key)) return []
  const values = Array.isArray(value) ? value : [value]
  return values.flatMap((each) =>
    typeof each !== 'string' || isId(each) || INSTANT.test(each) || NO_AMOUNT.test(each) ? [] : [each],
  )
}
