import { join } from 'node:path'
import log from 'electron-log/node'
import { redact } from './redaction'

const MAX_BYTES = 1024 * 1024

export interface Log {
  info(event: string, detail?: unknown): void
  warn(event: string, detail?: unknown): void
  error(event: string, detail?: unknown): void
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
  return {
    info: (event, detail) => log.info(...entry(event, detail)),
    warn: (event, detail) => log.warn(...entry(event, detail)),
    error: (event, detail) => log.error(...entry(event, detail)),
  }
}

function entry(event: string, detail: unknown): unknown[] {
  return detail === undefined ? [event] : [event, detail]
}
