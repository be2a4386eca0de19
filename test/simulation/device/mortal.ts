import type { Answer, BankBackend } from '#main/backend/port'
import type { ContentStore } from '#main/files/content-store'
import type { Scheduler } from '#main/sync/ports'
import type { AppProblem } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Timeline } from '../timeline'
import type { Process } from './device'
import { DiskError, type GuardControls } from './guard'

/** Timers and turns of a process that may die: afterwards nothing of it ever runs. */
export function mortalScheduler(process: Process, timeline: Timeline): Scheduler {
  return {
    after(ms, work) {
      process.waiting += 1
      let over = false
      const end = (): void => {
        if (!over) process.waiting -= 1
        over = true
      }
      const cancel = timeline.after(ms, () => {
        end()
        if (process.alive) work()
      })
      return () => {
        end()
        cancel()
      }
    },
    breathe: () =>
      new Promise((resolve) => {
        process.waiting += 1
        timeline.after(1, () => {
          process.waiting -= 1
          if (process.alive) resolve()
        })
      }),
  }
}

/** The backend as one process hears it: once that is dead, no answer arrives. */
export function heardBy(process: Process, backend: BankBackend): BankBackend {
  const heard = async <T>(answer: Answer<T>): Answer<T> => {
    process.waiting += 1
    const value = await answer
    process.waiting -= 1
    return process.alive ? value : never()
  }
  return {
    ...backend,
    meta: () => heard(backend.meta()),
    changes: (cursor, limit) => heard(backend.changes(cursor, limit)),
    digest: () => heard(backend.digest()),
    sendCommands: (deviceId, commands) => heard(backend.sendCommands(deviceId, commands)),
    commandResult: (id) => heard(backend.commandResult(id)),
    upload: (file, source, run) => heard(backend.upload(file, source, run)),
    terminateUpload: (url) => heard(backend.terminateUpload(url)),
    downloadFile: (id, maxBytes) => heard(backend.downloadFile(id, maxBytes)),
    async listen(onPoke, signal, onOpen = () => {}) {
      const poke = (seq: number): void => (process.alive ? onPoke(seq) : undefined)
      const end = await backend.listen(poke, signal, () => (process.alive ? onOpen() : undefined))
      return process.alive ? end : never()
    },
  }
}

/** What a dead process waits for. */
function never(): Promise<never> {
  return new Promise(() => {})
}

const LOCKED: AppProblem = { code: 'session.locked' }

/**
 * The files of one computer as one process reaches them: an ended one changes nothing any more, a locked one has forgotten
 * the keys. Before content comes or goes the process may die, and what comes may find the disk full.
 */
export function mortalContent(process: Process, guard: GuardControls, content: ContentStore): ContentStore {
  const reached = async <T>(
    work: () => Promise<Result<T, AppProblem>>,
    point?: 'content.put' | 'content.remove',
  ): Promise<Result<T, AppProblem>> => {
    if (!process.alive) return never()
    if (!guard.alive()) return err(LOCKED)
    try {
      if (point) guard.point(point, point === 'content.put' ? 'write' : undefined)
    } catch (fault) {
      if (!(fault instanceof DiskError)) throw fault
      return process.alive ? err({ code: 'storage.disk_full' }) : never()
    }
    return work()
  }
  const done = async (work: Promise<void>): Promise<Result<null, AppProblem>> => {
    await work
    return ok(null)
  }
  return {
    put: (bytes) => reached(() => content.put(bytes), 'content.put'),
    open: (sha256) => reached(() => content.open(sha256)),
    read: (sha256) => reached(() => content.read(sha256)),
    remove: async (sha256) => void (await reached(() => done(content.remove(sha256)), 'content.remove')),
    keepOnly: async (sha256s) => void (await reached(() => done(content.keepOnly(sha256s)), 'content.remove')),
    usage: () => content.usage(),
    close: () => {},
  }
}
