import Papa from 'papaparse'
import { z } from 'zod'

/** A refused import as a file, so that it is corrected where it was made. */
export interface RefusedFile {
  readonly file: File
  /** The ids that the rows have, by their line in the file: what waits for these accounts finds them. */
  readonly ids: ReadonlyMap<string, string>
  /** What rows stand under whose parent has no name or number to be written. */
  readonly under: string | null
}

const text = z.string().catch('')
const limits = z.object({ perTransaction: text, daily: text }).partial().catch({})
const Row = z.object({
  rowId: z.string(),
  id: text,
  parentId: text,
  name: text,
  scheme: text,
  body: text.optional(),
  limits: z.object({ debit: limits, credit: limits }).partial().catch({}),
  externalRef: text.optional(),
})
export const RefusedRows = z.object({ items: z.array(Row) })
export type RefusedRows = z.infer<typeof RefusedRows>

/**
 * Writes the rows as a file whose first line is `heads`, in the order of the import's columns. `nameOf` says how an account
 * that is there is written: by its number, or a current account by its name; null where it has neither yet.
 */
export function refusedFile(
  { items }: RefusedRows,
  heads: readonly string[],
  nameOf: (accountId: string) => string | null,
): RefusedFile {
  const bodies = new Map(items.map(({ id, body }) => [id, body ?? '']))
  const namelessParents = new Set<string>()
  const parentText = (parentId: string): string => {
    const written = nameOf(parentId) ?? bodies.get(parentId) ?? ''
    if (written !== '') return written
    namelessParents.add(parentId)
    const [first] = namelessParents
    // One parent can go without a text, as rows without one have it in common; another is asked for again.
    return parentId === first ? '' : parentId
  }
  const lines = items.map((row) => [
    row.body ?? '',
    row.name,
    parentText(row.parentId),
    row.scheme,
    row.limits.debit?.perTransaction ?? '',
    row.limits.debit?.daily ?? '',
    row.limits.credit?.perTransaction ?? '',
    row.limits.credit?.daily ?? '',
    row.externalRef ?? '',
  ])
  const csv = Papa.unparse([[...heads], ...lines], { delimiter: ';' })
  return {
    file: new File([csv], 'refused.csv', { type: 'text/csv' }),
    // The head is line 1.
    ids: new Map(items.map(({ id }, place) => [String(place + 2), id])),
    under: [...namelessParents][0] ?? null,
  }
}
