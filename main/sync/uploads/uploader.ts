import type { BackendError, BankBackend, UploadSource } from '#main/backend/port'
import type { ContentReader, ContentStore } from '#main/files/content-store'
import { knownStorageProblem } from '#main/storage/problems'
import type { AppProblem } from '#shared/contract/views'
import { FILE_RULES } from '#shared/domain/files'
import type { RoundEnd } from '../connection-loop'
import { type Guessing, rebase } from '../rebase'
import { refuse } from '../refusal'
import { failedStep, type RoundFailure } from '../step'
import type { QueuedUpload } from './sealed-upload'

export interface UploaderDeps extends Guessing {
  readonly backend: Pick<BankBackend, 'upload'>
  readonly content: Pick<ContentStore, 'open'>
  readonly alive: () => boolean
  /** Uploads, commands or documents changed. */
  readonly onChanged: (types: Iterable<string>) => void
  /** Commands that waited may be sent now. */
  readonly onStored: () => void
}

export interface Uploader {
  /** Sends what is due until nothing is. */
  run(): Promise<RoundEnd>
  /** A file of this many bytes was queued: a longer one under way lets it pass. */
  added(size: number): void
  /** Nobody needs the file any more. */
  withdrawn(fileId: string): void
  /** Ends what is under way. */
  stop(): void
  /** Bytes that have arrived of the file under way; undefined for any other. */
  progress(fileId: string): number | undefined
}

interface Under {
  readonly upload: QueuedUpload
  readonly cancel: AbortController
  sent: number
  /** Why the bytes could not be read, where that is so. */
  unread?: AppProblem
}

/** What the end of one attempt means: go on with the next file, begin this one anew, or end the round. */
type UploadEnd =
  | { readonly kind: 'next' | 'again' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly failure: RoundFailure }

const NEXT: UploadEnd = { kind: 'next' }
/** Failures of the line or the session: the next file would meet them too. */
const ENDS_ROUND: ReadonlySet<string> = new Set(['network', 'retry_after', 'auth', 'unsupported'])
/** Answers that are about this content or this user, and will be the same the next time. */
const FINAL: ReadonlySet<number> = new Set([400, 403, 413, 415, 422])
/** The upload has gone from the bank while it was being sent, or somebody else has sent a part of it. */
const BEGIN_AGAIN: ReadonlySet<number> = new Set([404, 409, 410])
/** A bank that forgets what it has just been given will do so again. */
const BEGINNINGS_A_ROUND = 3
const FORGETFUL: RoundFailure = { kind: 'garbage', problem: { code: 'bank.garbage', params: { reason: 'upload' } } }

