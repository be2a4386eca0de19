import type { Answer, BankBackend } from '#main/backend/port'
import type { Scheduler } from '#main/sync/ports'
import type { Timeline } from '../timeline'
import type { Process } from './device'

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

type Crossing = 'request.leaves' | 'answer.arrived'

/**
 * The backend as one process hears it: once that is dead, no answer arrives. `cross` is told before a request leaves and
 * when an answer has arrived; the process may die there.
 */
export function heardBy(process: Process, backend: BankBackend, cross: (point: Crossing) => void): BankBackend {
  const heard = async <T>(ask: () => Answer<T>): Answer<T> => {
    cross('request.leaves')
    if (!process.alive) return never()
    process.waiting += 1
    const value = await ask()
    process.waiting -= 1
    if (process.alive) cross('answer.arrived')
    return process.alive ? value : never()
  }
  return {
    ...backend,
    meta: () => heard(() => backend.meta()),
    changes: (cursor, limit) => heard(() => backend.changes(cursor, limit)),
    digest: () => heard(() => backend.digest()),
    sendCommands: (deviceId, commands) => heard(() => backend.sendCommands(deviceId, commands)),
    commandResult: (id) => heard(() => backend.commandResult(id)),
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
