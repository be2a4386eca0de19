import type { AppProblem, StatementPage } from '#shared/contract/views'
import { ok, type Result } from '#shared/kernel/result'
import type { LiveSession } from './live-session'

export interface StatementRequest {
  readonly accountId: string
  /** ISO 8601 UTC; only lines posted before it. */
  readonly before?: string | undefined
  readonly limit: number
}

type StatementParts = Pick<LiveSession, 'accounts' | 'backend' | 'store' | 'sync'>

/**
 * A page of an account's statement, latest first. What the feed brought (90 days, docs/protocol.md "Pull") is shown at once
 * and without the network; only a page that begins before all of it is asked of the bank. `hasMore` after the last local line
 * means that the bank may have older ones.
 */
export async function readStatement(
  { accounts, backend, store, sync }: StatementParts,
  request: StatementRequest,
): Promise<Result<StatementPage, AppProblem>> {
  const local = accounts.statement(request)
  if (local.hasMore) return ok(local)
  // The bank has never heard of the account, so it has no lines of it.
  if (store.documents.isUnconfirmed('subAccount', request.accountId)) return ok(local)
  if (local.transactions.length > 0) return ok({ ...local, hasMore: true })
  if (request.before === undefined && sync.status().firstSync !== null) return ok(local)
  if (sync.status().connection !== 'online') return ok({ ...local, olderUnavailable: true })
  const older = await backend.transactions(request.accountId, request.before, request.limit)
  return ok(older.ok ? { ...older.value, olderUnavailable: false } : { ...local, olderUnavailable: true })
}