/** Sends files to the bank one after another, each from where the last attempt was cut. */
export function createUploader(deps: UploaderDeps): Uploader {
  const { uploads, store, clock, content } = deps
  let under: Under | undefined
  let smallestNew = Number.POSITIVE_INFINITY

  const sendOne = async (upload: QueuedUpload): Promise<UploadEnd> => {
    const { fileId } = upload
    const now: Under = { upload, cancel: new AbortController(), sent: upload.sent }
    smallestNew = Number.POSITIVE_INFINITY
    under = now
    // Durable before the first byte leaves, as for commands: an attempt that a crash ends has been counted.
    store.transaction(() => uploads.markUploading(fileId, clock.nowMs()))
    deps.onChanged([])
    const opened = await content.open(upload.sha256)
    if (!deps.alive()) {
      if (opened.ok) await opened.value.close()
      return { kind: 'stopped' }
    }
    if (!opened.ok) return unreadable(upload, opened.error)
    let answer: Awaited<ReturnType<BankBackend['upload']>>
    try {
      answer = await deps.backend.upload(upload, sourceOf(opened.value, now), {
        resumeUrl: upload.url,
        onUrl(url) {
          if (!deps.alive()) return
          store.transaction(() => uploads.markUrl(fileId, url))
        },
        onProgress(sent) {
          now.sent = sent
          if (deps.alive()) deps.onChanged([])
        },
        pauses: () => smallestNew < upload.size - now.sent,
        signal: now.cancel.signal,
      })
    } finally {
      under = undefined
      await opened.value.close()
    }
    if (!deps.alive()) return { kind: 'stopped' }
    // Withdrawn, or confirmed by the feed, while it was under way: whatever the bank said is about nothing.
    if (!isUnsent(fileId)) return NEXT
    if (now.unread) return unreadable(upload, now.unread)
    if (answer.ok) return answer.value === 'complete' ? stored(upload) : paused(now)
    return failed(now, answer.error)
  }

  const isUnsent = (fileId: string): boolean => {
    const state = uploads.find(fileId)?.state
    return state === 'waiting' || state === 'uploading'
  }

  const stored = ({ fileId }: QueuedUpload): UploadEnd => {
    store.transaction(() => uploads.markStored(fileId))
    deps.onChanged([])
    deps.onStored()
    return NEXT
  }

  const paused = ({ upload, sent }: Under): UploadEnd => {
    store.transaction(() => uploads.markWaiting(upload.fileId, sent, null, clock.nowMs()))
    return NEXT
  }

  const failed = ({ upload, sent }: Under, error: BackendError): UploadEnd => {
    const { fileId } = upload
    const { problem, status } = error
    const isFinal = status === undefined || FINAL.has(status) || problem.code === 'file.conflict'
    if (error.kind === 'permanent' && isFinal) return refused(fileId, problem)
    const nowMs = clock.nowMs()
    if (status !== undefined && BEGIN_AGAIN.has(status)) {
      store.transaction(() => {
        uploads.markWaiting(fileId, sent, problem, nowMs, true)
        if (status !== 409) uploads.markUrl(fileId, null)
      })
      return { kind: 'again' }
    }
    // What the bank stumbles over every time must not stand in the way of every other file.
    const fault = !ENDS_ROUND.has(error.kind) || (error.kind === 'network' && status !== undefined)
    store.transaction(() => uploads.markWaiting(fileId, sent, problem, nowMs, fault))
    deps.onChanged([])
    const end = failedStep(error)
    return sent > upload.sent ? { ...end, failure: { ...end.failure, progressed: true } } : end
  }

  /** The bank will not have it: its guess goes, and the commands that were built upon it. */
  const refused = (fileId: string, said: AppProblem): UploadEnd => {
    const problem = { ...said, params: { ...allowedFor(uploads.find(fileId)), ...said.params, fileId } }
    const types = store.transaction(() => {
      uploads.markRefused(fileId, problem)
      for (const id of deps.outbox.waitingForFile(fileId)) {
        // One that may have been sent to the bank's former self is the bank's to decide.
        if (deps.outbox.stateOf(id)?.state === 'queued') refuse(deps.outbox, id, 'rejected', problem)
      }
      return rebase(deps)
    })
    deps.onChanged(types)
    return NEXT
  }

  /** Bytes that are not what the user gave are never sent; a disk that cannot be read now may be readable later. */
  const unreadable = ({ fileId, sent }: QueuedUpload, problem: AppProblem): UploadEnd => {
    under = undefined
    if (problem.code === 'file.damaged' || problem.code === 'file.not_here')
      return refused(fileId, { code: 'file.damaged' })
    store.transaction(() => uploads.markWaiting(fileId, sent, problem, clock.nowMs()))
    return { kind: 'failed', failure: { kind: 'local', problem } }
  }

  /** The next upload, once rows that cannot be trusted have left the queue. */
  const nextDue = (beginnings: ReadonlyMap<string, number>): QueuedUpload | undefined => {
    const { uploads: due, damaged } = uploads.due(clock.nowMs())
    for (const { fileId, reason } of damaged) refused(fileId, { code: 'outbox.damaged', params: { reason } })
    return due.find(({ fileId }) => (beginnings.get(fileId) ?? 0) < BEGINNINGS_A_ROUND)
  }

  const sendAll = async (): Promise<RoundEnd> => {
    const beginnings = new Map<string, number>()
    let fault: RoundFailure | undefined
    for (let next = nextDue(beginnings); next; next = nextDue(beginnings)) {
      const { fileId } = next
      const end = await sendOne(next)
      if (end.kind === 'stopped' || !deps.alive()) return { kind: 'stopped' }
      if (end.kind === 'failed') {
        if (end.failure.kind === 'local' || ENDS_ROUND.has(end.failure.kind)) return end
        fault = end.failure
        beginnings.set(fileId, BEGINNINGS_A_ROUND)
      } else if (end.kind === 'again') {
        beginnings.set(fileId, (beginnings.get(fileId) ?? 0) + 1)
        if (beginnings.get(fileId) === BEGINNINGS_A_ROUND) fault = FORGETFUL
      }
    }
    if (fault) return { kind: 'failed', failure: fault }
    return { kind: 'ok', nextAttemptMs: uploads.nextAttemptMs() }
  }

  return {
    async run() {
      try {
        // Whoever called this round wants everything tried that waits for its turn.
        uploads.hurry(clock.nowMs())
        return await sendAll()
      } catch (error) {
        if (!deps.alive()) return { kind: 'stopped' }
        const problem = knownStorageProblem(error)
        if (!problem) throw error
        return { kind: 'failed', failure: { kind: 'local', problem } }
      } finally {
        under = undefined
      }
    },
    added(size) {
      smallestNew = Math.min(smallestNew, size)
    },
    withdrawn(fileId) {
      if (under?.upload.fileId === fileId) under.cancel.abort()
    },
    stop: () => under?.cancel.abort(),
    progress: (fileId) => (under?.upload.fileId === fileId ? under.sent : undefined),
  }
}

/** What would have been taken instead: the words of a refusal name it, and not every bank does. */
function allowedFor(upload: QueuedUpload | undefined): { readonly allowed?: string } {
  return upload ? { allowed: FILE_RULES[upload.purpose].mediaTypes.join(', ') } : {}
}

function sourceOf(reader: ContentReader, now: Under): UploadSource {
  return async (start, end) => {
    const part = await reader.read(start, end)
    if (part.ok) return part.value
    now.unread = part.error
    return undefined
  }
}
