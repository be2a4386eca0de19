import { z } from 'zod'

/** A CSV file to fill in: the heads and a few lines that show how. */
export const CsvTemplate = z.object({
  /** Without extension. */
  fileName: z.string().regex(/^[a-z0-9-]{1,60}$/),
  /** What the user's spreadsheet takes for the mark between cells. */
  delimiter: z.enum([',', ';']),
  lines: z
    .array(z.array(z.string().max(200)).min(1).max(40))
    .min(1)
    .max(20),
})
