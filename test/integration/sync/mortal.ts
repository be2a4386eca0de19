import type { Answer, BankBackend } from '#main/backend/port'
import type { ContentStore } from '#main/files/content-store'
import type { Scheduler } from '#main/sync/ports'

/** What of a computer ends with a battery: after the turn it is in, nothing of it runs any more. */
interface Process {
  readonly alive: boolean
}

/** Timers and turns of a process that may be killed: afterwards nothing of it ever runs. */
export function mortalScheduler(process: Process): Scheduler {
  return {
    after(ms, work) {
      const timer = setTimeout(() => {
        if (process.alive) work()
      }, ms)
      return () => clearTimeout(timer)
    },
    breathe: () =>
      new Promise((resolve) =>
        setImmediate(() => {
          if (process.alive) resolve()
        }),
      ),
  }
}

/** The backend as one process hears it: once that is dead, no answer arrives. */
export function heardBy(process: Process, backend: BankBackend): BankBackend {
  const heard = async <T>(answer: Answer<T>): Answer<T> => {
    const value = await answer
    return process.alive ? value : forever()
  }
  return {
    ...backend,
    meta: () => heard(backend.meta()),
    changes: (cursor, limit) => heard(backend.changes(cursor, limit)),
    digest: () => heard(backend.digest()),
    sendCommands: (deviceId, commands) => heard(backend.sendCommands(deviceId, commands)),
    commandResult: (id) => heard(backend.commandResult(id)),
    downloadFile: (id, maxBytes) => heard(backend.downloadFile(id, maxBytes)),
    upload(file, source, run) {
      const { onUrl, onProgress, pauses } = run
      const ifAlive =
        <T>(call: (value: T) => void) =>
        (value: T) =>
          process.alive ? call(value) : undefined
      // A dead process reads nothing of its files either.
      const read: typeof source = (start, end) => (process.alive ? source(start, end) : forever())
      const heardRun = { ...run, onUrl: ifAlive(onUrl), onProgress: ifAlive(onProgress), pauses }
      return heard(backend.upload(file, read, heardRun))
    },
    listen(onPoke, signal, onOpen = () => {}) {
      const poke = (seq: number): void => (process.alive ? onPoke(seq) : undefined)
      return heard(backend.listen(poke, signal, () => (process.alive ? onOpen() : undefined)))
    },
  }
}

/** The files as one process reaches them: once that is dead, no disk answers it. */
export function mortalContent(process: Process, content: ContentStore): ContentStore {
  const seen = async <T>(work: Promise<T>): Promise<T> => {
    const value = await work
    return process.alive ? value : forever()
  }
  return {
    put: (bytes) => seen(content.put(bytes)),
    open: (sha256) => seen(content.open(sha256)),
    read: (sha256) => seen(content.read(sha256)),
    remove: (sha256) => seen(content.remove(sha256)),
    keepOnly: (sha256s) => seen(content.keepOnly(sha256s)),
    usage: () => seen(content.usage()),
    close: () => content.close(),
  }
}

/** What nobody answers any more. */
export function forever<T>(): Promise<T> {
  return new Promise<T>(() => {})
}
