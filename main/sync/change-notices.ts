import type { Scheduler } from './ports'

export interface Changed {
  readonly types: string[]
  readonly outbox: boolean
}

/** A pull commits many pages a second; screens ask again at most this often because of it. */
const GATHER_MS = 150

/** Tells listeners what is not what it was: at once for what the user did, gathered for what the bank sent. */
export function createChangeNotices(scheduler: Pick<Scheduler, 'after'>) {
  const listeners = new Set<(changed: Changed) => void>()
  let gathered = new Set<string>()
  let cancelTimer: (() => void) | undefined

  const tell = (): void => {
    cancelTimer?.()
    cancelTimer = undefined
    const types = [...gathered]
    gathered = new Set()
    for (const listener of listeners) listener({ types, outbox: true })
  }

  return {
    listen(listener: (changed: Changed) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    now(types: Iterable<string>): void {
      for (const type of types) gathered.add(type)
      tell()
    },
    soon(types: Iterable<string>): void {
      for (const type of types) gathered.add(type)
      cancelTimer ??= scheduler.after(GATHER_MS, tell)
    },
    stop(): void {
      cancelTimer?.()
      cancelTimer = undefined
    },
  }
}
