import type { BackendError, BankBackend } from '#main/backend/port'
import type { Result } from '#shared/kernel/result'
import { backoffMs } from './backoff'
import type { Random, Scheduler } from './ports'

export interface PokeListenerDeps {
  readonly backend: Pick<BankBackend, 'listen'>
  readonly scheduler: Pick<Scheduler, 'after'>
  readonly random: Pick<Random, 'fraction'>
  readonly onPoke: (seq: number) => void
  /** The stream is open, or it is not any more. */
  readonly onUp: (up: boolean) => void
}

export interface PokeListener {
  start(): void
  stop(): void
  /** The network or the session is another: a stream that still seems open may be dead. */
  reconnect(): void
}

/** A bank that closes every stream at once is not asked more often than this. */
const SHORTEST_WAIT_MS = 500
/** A bank without streams (docs/protocol.md makes polling the fallback) is asked again this seldom. */
const WITHOUT_STREAMS_MS = 5 * 60_000

/** Keeps one event stream open. It only says when to look; losing it costs time, never data. */
export function createPokeListener(deps: PokeListenerDeps): PokeListener {
  let running = false
  let listening = new AbortController()
  let cancelTimer = (): void => {}
  let failures = 0

  const connect = (): void => {
    const mine = new AbortController()
    listening = mine
    let open = false
    const current = (): boolean => running && listening === mine
    const onOpen = (): void => {
      open = true
      failures = 0
      if (current()) deps.onUp(true)
    }
    const onPoke = (seq: number): void => {
      if (current()) deps.onPoke(seq)
    }
    void deps.backend.listen(onPoke, mine.signal, onOpen).then((end) => {
      if (!current()) return
      if (open) deps.onUp(false)
      failures += 1
      cancelTimer = deps.scheduler.after(waitMs(end, failures, deps.random.fraction()), connect)
    })
  }

  const disconnect = (): void => {
    cancelTimer()
    cancelTimer = () => {}
    listening.abort()
  }

  return {
    start() {
      running = true
      connect()
    },
    stop() {
      running = false
      disconnect()
    },
    reconnect() {
      if (!running) return
      disconnect()
      deps.onUp(false)
      failures = 0
      connect()
    },
  }
}

function waitMs(end: Result<void, BackendError>, failures: number, fraction: number): number {
  if (!end.ok && end.error.retryAfterMs !== undefined) return Math.max(end.error.retryAfterMs, SHORTEST_WAIT_MS)
  if (!end.ok && end.error.kind !== 'network' && end.error.kind !== 'retry_after') return WITHOUT_STREAMS_MS
  return SHORTEST_WAIT_MS + backoffMs(failures, fraction)
}
