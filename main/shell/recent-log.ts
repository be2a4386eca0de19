import type { LogLine } from '#main/sync/diagnostics'

/** So many lines are remembered. */
const KEPT = 200

export interface RecentLog {
  note(level: LogLine['level'], event: string, detail: unknown): void
  /** Latest last. */
  lines(): readonly LogLine[]
}

/**
 * The last lines of this run's log, for diagnosis by others: the program's own words stay, what they were about does not,
 * since a message may quote anything. Of an error its kind and code are kept.
 */
export function createRecentLog(nowMs: () => number): RecentLog {
  const lines: LogLine[] = []
  return {
    note(level, event, detail) {
      lines.push({ at: new Date(nowMs()).toISOString(), level, event, fault: faultOf(detail) })
      if (lines.length > KEPT) lines.shift()
    },
    lines: () => [...lines],
  }
}

function faultOf(detail: unknown): string | null {
  if (typeof detail !== 'object' || detail === null) return null
  const name = detail instanceof Error && /^[A-Z][A-Za-z]{0,40}$/.test(detail.name) ? [detail.name] : []
  const code = 'code' in detail && typeof detail.code === 'string' && isCode(detail.code) ? [detail.code] : []
  return [...name, ...code].join(' ') || null
}

/** The system's codes, such as `ENOSPC` or `SQLITE_IOERR`, and the app's, such as `storage.full`. */
function isCode(text: string): boolean {
  return /^(E[A-Z0-9_]{2,30}|SQLITE_[A-Z_]{2,30}|[a-z_]{1,30}(\.[a-z_]{1,40}){1,2})$/.test(text)
}
