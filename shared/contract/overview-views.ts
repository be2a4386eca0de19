import { z } from 'zod'
import { documentSchemas, SCHEMES } from '../domain/documents'
import { DateText, Id, InstantText } from '../domain/fields'
import { AccountRow, Bytes } from './views'

/**
 * What the Overview screen asks for: sums of the local copy, one currency beside the other and never added together.
 * "Confirmed" is what the bank's own documents say; "shown" includes what the user's pending commands do.
 */

/** A sum of wire amounts; it may have more digits than a single amount. */
const SumText = z.string().regex(/^-?(0|[1-9]\d*)(\.\d{1,4})?$/, 'field.money')
const Count = z.int().nonnegative()
export const CurrencyText = z.string().min(1).max(16)

const ShownAndConfirmed = z.object({ shown: SumText, confirmed: SumText })

/** Money that came in from outside the company and went out of it. `net`: in less out. */
const Movement = z.object({ moneyIn: SumText, moneyOut: SumText, net: SumText })

/** `unallocated`: what current accounts themselves hold. Source: docs/domain.md §1 Money. */
export const OVERVIEW_SCHEMES = [...SCHEMES, 'unallocated'] as const

export const OverviewDay = Movement.extend({
  /** Calendar day in the bank's zone. */
  day: DateText,
  linesIn: Count,
  linesOut: Count,
})

export const OverviewScheme = Movement.extend({
  scheme: z.enum(OVERVIEW_SCHEMES),
  accounts: Count,
  /** The accounts' own balances. */
  position: SumText,
})

export const OverviewOfCurrency = z.object({
  currency: CurrencyText,
  position: ShownAndConfirmed,
  available: ShownAndConfirmed,
  held: ShownAndConfirmed,
  moneyIn: ShownAndConfirmed,
  moneyOut: ShownAndConfirmed,
  net: ShownAndConfirmed,
  /** Between the company's own accounts; in no other sum of money in or out. */
  internal: z.object({ moneyIn: SumText, moneyOut: SumText, lines: Count }),
  /** Every day of the range, first to last. */
  days: z.array(OverviewDay),
  schemes: z.array(OverviewScheme),
  /** Current accounts with all below, the largest first; `others` are the ones left out. */
  currentAccounts: z.object({ rows: z.array(AccountRow), others: z.object({ accounts: Count, position: SumText }) }),
  /** The largest sub-accounts directly below them, with all below. They are parts of the current accounts' sums. */
  subAccounts: z.array(AccountRow),
})

const DayRange = z.object({ from: DateText, to: DateText })

export const OverviewView = z.object({
  /** The bank's time of the last completed pull; null before the first. */
  asOf: InstantText.nullable(),
  /** The days of which this copy has every line: 90 up to `asOf` (docs/protocol.md "Documents in the feed"). */
  known: DayRange.nullable(),
  /** The days that are summed: what was asked for, as far as they are known. */
  range: DayRange.nullable(),
  /** By code. */
  currencies: z.array(OverviewOfCurrency),
  /** Lines in the range whose account, and hence whose currency, is not in this copy. */
  unplacedLines: Count,
})

export const OverviewRange = z.discriminatedUnion('kind', [
  /** The last so many known days. */
  z.object({ kind: z.literal('last'), days: z.int().min(1).max(90) }),
  z.object({ kind: z.literal('between'), from: DateText, to: DateText }),
])

/** A statement line and the account it is on. */
export const OverviewLine = z.object({
  line: documentSchemas.accountTransaction,
  account: z.object({ id: Id, name: z.string(), number: z.string().nullable() }),
  /** A pending command made it; the bank has not confirmed it. */
  pending: z.boolean(),
})

/** Where the next page begins: after this row. */
const LineCursor = z.object({ postedAt: InstantText, id: Id })
export const OverviewLinesRequest = z.object({
  currency: CurrencyText,
  day: DateText,
  direction: z.enum(['credit', 'debit']).nullable(),
  after: LineCursor.nullable(),
  limit: z.int().min(1).max(500),
})
/** Lines from outside and to outside of one day, the latest first. */
export const OverviewLinePage = z.object({ rows: z.array(OverviewLine), next: LineCursor.nullable() })

const AccountCursor = z.object({ minor: z.string().regex(/^-?\d{1,19}$/), n: Count })
export const OverviewAccountsRequest = z.object({
  currency: CurrencyText,
  scheme: z.enum(OVERVIEW_SCHEMES),
  after: AccountCursor.nullable(),
  limit: z.int().min(1).max(500),
})
/** Accounts of one scheme by their own balance, the largest first. */
export const OverviewAccountPage = z.object({ rows: z.array(AccountRow), next: AccountCursor.nullable() })

export const OVERVIEW_TABLES = ['days', 'schemes', 'accounts'] as const
export const OverviewTableRequest = z.object({
  currency: CurrencyText,
  range: OverviewRange,
  table: z.enum(OVERVIEW_TABLES),
})

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** Several times what a window on the largest screen makes. Bytes. */
const MAX_PICTURE = 32 * 1024 * 1024

export const OverviewPicture = z.object({
  currency: CurrencyText,
  from: DateText,
  to: DateText,
  png: Bytes.refine((bytes) => bytes.length <= MAX_PICTURE, 'field.too_long').refine(
    (bytes) => PNG_SIGNATURE.every((byte, place) => bytes[place] === byte),
    'field.not_png',
  ),
})

export const Saved = z.object({ saved: z.boolean() })

export type OverviewDay = z.infer<typeof OverviewDay>
export type OverviewScheme = z.infer<typeof OverviewScheme>
export type OverviewOfCurrency = z.infer<typeof OverviewOfCurrency>
export type OverviewView = z.infer<typeof OverviewView>
export type OverviewRange = z.infer<typeof OverviewRange>
export type OverviewLine = z.infer<typeof OverviewLine>
export type OverviewLinesRequest = z.infer<typeof OverviewLinesRequest>
export type OverviewLinePage = z.infer<typeof OverviewLinePage>
export type OverviewAccountsRequest = z.infer<typeof OverviewAccountsRequest>
export type OverviewAccountPage = z.infer<typeof OverviewAccountPage>
export type OverviewTable = (typeof OVERVIEW_TABLES)[number]
