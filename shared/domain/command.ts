import type { z } from 'zod'
import type { JsonObject, JsonValue } from '../kernel/json'
import type { Permission, Role } from '../kernel/permissions'
import type { DocumentOf, DocumentType, LookupField } from './documents'

/**
 * What a command is, and what it may see and say.
 *
 * One definition runs on both sides: in the app to answer at once, in the bank
 * to decide. `load` reads, `decide` is pure; all effects are in its answer.
 */

/** Read access to documents, the same in both stores. Reads are synchronous, so that load,
 * decide and write are one uninterrupted turn and no other command can slip in between. */
export interface DocumentReader {
  find<T extends DocumentType>(type: T, id: string): DocumentOf<T> | undefined
  findWhere<T extends DocumentType>(type: T, field: LookupField<T>, value: string, limit?: number): DocumentOf<T>[]
  /** Ids of the documents that carry one of these values, in any order, without reading them: of thousands at once. */
  idsWhere<T extends DocumentType>(
    type: T,
    field: LookupField<T>,
    values: readonly string[],
    limit?: number,
  ): readonly string[]
  /** The company all documents of this store belong to. */
  company(): DocumentOf<'company'>
  /** Whether this store receives documents of the type at all: the bank has every one, the app only what its user may see.
   * Where it does not, that a document is absent says nothing, and a rule leaves its check to the bank. */
  holds(type: DocumentType): boolean
}

export interface Actor {
  readonly userId: string
  readonly role: Role | 'bank'
  readonly permissions: readonly Permission[]
  readonly deviceId: string | null
}

export interface DecideContext {
  readonly actor: Actor
  /** The bank's receipt time at the bank; the best guess of it in the app. ISO 8601 UTC. */
  readonly now: string
  /** Only the bank's time decides a deadline: by a device's clock nothing is too late. Source: docs/domain.md §0 Time. */
  readonly isBankTime: boolean
  /** Ids derived from the command's id, so that both sides make the same ones. */
  newId(): string
  /** The next number of a named series. Only the bank gives numbers: undefined in the app. */
  nextInSeries(series: string): number | undefined
  /** The last number given of a series, 0 before the first; undefined in the app. */
  lastInSeries(series: string): number | undefined
}

/** A document that a decision writes. `version` and `updatedAt` are set by the store. */
export type DocumentPut = {
  [T in DocumentType]: { readonly type: T; readonly doc: Omit<DocumentOf<T>, 'version' | 'updatedAt'> & { id: string } }
}[DocumentType]

/** One side of a posting: minor units, positive credits the account, negative debits it. */
export interface PostingEntry {
  readonly accountId: string
  readonly amount: bigint
}

/** A ledger posting: entries sum to zero, in one currency. */
export interface Posting {
  readonly id: string
  readonly currency: string
  readonly entries: readonly PostingEntry[]
}

/** Money set aside, and its end. Each hold is opened once and ends once. Source: docs/domain.md §0 Ledger. */
export type HoldChange =
  /** `amount` in minor units. */
  | { readonly kind: 'open'; readonly id: string; readonly accountId: string; readonly amount: bigint }
  /** Ends before the postings of the same decision, which move what was held. */
  | { readonly kind: 'capture'; readonly id: string }
  | { readonly kind: 'release'; readonly id: string }

/** What a decision does: documents on both sides, money only at the bank. */
export interface Accepted {
  readonly kind: 'accept'
  readonly puts: readonly DocumentPut[]
  readonly postings: readonly Posting[]
  readonly holds: readonly HoldChange[]
  /** What the sender is told beside that it was accepted, such as what of it was left out. */
  readonly params?: JsonObject
}

export interface FieldFault {
  /** Dotted path inside the arguments, such as `limits.debit.daily`. */
  readonly path: string
  readonly code: string
  readonly message: string
}

export type Decision =
  | Accepted
  | { readonly kind: 'reject'; readonly code: string; readonly params: Readonly<Record<string, JsonValue>> }
  /** The arguments do not fit what they refer to; not an outcome, nothing is stored. */
  | { readonly kind: 'invalid'; readonly errors: readonly FieldFault[] }

export function accept(
  puts: readonly DocumentPut[],
  postings: readonly Posting[] = [],
  holds: readonly HoldChange[] = [],
): Accepted {
  return { kind: 'accept', puts, postings, holds }
}

