import { z } from 'zod'
import { Id, MoneyText } from '../domain/fields'
import { AccountFilter, AccountSort, AppProblem } from './views'

/** What the Accounts screen asks beside its lists: for a selection of many accounts, for a move, for a user's own view. */

/** Rows asked for at once; more are asked for in several calls. */
export const SPAN_ROWS = 5_000

/** Part of a list as it is sorted and filtered: rows that were selected without having been loaded. */
const Rows = { sort: AccountSort, offset: z.int().min(0).max(10_000_000), limit: z.int().min(1).max(SPAN_ROWS) }
export const AccountSpan = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('children'), parentId: Id.nullable(), ...Rows }),
  z.object({ kind: z.literal('matches'), text: z.string().max(200), filter: AccountFilter, ...Rows }),
])

export const AccountSpans = z
  .array(AccountSpan)
  .max(200)
  .refine((spans) => spans.reduce((rows, { limit }) => rows + limit, 0) <= SPAN_ROWS, 'field.too_long')

/** Accounts selected at once; more are asked for in several calls. */
export const SELECTION_SLICE = 2_000

/** What a selection holds, by currency. */
export const SelectionFigures = z.object({
  /** Accounts that are still there. */
  accounts: z.int().nonnegative(),
  balances: z.array(z.object({ currency: z.string(), balance: MoneyText })),
})

const Step = z.object({ id: Id, name: z.string(), kind: z.enum(['current', 'sub']) })

/** A node whose sum a move changes. */
const ChangedSum = Step.extend({ before: MoneyText, after: MoneyText })

/** What a move would change besides the account itself. Whether it may be done is the rules' to say: `commands.preview`. */
export const MovePreview = z.object({
  /** From the current account down to the parent. */
  from: z.array(Step),
  to: z.array(Step),
  /** The account's own level below its current account, 1 being directly under it. */
  level: z.object({ before: z.int().positive(), after: z.int().positive() }),
  /** The level of the deepest account that goes along. */
  deepest: z.object({ before: z.int().positive(), after: z.int().positive() }),
  /** Accounts that go along below it. */
  below: z.int().nonnegative(),
  /** What goes along: own balance and all below. */
  amount: MoneyText,
  currency: z.string(),
  /** From the top down: those that lose the amount, then those that gain it. */
  sums: z.array(ChangedSum),
})

export const BULK_TYPES = ['subAccount.setBlock', 'subAccount.setLimits', 'subAccount.close'] as const

/** Accounts that are changed at once. */
export const BULK_MOST = 10_000

/** One command for each of many accounts: the same arguments, each account's own id. */
export const BulkChange = z.object({
  type: z.enum(BULK_TYPES),
  ids: z.array(Id).max(BULK_MOST),
  args: z.record(z.string(), z.unknown()),
})

/** What would become of each, by the same rules that decide, each upon what the ones before it would have done. */
export const BulkPlan = z.object({
  /** Those that would be taken, in the order to send them in. */
  ready: z.array(Id),
  /** Those that are already so. */
  unchanged: z.array(Id),
  refused: z.array(z.object({ id: Id, name: z.string().nullable(), problem: AppProblem })),
  /** Names of a few of the ready ones, to be recognised by. */
  sample: z.array(z.string()),
  /** Currencies of the accounts, in no order. */
  currencies: z.array(z.string()),
})

/** Commands given at once; each is decided by itself. */
export const MANY_COMMANDS = 200

/** What became of each, in the same order. */
export const ManySubmitted = z.array(
  z.discriminatedUnion('queued', [
    z.object({ queued: z.literal(true), commandId: z.string() }),
    z.object({ queued: z.literal(false), problem: AppProblem }),
  ]),
)

/** How a user wants to see a list: kept in the encrypted copy, so with the user and on this computer. */
export const SavedViewName = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)*$/)
  .max(40)
/** Characters of its JSON. */
export const SAVED_VIEW_SIZE = 20_000

export type AccountSpan = z.infer<typeof AccountSpan>
export type SelectionFigures = z.infer<typeof SelectionFigures>
export type MovePreview = z.infer<typeof MovePreview>
export type BulkChange = z.infer<typeof BulkChange>
export type BulkPlan = z.infer<typeof BulkPlan>
export type ManySubmitted = z.infer<typeof ManySubmitted>
