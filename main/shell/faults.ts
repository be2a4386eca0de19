import { app, dialog } from 'electron'
import type { Log } from './log-file'

/** Bugs end in the log, not in a dialog over the user's work: every command was durable before its caller heard of it. */
export function logFaults(log: Log): void {
  process.on('uncaughtException', (error) => log.error('uncaught exception', error))
  process.on('unhandledRejection', (reason) => log.error('unhandled rejection', reason))
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) => {
    if (reason !== 'clean-exit') log.warn('child process gone', { type, reason, exitCode, name })
  })
}

/** The app cannot go on: says so and ends. */
export function failToStart(log: Log | null, error: unknown): void {
  log?.error('could not start', error)
  dialog.showErrorBox('Bendahara', error instanceof Error ? error.message : String(error))
  app.exit(1)
}
