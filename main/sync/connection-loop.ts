import { backoffMs } from './backoff'
import type { Clock, Random, Scheduler } from './ports'
import type { RoundFailure } from './step'

/**
 * When to talk to the bank; what is said is a round's business.
 *
 *              start, wake                     ok: poll, next attempt
 *   stopped ──────────────▶ running ─────────────────────────────────▶ resting
 *      ▲                      ▲  │                                       │
 *      │ stop                 │  │ network, garbage, …: full jitter      │ timer; any wake
 *      │ (from                │  ├───────────────────▶ backing_off ──────┤ (poke, submit: after 50 ms)
 *      │ anywhere)            │  │ Retry-After                           │
 *      │                      │  ├───────────────────▶ told_to_wait ─────┤ timer; now, session only
 *      │                      │  │ auth                                  │
 *      │                      │  ├───────────────────▶ auth_required ────┤ session only
 *      │                      │  │ 426                                   │
 *      │                      │  └───────────────────▶ unsupported ──────┤ now, session, network, resume
 *      │                      └──────────────────────────────────────────┘
 */
export type LoopState =
  | { readonly kind: 'stopped' | 'running' | 'auth_required' }
  /** `untilMs`: this computer's clock, for showing; the timer itself counts elapsed time. */
  | { readonly kind: Sleep; readonly untilMs: number }

type Sleep = 'resting' | 'backing_off' | 'told_to_wait' | 'unsupported'

export type Wake = 'poke' | 'submit' | 'network' | 'resume' | 'now' | 'session'

export type RoundEnd =
  /** `nextAttemptMs`: when the next queued command may be tried, by this computer's clock. */
  | { readonly kind: 'ok'; readonly nextAttemptMs: number | null }
  | { readonly kind: 'failed'; readonly failure: RoundFailure }
  | { readonly kind: 'stopped' }

export interface ConnectionLoopDeps {
  readonly scheduler: Pick<Scheduler, 'after'>
  readonly clock: Clock
  readonly random: Pick<Random, 'fraction'>
  /** One exchange with the bank. Never runs twice at a time; it must not throw. */
  readonly round: () => Promise<RoundEnd>
  /** How long to rest when nothing calls: long while the event stream tells of changes. Read as each rest begins. */
  readonly pollMs: () => number
  /** Called on every change of state, also with the moment of the next try. */
  readonly onState: (state: LoopState) => void
}

export interface ConnectionLoop {
  start(): void
  stop(): void
  wake(wake: Wake): void
  state(): LoopState
}

/** Commands entered together, or the pokes of one batch at the bank, make one round. */
const DEBOUNCE_MS = 50
/** A bank that speaks another protocol may be set back, or be the wrong one of several behind one address. */
const ASK_AGAIN_MS = 60 * 60_000
const ENDS_TOLD_TO_WAIT: readonly Wake[] = ['now', 'session']
const ENDS_UNSUPPORTED: readonly Wake[] = ['now', 'session', 'network', 'resume']
const GATHERED: readonly Wake[] = ['poke', 'submit']

export function createConnectionLoop(deps: ConnectionLoopDeps): ConnectionLoop {
  let state: LoopState = { kind: 'stopped' }
  let cancelTimer = (): void => {}
  /** How long the present sleep was meant to be. What is left of it by this computer's clock is wrong after a jump. */
  let sleepMs = 0
  let failures = 0
  /** Wakes that came while a round was running. */
  let calls = new Set<Wake>()
  /** A try that someone asked for ahead of time says nothing about how long to back off. */
  let asked = false

  const enter = (next: LoopState): void => {
    state = next
    deps.onState(next)
  }

  const runIn = (ms: number): void => {
    cancelTimer()
    cancelTimer = deps.scheduler.after(ms, () => void run())
  }

  const sleep = (kind: Sleep, ms: number): void => {
    sleepMs = ms
    enter({ kind, untilMs: deps.clock.nowMs() + ms })
    runIn(ms)
  }

  const run = async (): Promise<void> => {
    cancelTimer()
    calls = new Set()
    enter({ kind: 'running' })
    const end = await deps.round()
    // Stopped, and perhaps started again, while the round was under way.
    if (state.kind !== 'running') return
    if (end.kind === 'ok') rest(end.nextAttemptMs)
    else if (end.kind === 'failed') fail(end.failure)
  }

  const rest = (nextAttemptMs: number | null): void => {
    failures = 0
    asked = false
    const due = nextAttemptMs === null ? Number.POSITIVE_INFINITY : Math.max(nextAttemptMs - deps.clock.nowMs(), 0)
    sleep('resting', calls.size > 0 ? debounceOf(calls) : Math.min(deps.pollMs(), due))
  }

  const fail = ({ kind, retryAfterMs, progressed }: RoundFailure): void => {
    if (progressed) failures = 1
    else if (!asked || failures === 0) failures += 1
    asked = false
    if (kind === 'auth') enter({ kind: 'auth_required' })
    else if (kind === 'unsupported') sleep('unsupported', ASK_AGAIN_MS)
    else if (retryAfterMs !== undefined) sleep('told_to_wait', retryAfterMs)
    else sleep('backing_off', backoffMs(failures, deps.random.fraction()))
    // What was typed or poked meanwhile waits with the rest; a call that may end this state does.
    for (const call of calls) if (!GATHERED.includes(call)) wake(call)
  }

  const wake = (call: Wake): void => {
    if (state.kind === 'stopped') return
    if (state.kind === 'running') {
      calls.add(call)
      return
    }
    if (!ends(state.kind, call)) return
    asked = true
    const ms = debounceOf([call])
    if (ms === 0) void run()
    else if (state.kind !== 'resting' || sleepMs > ms) sleep('resting', ms)
  }

  return {
    start() {
      if (state.kind === 'stopped') void run()
    },
    stop() {
      cancelTimer()
      enter({ kind: 'stopped' })
    },
    wake,
    state: () => state,
  }
}

function ends(state: Sleep | 'auth_required', call: Wake): boolean {
  if (state === 'told_to_wait') return ENDS_TOLD_TO_WAIT.includes(call)
  if (state === 'auth_required') return call === 'session'
  if (state === 'unsupported') return ENDS_UNSUPPORTED.includes(call)
  return true
}

function debounceOf(calls: Iterable<Wake>): number {
  return [...calls].every((call) => GATHERED.includes(call)) ? DEBOUNCE_MS : 0
}
