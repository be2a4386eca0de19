import { z } from 'zod'
import type { PreviewChange } from '#shared/contract/preview-views'

const Available = z.object({ available: z.string() })

/** What an account would have available, wire text; undefined where nothing about it would change. */
export function availableAfter(changes: readonly PreviewChange[], accountId: string): string | undefined {
  return Available.safeParse(changes.find(({ id }) => id === accountId)?.after).data?.available
}
