import type { ChangesResponse, CommandResult, Envelope } from '#shared/contract/http'

/** Rules of docs/protocol.md that a schema of one field cannot say. */

/** Whether every sent command has exactly one result and nothing else has. */
export function answersFor(results: readonly CommandResult[], sent: readonly Envelope[]): boolean {
  const wanted = new Set(sent.map((envelope) => envelope.id))
  return results.length === wanted.size && results.every((result) => wanted.delete(result.id))
}

/** Whether a page breaks the feed's promises: ascending `seq`, and more to come means the cursor moved. */
export function pageFaults(page: ChangesResponse, asked: string | null): boolean {
  if (page.hasMore && page.cursor === asked) return true
  return page.changes.some((change, index) => change.seq <= (page.changes[index - 1]?.seq ?? -1))
}
