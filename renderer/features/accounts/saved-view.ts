import { z } from 'zod'
import { AccountFilter, AccountSort } from '#shared/contract/views'
import type { JsonValue } from '#shared/kernel/json'
import type { AccountsView } from './accounts-view'
import { FIRST_CHOICE, knownChoice } from './column-choice'
import { COLUMN_IDS } from './column-fit'

/** The part of the view that a user finds again on another day: how it is sorted, filtered and drawn. */
export type SavedPart = Pick<AccountsView, 'sort' | 'filter' | 'widths' | 'columns'>

export const SAVED_AS = 'accounts'

// Whatever no longer fits, as after an update, takes its first value by itself; the rest stays.
const Saved = z.object({
  sort: AccountSort.optional().catch(undefined),
  filter: AccountFilter.optional().catch(undefined),
  widths: z.partialRecord(z.enum(COLUMN_IDS), z.number().min(40).max(2_000)).optional().catch(undefined),
  columns: z
    .object({ order: z.array(z.string()), hidden: z.array(z.string()) })
    .optional()
    .catch(undefined),
})

export function savedPart({ sort, filter, widths, columns }: AccountsView): SavedPart {
  return { sort, filter, widths, columns }
}

export function asJson(part: SavedPart): JsonValue {
  return JSON.parse(JSON.stringify(part))
}

/** What was saved, as far as it is understood. */
export function readSaved(saved: unknown): Partial<SavedPart> {
  const { sort, filter, widths, columns } = Saved.safeParse(saved).data ?? {}
  return {
    ...(sort && { sort }),
    ...(filter && { filter }),
    ...(widths && { widths }),
    columns: columns ? knownChoice(columns.order, columns.hidden) : FIRST_CHOICE,
  }
}
