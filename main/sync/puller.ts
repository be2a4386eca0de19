import type { BankBackend } from '#main/backend/port'
import type { ChangesResponse } from '#shared/contract/http'
import type { ConnectionHistory } from './connection-history'
import type { FeedPosition } from './copy-state'
import { createSliceSize, fetchPage, type SliceSize } from './page-source'
import type { Scheduler } from './ports'
import { bankNow, type Guessing, rebase } from './rebase'
import { DONE, failedStep, STOPPED, type Step } from './step'

export interface PullerDeps extends Guessing {
  readonly backend: BankBackend
  readonly scheduler: Scheduler
  readonly history: ConnectionHistory
  readonly alive: () => boolean
  readonly onServerTime: (serverTime: string, askedAtMs: number) => void
  readonly onChanged: (types: Iterable<string>) => void
  /** A page was applied; more are known to follow or not. */
  readonly onProgress: (documents: number, more: boolean) => void
}

/** `gone`: the bank cannot continue from here, a copy must be made anew. */
export type PullEnd = Step | { readonly kind: 'gone'; readonly reason: string }

type PageEnd = 'complete' | 'more' | 'dropped' | 'new_epoch' | 'backwards'

/**
 * Pulls pages until the feed has no more. Each page is one transaction with its cursor, so what the user sees is always
 * a state that the bank has had; no transaction is open while a request is.
 */
export async function pull(deps: PullerDeps): Promise<PullEnd> {
  // A page is shown whole or not at all, so it is asked for as large as one slice.
  const size = createSliceSize()
  const fetch = (cursor: string | null) => fetchPage(deps, cursor, size.documents())
  // What was accepted before the first request is in this copy once the feed has been read to its end, even where the
  // effect itself is nothing that this user may see.
  const acceptedBefore = deps.outbox.acceptedIds()
  let base = deps.copy.position()
  let asked = fetch(base?.cursor ?? null)
  let documents = 0
  for (;;) {
    const fetched = await asked
    if (!deps.alive()) return STOPPED
    if (!fetched.answer.ok) return pullFailure(fetched.answer.error)
    const page = fetched.answer.value
    deps.onServerTime(page.serverTime, fetched.askedAtMs)
    // Asked before the page is applied: the bank works while this process does. Another page applied in between makes
    // the answer useless, which the cursor check of its own turn finds out.
    if (page.hasMore) asked = fetch(page.cursor)
    await deps.scheduler.breathe()
    if (!deps.alive()) return STOPPED
    const end = applyTimed(deps, size, base, page, acceptedBefore)
    if (end === 'new_epoch') return { kind: 'gone', reason: 'epoch' }
    if (end === 'backwards') return failedStep(wentBackwards())
    documents += page.changes.length
    if (end === 'complete') return complete(deps, documents)
    base = deps.copy.position()
    if (end === 'dropped') asked = fetch(base?.cursor ?? null)
    await deps.scheduler.breathe()
    if (!deps.alive()) return STOPPED
    deps.store.writeBack()
  }
}

function pullFailure(error: Parameters<typeof failedStep>[0]): PullEnd {
  return error.kind === 'cursor_gone' ? { kind: 'gone', reason: error.problem.code } : failedStep(error)
}

function wentBackwards(): Parameters<typeof failedStep>[0] {
  return { kind: 'garbage', problem: { code: 'bank.garbage', params: { reason: 'feed went backwards' } } }
}

function applyTimed(
  deps: PullerDeps,
  size: SliceSize,
  base: FeedPosition | null,
  page: ChangesResponse,
  acceptedBefore: readonly string[],
): PageEnd {
  const startedMs = deps.clock.nowMs()
  const end = applyPage(deps, base, page, acceptedBefore)
  size.took(page.changes.length, deps.clock.nowMs() - startedMs)
  return end
}

/** Applies one page, in one transaction, if it still continues the copy as it is now. */
function applyPage(
  deps: PullerDeps,
  base: FeedPosition | null,
  page: ChangesResponse,
  acceptedBefore: readonly string[],
): PageEnd {
  if (base !== null && page.epoch !== base.epoch) return 'new_epoch'
  const first = page.changes[0]
  if (base !== null && first !== undefined && first.seq <= base.seq) return 'backwards'
  const seq = page.changes.at(-1)?.seq ?? base?.seq ?? 0
  const moved = page.changes.length > 0 || base?.cursor !== page.cursor
  const done = page.hasMore ? [] : acceptedBefore
  const settles = page.changes.length > 0 || done.length > 0
  if (!moved && !settles) return page.hasMore ? 'more' : 'complete'

  const outcome = deps.store.transaction(() => {
    if (deps.copy.position()?.cursor !== base?.cursor) return 'dropped' as const
    const settled = settles ? deps.outbox.settle(seq, done, deps.clock.nowMs()) : 0
    const types = settles
      ? rebase(deps, {
          touched: page.changes,
          apply: () => deps.store.documents.applyChanges(page.changes).types,
        })
      : new Set<string>()
    deps.copy.setPosition({ cursor: page.cursor, epoch: page.epoch, seq })
    return { types, settled }
  })
  if (outcome === 'dropped') return 'dropped'
  if (outcome.types.size > 0 || outcome.settled > 0) deps.onChanged(outcome.types)
  deps.onProgress(page.changes.length, page.hasMore)
  return page.hasMore ? 'more' : 'complete'
}

function complete(deps: PullerDeps, documents: number): Step {
  deps.store.transaction(() => {
    deps.copy.setComplete()
    deps.copy.setLastSyncedAt(bankNow(deps))
    deps.copy.storeClockOffset()
    if (documents > 0) deps.history.add('pulled', { documents })
  })
  return DONE
}
