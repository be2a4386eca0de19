import { once } from 'node:events'
import { parentPort, Worker } from 'node:worker_threads'
import { type Derivation, type DeriveKey, deriveKey } from './derive-key'

interface Task {
  readonly password: string
  readonly derivation: Derivation
}

export interface KeyThread {
  readonly derive: DeriveKey
  /** Starts the thread for the next password, which then does not wait for that. One that was wrong has used it up. */
  warmUp(): void
  /** Ends the thread that waits; none is started ahead any more. */
  close(): void
}

/**
 * Derives keys on a thread of their own, which ends with each: the app goes on answering meanwhile, and the memory that
 * makes guessing dear (64 MiB) is given back at once instead of whenever the main thread next collects its garbage. Where
 * no thread can be had, the password is still worth a try: then the calling thread does it.
 *
 * @param modulePath the built `derive-key-worker.ts`.
 * @param noThread told why, where the calling thread had to.
 */
export function createKeyThread(modulePath: string, noThread: (error: unknown) => void): KeyThread {
  let waiting: Worker | undefined
  let isClosed = false

  const start = (): Worker => {
    const worker = new Worker(modulePath)
    // Whoever waits for an answer hears of an error too; before that, the thread is only not there.
    worker.on('error', () => forget(worker)).on('exit', () => forget(worker))
    return worker
  }
  const forget = (worker: Worker): void => {
    if (waiting === worker) waiting = undefined
  }

  return {
    async derive(password, derivation) {
      try {
        const worker = waiting ?? start()
        waiting = undefined
        try {
          return await answerOf(worker, { password, derivation })
        } finally {
          void worker.terminate()
        }
      } catch (error) {
        noThread(error)
        return deriveKey(password, derivation)
      }
    },
    warmUp() {
      if (isClosed) return
      try {
        waiting ??= start()
      } catch (error) {
        noThread(error)
      }
    },
    close() {
      isClosed = true
      void waiting?.terminate()
    },
  }
}

async function answerOf(worker: Worker, task: Task): Promise<Uint8Array> {
  const answer = Promise.race([
    once(worker, 'message'),
    once(worker, 'exit').then(([code]) => {
      throw new Error(`the thread ended with ${code}`)
    }),
  ])
  worker.postMessage(task)
  const [key] = await answer
  if (!(key instanceof Uint8Array)) throw new Error('the thread answered with something else than a key')
  return key
}

/** What the thread does: one task. */
export function answerOneTask(): void {
  parentPort?.once('message', async ({ password, derivation }: Task) => {
    const key = await deriveKey(password, derivation)
    parentPort?.postMessage(key)
    // What was sent is a copy.
    key.fill(0)
  })
}
