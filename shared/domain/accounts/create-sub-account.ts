import { z } from 'zod'
import { formatWire, parseCurrency, zero } from '../../kernel/money'
import { BANK_ZONE, localDateIn, parseInstant } from '../../kernel/time'
import {
  accept,
  type DecideContext,
  type Decision,
  type DocumentReader,
  defineCommand,
  invalid,
  reject,
} from '../command'
import { type NumberingScheme, Scheme, type SubAccount } from '../documents'
import { Id, Text } from '../fields'
import { accountNumber, bodyOf } from './account-number'
import { changedLimits, LimitChange, limitFaults, NO_LIMITS } from './limits'
import { bodyFromScheme, fieldsFromBody } from './numbering-scheme'
import { depthUnder, type Lineage, lineageOf, MAX_DEPTH } from './tree'

const Args = z.object({
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
type Args = z.infer<typeof Args>

interface Loaded {
  readonly existing: SubAccount | undefined
  readonly lineage: Lineage | undefined
  readonly scheme: NumberingScheme | undefined
  readonly prefix: string
  holderOf(number: string): { readonly id: string; readonly name: string } | undefined
}

function load(read: DocumentReader, args: Args): Loaded {
  const lineage = lineageOf(read, args.parentId)
  const currentAccountId = lineage?.currentAccount.id
  return {
    existing: read.find('subAccount', args.id),
    lineage,
    scheme: currentAccountId
      ? read.findWhere('numberingScheme', 'currentAccountId', currentAccountId, 1)[0]
      : undefined,
    prefix: read.company().accountPrefix,
    holderOf: (number) => read.findWhere('subAccount', 'number', number, 1)[0],
  }
}

/** A number, null while only the bank can give it, or why there is none. */
type NumberChoice = { readonly number: string | null } | { readonly refusal: Decision }

function chooseNumber(loaded: Loaded, lineage: Lineage, args: Args, context: DecideContext): NumberChoice {
  if (args.body !== undefined) {
    const typed = accountNumber(loaded.prefix, args.body)
    if (!typed.ok) return { refusal: reject(typed.error.code, typed.error.params) }
    const holder = loaded.holderOf(typed.value)
    if (!holder) return { number: typed.value }
    const params = { number: typed.value, takenById: holder.id, takenByName: holder.name }
    return { refusal: reject('account.number_taken', params) }
  }
  if (!loaded.scheme) return { refusal: reject('numbering.invalid', { currentAccountId: lineage.currentAccount.id }) }
  const parentNumber = lineage.ancestors[0]?.number
  const fields = fieldsFromBody(loaded.scheme.segments, parentNumber ? bodyOf(parentNumber) : undefined)
  // A running number may already have been typed by hand: skip it, as numbers are never used twice.
  for (;;) {
    const next = context.nextInSeries(`subAccount:${lineage.currentAccount.id}`)
    if (next === undefined) return { number: null }
    const body = bodyFromScheme(loaded.scheme.segments, fields, next)
    if (!body.ok) return { refusal: reject(body.error.code, body.error.params) }
    const number = accountNumber(loaded.prefix, body.value)
    if (!number.ok) return { refusal: reject(number.error.code, number.error.params) }
    if (!loaded.holderOf(number.value)) return { number: number.value }
  }
}

/** Opens a virtual sub-account. Source: docs/domain.md §1 Number, Limits, Move (depth). */
export const createSubAccount = defineCommand({
  type: 'subAccount.create',
  version: 1,
  permission: 'accounts.manage',
  args: Args,
  stream: (args) => `subAccount:${args.id}`,
  subject: (args) => ({ type: 'subAccount', id: args.id }),
  load,
  decide(loaded, args, context) {
    if (loaded.existing) return reject('document.exists', { type: 'subAccount', id: args.id })
    const { lineage } = loaded
    if (!lineage) return reject('not_found', { type: 'subAccount', id: args.parentId })
    const parent = lineage.ancestors[0] ?? lineage.currentAccount
    if (parent.status === 'closed') return reject('account.closed', { id: parent.id, name: parent.name })
    if (depthUnder(lineage) > MAX_DEPTH) return reject('account.too_deep', { maxDepth: MAX_DEPTH, parent: parent.name })

    const currency = parseCurrency(lineage.currentAccount.currency)
    if (!currency.ok) return reject(currency.error.code, currency.error.params)
    const faults = limitFaults(args.limits ?? {}, currency.value, 'limits.')
    if (faults.length > 0) return invalid(faults)

    const choice = chooseNumber(loaded, lineage, args, context)
    if ('refusal' in choice) return choice.refusal
    const now = parseInstant(context.now)
    if (!now.ok) return reject(now.error.code, now.error.params)
    const nothing = formatWire(zero(currency.value))
    return accept([
      {
        type: 'subAccount',
        doc: {
          id: args.id,
          number: choice.number,
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
          usedToday: { date: localDateIn(BANK_ZONE, now.value), debit: nothing, credit: nothing },
          ...(args.externalRef === undefined ? {} : { externalRef: args.externalRef }),
        },
      },
    ])
  },
})
