import type { BankBackend } from '#main/backend/port'
import type { ContentStore } from '#main/files/content-store'
import { AddedFile, AppProblem, type FileContent } from '#shared/contract/views'
import { checkFile, FILE_RULES, type FilePurpose } from '#shared/domain/files'
import { detectMediaType } from '#shared/domain/media-type'
import { newId } from '#shared/kernel/ids'
import { err, ok, type Result } from '#shared/kernel/result'
import { instantFromEpochMs } from '#shared/kernel/time'
import { durably } from '../durably'
import type { Random } from '../ports'
import { bankNow, type Guessing } from '../rebase'
import type { ContentIndex } from './content-index'
import { fileGuess } from './file-guesses'
import type { QueuedUpload, UploadFacts } from './sealed-upload'

export interface NewFile {
  /** Made here where it is left out. */
  readonly fileId?: string | undefined
  readonly purpose: FilePurpose
  /** Name of the user's file, for lists. */
  readonly name?: string | undefined
  readonly bytes: Uint8Array
}

/** Bytes that files take on this computer. `pinned`: on their way to the bank or needed by a command; part of `bytes`. */
export interface FileUsage {
  readonly files: number
  readonly bytes: number
  readonly pinned: number
  /** Above this the least recently used go. */
  readonly limit: number
}

export interface FileServiceDeps extends Guessing {
  readonly backend: Pick<BankBackend, 'downloadFile' | 'terminateUpload'>
  readonly content: ContentStore
  readonly index: ContentIndex
  readonly random: Pick<Random, 'bytes'>
  readonly alive: () => boolean
  readonly onChanged: (types: Iterable<string>) => void
  /** A file of this many bytes waits to be sent. */
  readonly onAdded: (size: number) => void
  /** Bytes of content kept here at most, what is pinned aside; 500 MiB where it is left out. */
  readonly cacheLimit?: number | undefined
}

const CACHE_LIMIT = 500 * 1024 * 1024
const STOPPED: AppProblem = { code: 'session.locked' }

export type FileService = ReturnType<typeof createFileService>

