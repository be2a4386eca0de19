import type { ChangesResponse } from '#shared/contract/http'
import type { FeedPosition } from './copy-state'
import { createSliceSize, fetchPage, type SliceSize } from './page-source'
import type { PullerDeps } from './puller'
import { bankNow, rebase } from './rebase'
import { DONE, failedStep, STOPPED, type Step } from './step'

/** The feed may begin anew while it is being copied; this often it is followed. */
const ATTEMPTS = 3
/** Reading a page's JSON is one uninterrupted turn, some milliseconds for so many documents. */
const DOCUMENTS_A_PAGE = 500

/** How far the copy beside the live one has come; the next round goes on from here when the bank was lost half-way. */
export interface StagedCopy {
  position: FeedPosition | null
}

/** `first`: there is no copy yet; other reasons are shown in the history. */
export const FIRST_COPY = 'first'

/**
 * Makes a whole copy beside the live one and swaps it in at once, so that the user never sees half a copy. The queue is
 * untouched; its guesses are made again on the new copy. Source: docs/protocol.md "Pull" (410).
 */
export async function makeSnapshot(deps: PullerDeps, reason: string, staged: StagedCopy): Promise<Step> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const end = await copyOnce(deps, reason, staged)
    if (end !== 'begun_anew') return end
  }
  const problem = { code: 'bank.garbage', params: { reason: 'epoch keeps changing' } }
  return { kind: 'failed', failure: { kind: 'garbage', problem } }
}

async function copyOnce(deps: PullerDeps, reason: string, staged: StagedCopy): Promise<Step | 'begun_anew'> {
  const { store } = deps
  const acceptedBefore = deps.outbox.acceptedIds()
  const size = createSliceSize()
  if (staged.position === null || !store.staging.isFilling()) {
    staged.position = null
    store.transaction(() => store.staging.clear())
  }
  let asked = fetchPage(deps, staged.position?.cursor ?? null, DOCUMENTS_A_PAGE)
  for (;;) {
    const { answer, askedAtMs } = await asked
    if (!deps.alive()) return STOPPED
    if (!answer.ok) return answer.error.kind === 'cursor_gone' ? begunAnew(staged) : failedStep(answer.error)
    const page = answer.value
    deps.onServerTime(page.serverTime, askedAtMs)
    if (staged.position !== null && page.epoch !== staged.position.epoch) return begunAnew(staged)
    if (page.hasMore) asked = fetchPage(deps, page.cursor, DOCUMENTS_A_PAGE)
    if (!(await stagePage(deps, size, page))) return STOPPED
    const seq = page.changes.at(-1)?.seq ?? staged.position?.seq ?? 0
    const position = { cursor: page.cursor, epoch: page.epoch, seq }
    staged.position = position
    deps.onProgress(page.changes.length, page.hasMore)
    if (page.hasMore) continue
    if (!(await finish(deps))) return STOPPED
    staged.position = null
    return swapIn(deps, position, acceptedBefore, reason)
  }
}

function begunAnew(staged: StagedCopy): 'begun_anew' {
  staged.position = null
  return 'begun_anew'
}

/** Nobody sees staged rows, so a page is written in as many transactions as keep the process answering. */
async function stagePage(deps: PullerDeps, size: SliceSize, { changes }: ChangesResponse): Promise<boolean> {
  for (let at = 0; at < changes.length; ) {
    await deps.scheduler.breathe()
    if (!deps.alive()) return false
    const slice = changes.slice(at, at + size.documents())
    const startedMs = deps.clock.nowMs()
    deps.store.transaction(() => deps.store.staging.add(slice))
    size.took(slice.length, deps.clock.nowMs() - startedMs)
    at += slice.length
  }
  await deps.scheduler.breathe()
  if (!deps.alive()) return false
  deps.store.writeBack()
  return true
}

async function finish({ store, scheduler, alive }: PullerDeps): Promise<boolean> {
  for (const step of store.staging.finishing()) {
    await scheduler.breathe()
    if (!alive()) return false
    store.transaction(step)
    await scheduler.breathe()
    if (!alive()) return false
    store.writeBack()
  }
  return true
}

function swapIn(deps: PullerDeps, position: FeedPosition, acceptedBefore: readonly string[], reason: string): Step {
  const { store, outbox, copy } = deps
  const nowMs = deps.clock.nowMs()
  const documents = store.staging.count()
  const types = store.transaction(() => {
    const apply = (): Iterable<string> => {
      const swapped = store.staging.swap()
      const before = copy.position()
      // Another epoch means that the bank's history was replaced, and what it had accepted may not be part of it.
      if (before !== null && before.epoch !== position.epoch) {
        outbox.doubtAccepted(nowMs)
        deps.uploads.doubtStored(nowMs)
      } else outbox.settle(position.seq, acceptedBefore, nowMs)
      return swapped
    }
    const touched = rebase(deps, { touched: 'everything', apply })
    copy.setPosition(position)
    copy.clearNeedsSnapshot()
    copy.setComplete()
    copy.setLastSyncedAt(bankNow(deps))
    copy.storeClockOffset()
    if (reason === FIRST_COPY) deps.history.add('pulled', { documents })
    else deps.history.add('snapshot', { documents, reason })
    return touched
  })
  deps.onChanged(types)
  return DONE
}
