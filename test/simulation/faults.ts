/** Everything that goes wrong in a simulation, by name; each happening is counted. */
export const FAULTS = [
  'offline',
  'connection_refused',
  'request_dropped',
  'request_late',
  'answer_lost',
  'answer_delayed',
  'delivered_twice',
  'reordered',
  'status_5xx_before',
  'status_5xx_after',
  'busy_429',
  'busy_503',
  'answer_truncated',
  'answer_garbage',
  'upload_cut',
  'token_expired',
  'session_revoked',
  'cursor_gone',
  'stream_cut',
  'bank_killed',
  'crashed',
  'disk_full',
  'clock_jump',
  'byte_flipped',
  'night',
] as const
export type FaultKind = (typeof FAULTS)[number]

export interface FaultLog {
  count(kind: FaultKind): void
  counts(): Readonly<Record<string, number>>
}

export function createFaultLog(): FaultLog {
  const counts = new Map<string, number>()
  return {
    count: (kind) => counts.set(kind, (counts.get(kind) ?? 0) + 1),
    counts: () => Object.fromEntries(counts),
  }
}
