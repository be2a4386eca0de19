import { z } from 'zod'
import { DateText, Id, InstantText } from '../domain/fields'
import { TABLE_FORMATS } from './report-views'
import { AppProblem } from './views'

/** Read models of the Audit screen. */

/** A user of the company, or `bank` itself. */
const PersonId = z.string().max(80)

export const AuditFilter = z.object({
  outcome: z.enum(['accepted', 'rejected']).optional(),
  type: z.string().max(80).optional(),
  personId: PersonId.optional(),
  /** Calendar dates of the bank's zone, both included. */
  from: DateText.optional(),
  to: DateText.optional(),
})

/**
 * One word of a search. An entry has it where its text does, or where it is of one of these types or by one of these persons:
 * what those are called is known where the words are, and not here.
 */
export const AuditTerm = z.object({
  text: z.string().max(200),
  types: z.array(z.string().max(80)).max(500),
  personIds: z.array(PersonId).max(500),
})

/** Entries that have every term and pass the filter. */
export const AuditQuestion = z.object({ terms: z.array(AuditTerm).max(20), filter: AuditFilter })

const Plain = z.union([z.string(), z.number(), z.boolean(), z.null()])
const LeafValue = z.union([Plain, z.array(Plain).readonly(), z.record(z.string(), z.never())])

/** A value that the command changed, or, without `from`, one that says what it was about. */
const AuditChange = z.object({
  path: z.array(z.string()).readonly(),
  from: LeafValue.optional(),
  to: LeafValue.optional(),
})

/** What an entry is about: as it was called then, else as the copy knows it. */
const AuditSubject = z.object({
  type: z.string().nullable(),
  id: z.string().nullable(),
  name: z.string().nullable(),
  number: z.string().nullable(),
  /** The account to look at: itself, or where its money is. Null where the copy has none. */
  accountId: z.string().nullable(),
})

const AuditName = z.object({
  type: z.string(),
  name: z.string().nullable(),
  number: z.string().nullable(),
  isAccount: z.boolean(),
})

const AuditPerson = z.object({
  id: PersonId,
  /** Null where this user is not told the names of others. */
  name: z.string().nullable(),
})

export const AuditRow = z.object({
  id: Id,
  /** The bank's time. */
  at: InstantText,
  person: AuditPerson,
  /** Null for the bank itself. */
  deviceId: z.string().nullable(),
  isThisDevice: z.boolean(),
  type: z.string(),
  /** What tells commands of one type apart, such as the block that was set. */
  variant: z.string().nullable(),
  subject: AuditSubject,
  outcome: z.enum(['accepted', 'rejected']),
  /** Why it was rejected. */
  problem: AppProblem.nullable(),
  /** The first few that differ. */
  changes: z.array(AuditChange),
  /** How many there are beside these. */
  moreChanges: z.int().nonnegative(),
  /** What the copy knows of the documents and persons that these name, by id. */
  names: z.record(z.string(), AuditName),
})

export const AuditPage = z.object({ rows: z.array(AuditRow), total: z.int().nonnegative() })

const AuditFaultyRow = z.object({
  rowId: z.string(),
  faults: z.array(z.object({ ...AppProblem.pick({ code: true, params: true }).shape, path: z.string().optional() })),
})

/** `names` are of everything in it. */
export const AuditDetail = AuditRow.extend({
  commandId: z.string(),
  /** When the device says the user decided; evidence only. */
  deviceAt: z.string().nullable(),
  /** Of the amounts in it; null where it is not known or there are none. */
  currency: z.string().nullable(),
  /** JSON as it came; of an accepted command only where its result does not say it. */
  args: z.unknown().optional(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  /** The faulty rows of a file, where it was rejected for them. */
  faultyRows: z.array(AuditFaultyRow),
})

export const AuditSummary = z.object({
  total: z.int().nonnegative(),
  /** Command types that occur. */
  types: z.array(z.string()),
  /** Persons that occur. */
  persons: z.array(AuditPerson),
  /** The bank's time of the last completed pull. */
  asOf: InstantText.nullable(),
})

const ReportText = z.string().max(4_000)

/** A table in the words of the window. */
export const AuditExport = z.object({
  format: z.enum(TABLE_FORMATS),
  /** Without the date and the extension. */
  fileName: z.string().regex(/^[a-z-]{1,40}$/),
  title: ReportText,
  facts: z.array(z.object({ label: ReportText, value: ReportText })).max(40),
  columns: z.array(z.object({ label: ReportText, kind: z.enum(['text', 'instant']) })).max(40),
})

/** Null: the user was asked where to and chose no file. */
export const BegunAuditExport = z.object({ exportId: z.string().nullable() })

/** The next rows, each with one cell for each column; with the end of the file, or with its giving up. */
export const AuditExportPart = z.object({
  exportId: z.string(),
  rows: z.array(z.array(z.string().max(40_000).nullable()).max(40)).max(500),
  next: z.enum(['more', 'end', 'cancel']),
})

export type AuditExport = z.infer<typeof AuditExport>
export type BegunAuditExport = z.infer<typeof BegunAuditExport>
export type AuditExportPart = z.infer<typeof AuditExportPart>
export type AuditFilter = z.infer<typeof AuditFilter>
export type AuditTerm = z.infer<typeof AuditTerm>
export type AuditQuestion = z.infer<typeof AuditQuestion>
export type AuditChange = z.infer<typeof AuditChange>
export type AuditPerson = z.infer<typeof AuditPerson>
export type AuditSubject = z.infer<typeof AuditSubject>
export type AuditRow = z.infer<typeof AuditRow>
export type AuditPage = z.infer<typeof AuditPage>
export type AuditName = z.infer<typeof AuditName>
export type AuditDetail = z.infer<typeof AuditDetail>
export type AuditSummary = z.infer<typeof AuditSummary>
