import { z } from 'zod'
import { AppProblem } from '#shared/contract/views'

/** A problem as a queue row keeps it: JSON text. */
export const StoredProblem = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' })
      return z.NEVER
    }
  })
  .pipe(AppProblem)
export type StoredProblem = z.infer<typeof StoredProblem>
