import { z } from 'zod'
import { NewAccountRow } from '../domain/accounts/create-many'
import { documentSchemas } from '../domain/documents'
import { Id } from '../domain/fields'
import { AppProblem } from './views'

/** What the local copy says of sub-accounts before they are opened. */

const Segments = documentSchemas.numberingScheme.shape.segments

export const NumberPreviewRequest = z.object({
  /** The account that the new ones would stand under. */
  parentId: Id,
  count: z.int().min(1).max(10),
  /** A scheme to try; left out, the one that is in force. */
  segments: Segments.optional(),
})

export const NumberPreview = z.object({
  /** The bank's five digits for this company. */
  prefix: z.string(),
  currentAccount: z.object({ id: Id, name: z.string() }),
  /** The scheme in force, null where there is none. */
  segments: Segments.nullable(),
  /** The numbers that the bank would give next, as far as this copy can tell; without the check digit they have 15 digits. */
  numbers: z.array(z.string()),
  /** Why there are fewer than were asked for. */
  problem: AppProblem.nullable(),
})

/** More than are sent at once: rows are judged beside the earlier ones that they refer to. */
export const MAX_CHECKED_ROWS = 4_000

export const RowCheckRequest = z.object({ items: z.array(NewAccountRow).max(MAX_CHECKED_ROWS) })

export const RowCheck = z.object({
  faulty: z.array(
    z.object({
      rowId: z.string(),
      faults: z.array(
        z.object({
          code: z.string(),
          path: z.string().optional(),
          params: z.record(z.string(), z.json()).optional(),
        }),
      ),
    }),
  ),
})

/** How people name a parent: a number of 16 digits or its 10, the number or the name of a current account. */
export const ParentSearch = z.object({ texts: z.array(z.string().max(200)).max(500) })

/** One for each text, in order; null where no account is called that, or several are. */
export const FoundParents = z.array(
  z.object({ id: Id, name: z.string(), number: z.string().nullable(), currency: z.string() }).nullable(),
)

export type NumberPreviewRequest = z.infer<typeof NumberPreviewRequest>
export type NumberPreview = z.infer<typeof NumberPreview>
export type RowCheck = z.infer<typeof RowCheck>
export type FoundParents = z.infer<typeof FoundParents>
