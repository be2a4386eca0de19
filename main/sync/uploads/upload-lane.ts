import type { BankBackend } from '#main/backend/port'
import type { ContentStore } from '#main/files/content-store'
import { knownStorageProblem } from '#main/storage/problems'
import type { UploadRow } from '#shared/contract/views'
import { instantFromEpochMs } from '#shared/kernel/time'
import { createConnectionLoop, type RoundEnd, type Wake } from '../connection-loop'
import type { Random, Scheduler } from '../ports'
import type { Guessing } from '../rebase'
import { createContentIndex } from './content-index'
import { createFileService, type FileService } from './file-service'
import { createUploader } from './uploader'

export interface UploadLaneDeps extends Guessing {
  readonly backend: BankBackend
  readonly content: ContentStore
  readonly random: Random
  readonly scheduler: Scheduler
  readonly onChanged: (types: Iterable<string>, soon: boolean) => void
  /** A file has arrived at the bank: commands may go, and its document is there to be pulled. */
  readonly onStored: () => void
  readonly onFault: (fault: unknown) => void
  readonly cacheLimit?: number | undefined
}

export interface UploadLane {
  readonly files: FileService
  start(): void
  stop(): void
  wake(wake: Wake): void
  /** Files that are not confirmed yet, oldest first. */
  rows(): UploadRow[]
}

/** While nothing waits there is nothing to look for; a look costs one query. */
const REST_MS = 5 * 60_000

/**
 * Files go to the bank beside the synchronising rounds, in a loop of their own with its own sleeps: a photo on a slow line
 * takes minutes, in which commands, pulls and the event stream must go on. It is the same state machine as the rounds', woken
 * by the same events, and it knows of them one thing only: that the bank can be reached again.
 */
export function createUploadLane(deps: UploadLaneDeps): UploadLane {
  const { store, uploads, clock } = deps
  let running = false
  let ended = false

  const uploader = createUploader({
    ...deps,
    alive: () => running,
    onChanged: (types) => deps.onChanged(types, true),
  })

  const loop = createConnectionLoop({
    scheduler: deps.scheduler,
    clock,
    random: deps.random,
    round: () =>
      uploader.run().catch((fault: unknown): RoundEnd => {
        deps.onFault(fault)
        return { kind: 'failed', failure: { kind: 'local', problem: { code: 'internal' } } }
      }),
    pollMs: () => REST_MS,
    onState(state) {
      // Every unfinished upload says when it is tried next.
      if (state.kind !== 'backing_off' && state.kind !== 'told_to_wait') return
      quietly(() => uploads.postpone(state.untilMs))
      deps.onChanged([], true)
    },
  })

  const files = createFileService({
    ...deps,
    index: createContentIndex(store.db),
    alive: () => !ended,
    onChanged: (types) => deps.onChanged(types, false),
    onAdded(size) {
      uploader.added(size)
      if (running) loop.wake('submit')
    },
  })

  return {
    files: {
      ...files,
      async forget(withdrawn) {
        for (const { fileId } of withdrawn) uploader.withdrawn(fileId)
        await files.forget(withdrawn)
      },
    },
    start() {
      running = true
      ended = false
      loop.start()
      files.tidy().catch(deps.onFault)
    },
    stop() {
      running = false
      ended = true
      loop.stop()
      uploader.stop()
    },
    wake: (wake) => {
      if (running) loop.wake(wake)
    },
    rows: () => {
      const { uploads: open, damaged } = uploads.open()
      return [
        ...open.map((upload): UploadRow => {
          const { fileId, name, purpose, size, state, attempts, nextAttemptMs, problem } = upload
          const sent = uploader.progress(fileId) ?? upload.sent
          const nextAttemptAt = nextAttemptMs === null ? null : instantFromEpochMs(nextAttemptMs)
          return { fileId, name, purpose, size, sent, state, attempts, nextAttemptAt, problem }
        }),
        ...damaged.map(damagedRow),
      ]
    },
  }
}

function damagedRow({ fileId, reason }: { readonly fileId: string; readonly reason: string }): UploadRow {
  const problem = { code: 'outbox.damaged', params: { reason } }
  const unknown = { name: null, purpose: null, size: 0, sent: 0, attempts: 0, nextAttemptAt: null }
  return { fileId, ...unknown, state: 'refused', problem }
}

/** A sleep that cannot be noted on a full disk is slept all the same. */
function quietly(write: () => void): void {
  try {
    write()
  } catch (error) {
    if (!knownStorageProblem(error)) throw error
  }
}
