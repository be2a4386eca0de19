import { z } from 'zod'
import { DateText, Id } from '../domain/fields'
import { AccountFilter, AccountSort } from './views'

/** What can be exported as a file, and in which formats. */

export const TABLE_FORMATS = ['csv', 'xlsx', 'pdf'] as const
export const STATEMENT_FORMATS = [...TABLE_FORMATS, 'mt940', 'camt053'] as const

export const AccountsExport = z.object({
  format: z.enum(TABLE_FORMATS),
  sort: AccountSort,
  /** `tree`: every account, each below its parent; `search`: what `accounts.search` finds, in its order. */
  view: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('tree') }),
    z.object({ kind: z.literal('search'), text: z.string().max(200), filter: AccountFilter }),
  ]),
})

/** Whole days in the bank's zone, both included. */
export const StatementExport = z.object({
  accountId: Id,
  from: DateText,
  to: DateText,
  format: z.enum(STATEMENT_FORMATS),
})

/** False: the user was asked where to and chose no file. */
export const ExportAnswer = z.object({ saved: z.boolean() })

export type TableFormat = (typeof TABLE_FORMATS)[number]
export type StatementFormat = (typeof STATEMENT_FORMATS)[number]
export type AccountsExport = z.infer<typeof AccountsExport>
export type StatementExport = z.infer<typeof StatementExport>
export type ExportAnswer = z.infer<typeof ExportAnswer>
