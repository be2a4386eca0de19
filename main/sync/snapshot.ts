import { createPageSource } from './page-source'
import type { PullerDeps } from './puller'
import { bankNow, rebase } from './rebase'
import { DONE, failedStep, STOPPED, type Step } from './step'

/** The feed may begin anew while it is being copied; this often it is followed. */
const ATTEMPTS = 3

/**
 * Makes the copy anew beside the live one and swaps it in at once, so that the user never sees half a copy. The queue is
 * untouched; its guesses are made again on the new copy. Source: docs/protocol.md "Pull" (410).
 */
export async function makeSnapshot(deps: PullerDeps, reason: string): Promise<Step> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const end = await copyOnce(deps, reason)
    if (end !== 'begun_anew') return end
  }
  const problem = { code: 'bank.garbage', params: { reason: 'epoch keeps changing' } }
  return { kind: 'failed', failure: { kind: 'garbage', problem } }
}

async function copyOnce(deps: PullerDeps, reason: string): Promise<Step | 'begun_anew'> {
  const { store, scheduler } = deps
  const acceptedBefore = deps.outbox.acceptedIds()
  const pages = createPageSource(deps.backend, deps.clock)
  store.transaction(() => store.staging.clear())
  let asked = pages.fetch(null)
  let epoch: string | undefined
  let seq = 0
  for (;;) {
    const { answer, askedAtMs } = await asked
    if (!deps.alive()) return STOPPED
    if (!answer.ok) return answer.error.kind === 'cursor_gone' ? 'begun_anew' : failedStep(answer.error)
    const page = answer.value
    deps.onServerTime(page.serverTime, askedAtMs)
    if (epoch !== undefined && page.epoch !== epoch) return 'begun_anew'
    epoch = page.epoch
    if (page.hasMore) asked = pages.fetch(page.cursor)
    await scheduler.breathe()
    if (!deps.alive()) return STOPPED
    const startedMs = deps.clock.nowMs()
    store.transaction(() => store.staging.add(page.changes))
    pages.applied(page.changes.length, deps.clock.nowMs() - startedMs)
    seq = page.changes.at(-1)?.seq ?? seq
    deps.onProgress(page.changes.length, page.hasMore)
    if (!page.hasMore) return swapIn(deps, { cursor: page.cursor, epoch, seq }, acceptedBefore, reason)
    await scheduler.breathe()
    if (!deps.alive()) return STOPPED
  }
}

function swapIn(
  deps: PullerDeps,
  position: { cursor: string; epoch: string; seq: number },
  acceptedBefore: readonly string[],
  reason: string,
): Step {
  const { store, outbox, copy } = deps
  const nowMs = deps.clock.nowMs()
  const documents = store.staging.count()
  const types = store.transaction(() => {
    const touched = rebase(deps, () => {
      const swapped = store.staging.swap()
      const before = copy.position()
      // Another epoch means that the bank's history was replaced, and what it had accepted may not be part of it.
      if (before !== null && before.epoch !== position.epoch) outbox.doubtAccepted(nowMs)
      else outbox.settle(position.seq, acceptedBefore, nowMs)
      return swapped
    })
    copy.setPosition(position)
    copy.clearNeedsSnapshot()
    copy.setComplete()
    copy.setLastSyncedAt(bankNow(deps))
    copy.storeClockOffset()
    deps.history.add('snapshot', { documents, reason })
    return touched
  })
  deps.onChanged(types)
  return DONE
}
