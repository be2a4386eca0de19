import { z } from 'zod'
import type { JsonObject } from '../../kernel/json'
import { type Currency, formatWire, parseCurrency, zero } from '../../kernel/money'
import { type DomainError, err, ok, type Result } from '../../kernel/result'
import { BANK_ZONE, type LocalDate, localDateIn, parseInstant } from '../../kernel/time'
import type { DecideContext, FieldFault } from '../command'
import { type NumberingSegment, Scheme, type SubAccount } from '../documents'
import { Id, Text } from '../fields'
import { accountNumber, bodyOf } from './account-number'
import type { CreationBook } from './create-book'
import { changedLimits, LimitChange, limitFaults, NO_LIMITS } from './limits'
import { bodyFromScheme, fieldsFromBody, invalidNumbering, validateSegments } from './numbering-scheme'
import { depthUnder, type Lineage, MAX_DEPTH } from './tree'

/**
 * How a sub-account is opened: the one rule for one account and for each row of an import.
 * Source: docs/domain.md §1 Number, Limits, Move (depth), Bulk.
 */

export const NewAccount = z.object({
  id: Id,
  parentId: Id,
  name: Text(80),
  scheme: Scheme,
  /** Ten digits, typed by hand; without it the company's numbering scheme gives the next one. */
  body: z
    .string()
    .regex(/^\d{10}$/, 'field.account_body')
    .optional(),
  limits: LimitChange.optional(),
  externalRef: Text(64).optional(),
})
export type NewAccount = z.infer<typeof NewAccount>

/** Why an account cannot be opened, with the field it is about. */
export type CreationFault =
  /** The arguments do not fit what they refer to. */
  | ({ readonly kind: 'field' } & FieldFault)
  | { readonly kind: 'refusal'; readonly path: keyof NewAccount; readonly code: string; readonly params: JsonObject }

/** An account that may be opened; only its number may still be missing. */
export interface Opening {
  readonly args: NewAccount
  readonly lineage: Lineage
  readonly currency: Currency
  /** Typed by hand, or how the bank makes one. */
  readonly number: { readonly typed: string } | { readonly segments: readonly NumberingSegment[] }
}

export type NewSubAccount = Omit<SubAccount, 'version' | 'updatedAt'>

/** Judges one account; every fault there is, in a fixed order. */
export function checkNewAccount(book: CreationBook, args: NewAccount): Result<Opening, readonly CreationFault[]> {
  const known = book.accountWith(args.id)
  const repeated = known === undefined ? [] : [refusal('id', known.code, known.params)]
  const found = book.lineage(args.parentId)
  if (!found.ok) return err([...repeated, fromError('parentId', found.error)])
  const lineage = found.value
  const place = placeFaults(lineage)
  const currency = parseCurrency(lineage.currentAccount.currency)
  if (!currency.ok) return err([...repeated, ...place, fromError('parentId', currency.error)])
  const limits = limitFaults(args.limits ?? {}, currency.value, 'limits.')
  const number = numberOf(book, lineage, args)
  const faults: CreationFault[] = [
    ...repeated,
    ...place,
    ...limits.map((fault) => ({ kind: 'field' as const, ...fault })),
    ...(number.ok ? [] : [fromError('body', number.error)]),
  ]
  if (faults.length > 0 || !number.ok) return err(faults)
  return ok({ args, lineage, currency: currency.value, number: number.value })
}

/** Whether a scheme can give a number at all. Errors: `numbering.invalid`, also where there is no scheme. */
export function checkSchemeNumber(
  { currentAccount }: Lineage,
  scheme: readonly NumberingSegment[] | null,
): Result<Opening['number'], DomainError> {
  if (scheme === null) return invalidNumbering('no_scheme', { currentAccountId: currentAccount.id })
  const segments = validateSegments(scheme)
  return segments.ok ? ok({ segments: segments.value }) : segments
}

/**
 * The number of an account that may be opened; null while only the bank can give it. Numbers of the series are taken here
 * and nowhere else, so this comes after every check. Errors: `numbering.invalid`.
 */
export function takeNumber(
  book: CreationBook,
  { lineage, number }: Pick<Opening, 'lineage' | 'number'>,
  context: Pick<DecideContext, 'nextInSeries'>,
): Result<string | null, DomainError> {
  if ('typed' in number) return ok(number.typed)
  const { segments } = number
  const parentNumber = lineage.ancestors[0] && book.numberOf(lineage.ancestors[0])
  const fields = fieldsFromBody(segments, parentNumber ? bodyOf(parentNumber) : undefined)
  // A running number may already have been typed by hand: skip it, as numbers are never used twice.
  for (;;) {
    const next = context.nextInSeries(numberSeries(lineage.currentAccount.id))
    if (next === undefined) return ok(null)
    const body = bodyFromScheme(segments, fields, next)
    if (!body.ok) return body
    const whole = accountNumber(book.prefix(), body.value)
    if (!whole.ok || book.holderOf(whole.value) === undefined) return whole
  }
}

/** The series that counts the sub-accounts of a current account. */
export function numberSeries(currentAccountId: string): string {
  return `subAccount:${currentAccountId}`
}

/** The day whose use of limits a new account begins to count. Errors: `time.invalid_instant`. */
export function openingDay({ now }: Pick<DecideContext, 'now'>): Result<LocalDate, DomainError> {
  const instant = parseInstant(now)
  return instant.ok ? ok(localDateIn(BANK_ZONE, instant.value)) : instant
}

/** The account as it is opened: empty, unblocked. */
export function openedAccount(
  { args, lineage, currency }: Opening,
  number: string | null,
  today: LocalDate,
): NewSubAccount {
  const nothing = formatWire(zero(currency))
  return {
    id: args.id,
    number,
    name: args.name,
    parentId: args.parentId,
    currentAccountId: lineage.currentAccount.id,
    scheme: args.scheme,
    status: 'open',
    block: 'none',
    limits: changedLimits(NO_LIMITS, args.limits ?? {}),
    balance: nothing,
    held: nothing,
    available: nothing,
    usedToday: { date: today, debit: nothing, credit: nothing },
    ...(args.externalRef === undefined ? {} : { externalRef: args.externalRef }),
  }
}

function placeFaults(lineage: Lineage): CreationFault[] {
  const parent = lineage.ancestors[0] ?? lineage.currentAccount
  if (parent.status === 'closed') return [refusal('parentId', 'account.closed', { id: parent.id, name: parent.name })]
  if (depthUnder(lineage) <= MAX_DEPTH) return []
  return [refusal('parentId', 'account.too_deep', { maxDepth: MAX_DEPTH, parent: parent.name })]
}

function numberOf(book: CreationBook, lineage: Lineage, { body }: NewAccount): Result<Opening['number'], DomainError> {
  if (body !== undefined) {
    const typed = accountNumber(book.prefix(), body)
    if (!typed.ok) return typed
    const holder = book.holderOf(typed.value)
    return holder === undefined ? ok({ typed: typed.value }) : err(holder)
  }
  return checkSchemeNumber(lineage, book.scheme(lineage.currentAccount.id)?.segments ?? null)
}

function refusal(path: keyof NewAccount, code: string, params: JsonObject = {}): CreationFault {
  return { kind: 'refusal', path, code, params }
}

function fromError(path: keyof NewAccount, { code, params }: DomainError): CreationFault {
  return refusal(path, code, { ...params })
}