export function reject(code: string, params: Readonly<Record<string, JsonValue>> = {}): Decision {
  return { kind: 'reject', code, params }
}

export function invalid(errors: readonly FieldFault[]): Decision {
  return { kind: 'invalid', errors }
}

export interface CommandDefinition<Args, Loaded> {
  readonly type: string
  readonly version: number
  readonly permission: Permission
  readonly args: z.ZodType<Args>
  /** Commands of one stream keep their order; streams run side by side. */
  stream(args: NoInfer<Args>): string
  /** The document the command is about, for lists, drawers and the refusals inbox. */
  subject(args: NoInfer<Args>): { readonly type: DocumentType; readonly id: string }
  /** Ids of the files that must be at the bank before the command is sent; none where it is left out. */
  files?(args: NoInfer<Args>): readonly string[]
  /** What the audit trail keeps of the arguments, where all of them would bury what was done; else all of them. */
  record?(args: NoInfer<Args>): Readonly<Record<string, unknown>>
  /**
   * It makes many documents, by ids that only it knows. The bank's copies of them come in several pages: those that are here
   * are not looked at when it is decided anew beneath them, so that what is left of it keeps showing.
   */
  readonly isBulk?: boolean
  /** What of the arguments an accepted answer says was left out, and the code that says why; where a command can do less than it was asked. */
  leftOver?(args: NoInfer<Args>, params: JsonObject): { readonly args: Args; readonly code: string } | undefined
  load(read: DocumentReader, args: NoInfer<Args>): Loaded
  decide(loaded: NoInfer<Loaded>, args: NoInfer<Args>, context: DecideContext): Decision
}

/** A command whose argument and load types are closed over, so that a registry can hold any of them. */
export interface RegisteredCommand {
  readonly type: string
  readonly version: number
  readonly permission: Permission
  parse(
    args: unknown,
  ):
    | { readonly ok: true; readonly command: PreparedCommand }
    | { readonly ok: false; readonly errors: readonly FieldFault[] }
}

/** A command with arguments that passed their schema. */
export interface PreparedCommand {
  readonly type: string
  readonly version: number
  readonly permission: Permission
  /** Parsed arguments: trimmed, unknown fields dropped. */
  readonly args: Readonly<Record<string, unknown>>
  readonly stream: string
  readonly subject: { readonly type: DocumentType; readonly id: string }
  /** Ids of the files that must be at the bank before the command is sent. */
  readonly files: readonly string[]
  /** It makes many documents, by ids that only it knows. */
  readonly isBulk: boolean
  /** What the audit trail keeps of the arguments. */
  readonly record: Readonly<Record<string, unknown>>
  /** What an accepted answer with these parameters left out, as a command of its own, and the code that says why. */
  leftOver(params: JsonObject): { readonly command: PreparedCommand; readonly code: string } | undefined
  decide(read: DocumentReader, context: DecideContext): Decision
}

export function faultsOf(error: z.ZodError): FieldFault[] {
  return error.issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    code: issue.message.startsWith('field.') ? issue.message : `field.${issue.code}`,
    message: issue.message,
  }))
}

export function defineCommand<Args extends Record<string, unknown>, Loaded>(
  definition: CommandDefinition<Args, Loaded>,
): RegisteredCommand {
  const { type, version, permission } = definition
  const registered: RegisteredCommand = {
    type,
    version,
    permission,
    parse(input) {
      const parsed = definition.args.safeParse(input)
      if (!parsed.success) return { ok: false, errors: faultsOf(parsed.error) }
      const args = parsed.data
      return {
        ok: true,
        command: {
          type,
          version,
          permission,
          args,
          stream: definition.stream(args),
          subject: definition.subject(args),
          files: definition.files?.(args) ?? [],
          isBulk: definition.isBulk === true,
          record: definition.record?.(args) ?? args,
          leftOver(params) {
            const left = definition.leftOver?.(args, params)
            if (!left) return undefined
            const rest = registered.parse(left.args)
            return rest.ok ? { command: rest.command, code: left.code } : undefined
          },
          decide: (read, context) => definition.decide(definition.load(read, args), args, context),
        },
      }
    },
  }
  return registered
}
