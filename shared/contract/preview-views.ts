import { z } from 'zod'
import { Id } from '../domain/fields'
import { AppProblem } from './views'

/** What a command would do, decided by the real rules and not queued. */

const Document = z.record(z.string(), z.json())

/** A document that would be written: as the user sees it now, null where there is none yet, and as it would be. */
export const PreviewChange = z.object({ type: z.string(), id: Id, before: Document.nullable(), after: Document })

/** What would become of it, or why nothing would. */
export const Outlook = z.discriminatedUnion('possible', [
  z.object({ possible: z.literal(true), changes: z.array(PreviewChange) }),
  z.object({ possible: z.literal(false), problem: AppProblem }),
])

export const CommandPreview = z.object({
  changes: z.array(PreviewChange),
  /**
   * Where the command only asks a second person: everything that would differ from now once they agree. Null where it takes
   * effect by itself.
   */
  onApproval: Outlook.nullable(),
})

export type PreviewChange = z.infer<typeof PreviewChange>
export type Outlook = z.infer<typeof Outlook>
export type CommandPreview = z.infer<typeof CommandPreview>
