import type { WindowFault } from '#shared/contract/views'
import { ask } from './bridge'

/** A bug that shows again and again is told once, and a log of bugs ends somewhere. */
const MOST = 50
const LONGEST = 4_000
const told = new Set<string>()

/** Has a bug of the window written into the app's log, from where diagnostics take it. */
export function reportFault(where: WindowFault['where'], error: unknown): void {
  const text = (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, LONGEST)
  if (told.has(text) || told.size >= MOST) return
  told.add(text)
  void ask('app.fault', { where, text })
}

/** Bugs that no screen shows: in what happens on a click, a key, a timer. */
export function followFaults(): void {
  window.addEventListener('error', ({ error, message }) => reportFault('event', error ?? message))
  window.addEventListener('unhandledrejection', ({ reason }) => reportFault('event', reason))
}