/** What the user may do with files, and what is kept of them here. */
export function createFileService(deps: FileServiceDeps) {
  const { store, uploads, content, index, clock } = deps
  const limit = deps.cacheLimit ?? CACHE_LIMIT
  let last: Promise<unknown> = Promise.resolve()

  /** Between content's coming and the row that needs it nothing may be swept, so the two never run side by side. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }

  const drop = async (sha256: string): Promise<void> => {
    if (!deps.alive() || index.isPinned(sha256)) return
    await content.remove(sha256)
    // Last, so that a crash in between leaves a row too many and not a file that nobody knows of.
    if (deps.alive()) durably(store, () => index.forget(sha256))
  }

  const makeRoom = async (): Promise<void> => {
    for (const sha256 of deps.alive() ? index.beyond(limit) : []) await drop(sha256)
  }

  const keepAndQueue = async (facts: Omit<UploadFacts, 'sha256'>, bytes: Uint8Array) => {
    const kept = await content.put(bytes)
    if (!kept.ok) return kept
    if (!deps.alive()) return err(STOPPED)
    const { sha256 } = kept.value
    const nowMs = clock.nowMs()
    const queued = durably(store, () => {
      index.keep(kept.value, nowMs)
      uploads.add({ ...facts, sha256 }, nowMs)
      store.documents.writeGuess(fileGuess({ ...facts, sha256 }), bankNow(deps))
      deps.memory.rememberFile(facts.fileId)
    })
    if (!queued.ok) return queued
    await makeRoom()
    return ok({ ...facts, sha256 })
  }

  const download = async (id: string, facts: { sha256: string; size: number }) => {
    const answer = await deps.backend.downloadFile(id, facts.size)
    if (!deps.alive()) return err(STOPPED)
    if (!answer.ok) return err(unavailable(answer.error.kind, answer.error.problem))
    return inTurn(async (): Promise<Result<Uint8Array, AppProblem>> => {
      const kept = await content.put(answer.value)
      if (!deps.alive()) return err(STOPPED)
      if (kept.ok && kept.value.sha256 !== facts.sha256) {
        await drop(kept.value.sha256)
        return err({ code: 'bank.garbage', params: { reason: 'file hash' } })
      }
      // The bytes are right; that they cannot be kept is no reason not to show them.
      if (kept.ok) durably(store, () => index.keep(kept.value, clock.nowMs()))
      await makeRoom()
      return ok(answer.value)
    })
  }

  return {
    /**
     * Takes a file in: once this answers it survives any crash, and it goes to the bank by itself. Errors: `auth.forbidden`,
     * `file.too_large`, `file.rejected`, `document.exists`, `storage.*`.
     */
    async add({ fileId, purpose, name, bytes }: NewFile): Promise<Result<AddedFile, AppProblem>> {
      const permission = FILE_RULES[purpose].upload
      if (!deps.actor().permissions.includes(permission)) return err({ code: 'auth.forbidden', params: { permission } })
      const size = bytes.length
      const mediaType = (await detectMediaType(bytes)) ?? 'unknown'
      const checked = checkFile({ purpose, size, mediaType })
      if (!checked.ok) return err(AppProblem.parse(checked.error))
      if (!deps.alive()) return err(STOPPED)
      const id = fileId ?? newId({ nowMs: clock.nowMs(), randomBytes: (n) => deps.random.bytes(n) })
      return inTurn(async () => {
        if (!deps.alive()) return err(STOPPED)
        if (uploads.has(id) || store.documents.visible.find('file', id))
          return err({ code: 'document.exists', params: { type: 'file', id } })
        const createdAt = instantFromEpochMs(clock.nowMs())
        const added = await keepAndQueue({ fileId: id, size, mediaType, purpose, name: name ?? null, createdAt }, bytes)
        if (!added.ok) return added
        deps.onChanged(['file'])
        deps.onAdded(size)
        return ok(AddedFile.parse(added.value))
      })
    },

    /**
     * A file that the user may see, from here or else from the bank. Errors: `not_found`, `file.not_here` {reason} where it is
     * only at the bank and that cannot be asked, `file.damaged`, what the bank says, `bank.garbage`, `storage.*`.
     */
    async open(id: string): Promise<Result<FileContent, AppProblem>> {
      const doc = store.documents.visible.find('file', id)
      if (!doc) return err({ code: 'not_found', params: { type: 'file', id } })
      const { sha256, size, mediaType } = doc
      const facts = { sha256, size, mediaType }
      const here = await content.read(sha256)
      if (!deps.alive()) return err(STOPPED)
      if (here.ok) {
        durably(store, () => index.used(sha256, clock.nowMs()))
        return ok({ ...facts, bytes: here.value })
      }
      const elsewhere = here.error.code === 'file.not_here' || here.error.code === 'file.damaged'
      if (!elsewhere || !store.documents.bankVersion('file', id)) return here
      const fetched = await download(id, facts)
      return fetched.ok ? ok({ ...facts, bytes: fetched.value }) : fetched
    },

    /**
     * Inside the transaction that took a command out of the queue: withdraws those of its files that nobody else needs. The
     * answer is for `forget`, once the transaction is durable.
     */
    withdrawUnneeded(fileIds: readonly string[]): QueuedUpload[] {
      const unneeded = fileIds.flatMap((id) => {
        const upload = uploads.find(id)
        const unsent = upload?.state === 'waiting' || upload?.state === 'uploading'
        return upload && unsent && !deps.outbox.needsFile(id) ? [upload] : []
      })
      for (const { fileId } of unneeded) uploads.withdraw(fileId, clock.nowMs())
      return unneeded
    },
    /** Tells the bank, if it can be told, and removes the bytes where nothing else needs them. */
    async forget(withdrawn: readonly QueuedUpload[]): Promise<void> {
      for (const { url, sha256 } of withdrawn) {
        // A courtesy: the bank forgets unfinished uploads by itself.
        if (url !== null) void deps.backend.terminateUpload(url)
        await inTurn(() => drop(sha256))
      }
    },

    /** Removes what a crash left on disk, and what no longer fits. */
    tidy: () =>
      inTurn(async () => {
        if (deps.alive()) await content.keepOnly(index.all())
        await makeRoom()
      }),

    usage: (): FileUsage => ({ ...index.usage(), limit }),
  }
}

/** Without a bank the file is simply not here; what the bank itself said is passed on. */
function unavailable(kind: string, problem: AppProblem): AppProblem {
  const unreachable = kind === 'network' || kind === 'retry_after' || kind === 'auth'
  return unreachable ? { code: 'file.not_here', params: { reason: problem.code } } : problem
}
