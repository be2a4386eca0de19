import { join } from 'node:path'
import log from 'electron-log/node'
import type { LogLine } from '#main/sync/diagnostics'
import { createRecentLog } from './recent-log'
import { redact } from './redaction'

const MAX_BYTES = 1024 * 1024

export interface Log {
  info(event: string, detail?: unknown): void
  warn(event: string, detail?: unknown): void
  error(event: string, detail?: unknown): void
  /** The last lines of this run, fit to be handed on; latest last. */
  recent(): readonly LogLine[]
}

/**
 * The app's log: `userData/logs/main.log`, readable by its user only, put aside as `main.old.log` at 1 MB. Everything passes
 * the redaction first. A build run from source also writes to the terminal.
 */
export function openLog({ userData, terminal }: { readonly userData: string; readonly terminal: boolean }): Log {
  log.hooks.push((message) => ({ ...message, data: message.data.map((item: unknown) => redact(item)) }))
  log.transports.file.resolvePathFn = () => join(userData, 'logs', 'main.log')
  log.transports.file.maxSize = MAX_BYTES
  log.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  log.transports.console.level = terminal ? 'info' : false
  const recent = createRecentLog(Date.now)
  const writer =
    (level: LogLine['level']) =>
    (event: string, detail?: unknown): void => {
      log[level](...entry(event, detail))
      recent.note(level, event, detail)
    }
  return { info: writer('info'), warn: writer('warn'), error: writer('error'), recent: recent.lines }
}

function entry(event: string, detail: unknown): unknown[] {
  return detail === undefined ? [event] : [event, detail]
}
