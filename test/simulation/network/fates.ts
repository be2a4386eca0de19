import type { Reply } from '#main/backend/classify'

/** What one request meets on its way. */
export type Fate =
  | 'well'
  | 'connection_refused'
  | 'request_dropped'
  | 'request_late'
  | 'answer_lost'
  | 'answer_delayed'
  | 'delivered_twice'
  | 'status_5xx_before'
  | 'status_5xx_after'
  | 'busy_429'
  | 'busy_503'
  | 'answer_truncated'
  | 'answer_garbage'
  | 'token_expired'
  | 'session_revoked'
  | 'cursor_gone'
  | 'upload_cut'

/** Weights while the network misbehaves; about every third request meets something. */
export const FATES: Readonly<Record<Fate, number>> = {
  well: 60,
  connection_refused: 3,
  request_dropped: 4,
  request_late: 3,
  answer_lost: 5,
  answer_delayed: 4,
  delivered_twice: 5,
  status_5xx_before: 2,
  status_5xx_after: 2,
  busy_429: 1.5,
  busy_503: 1.5,
  answer_truncated: 3,
  answer_garbage: 1.5,
  token_expired: 2,
  session_revoked: 0.3,
  cursor_gone: 1,
  upload_cut: 25,
}

/** After this long the adapter's own limit gives a request up. */
export const GIVEN_UP_MS = 30_000

/** What the bank has said, as far as both kinds of requests read it. */
export interface Heard {
  readonly status: number
  readonly retryAfter: string | undefined
  readonly body: string
  readonly bytes: Uint8Array
  header(name: string): string | undefined
}

export type HeardReply = ({ readonly kind: 'answered' } & Heard) | Extract<Reply, { kind: 'failed' }>

export const failed = (code: string): HeardReply => ({ kind: 'failed', code, message: '' })
export const timedOut = failed('ETIMEDOUT')

function said(status: number, body: string, retryAfter?: string): HeardReply {
  const header = (name: string): string | undefined => (name === 'retry-after' ? retryAfter : undefined)
  return { kind: 'answered', status, retryAfter, body, bytes: new TextEncoder().encode(body), header }
}

function problem(status: number, code: string, retryAfter?: string): HeardReply {
  return said(status, JSON.stringify({ type: 'about:blank', title: code, status, code, detail: code }), retryAfter)
}

/** The ends of which no bank hears. */
export function earlyEnd(fate: Fate): HeardReply | undefined {
  switch (fate) {
    case 'connection_refused':
      return failed('ECONNREFUSED')
    case 'request_dropped':
      return timedOut
    case 'status_5xx_before':
      return said(502, '<h1>Bad Gateway</h1>')
    case 'busy_429':
      return problem(429, 'bank.busy', '7')
    case 'busy_503':
      return problem(503, 'bank.unavailable', '20')
    case 'token_expired':
      return problem(401, 'auth.token_expired')
    case 'session_revoked':
      return problem(401, 'auth.required')
    case 'cursor_gone':
      return problem(410, 'sync.cursor_gone')
    default:
      return undefined
  }
}

/** What becomes of an answer on its way back. */
export function arrivedAs(fate: Fate, answer: Heard): HeardReply {
  if (fate === 'answer_lost' || fate === 'upload_cut') return failed('ECONNRESET')
  if (fate === 'status_5xx_after') return said(504, '')
  if (fate === 'answer_garbage') return said(200, '<html></html>')
  if (fate !== 'answer_truncated') return { kind: 'answered', ...answer }
  const bytes = answer.bytes.slice(0, answer.bytes.length / 2)
  return { kind: 'answered', ...answer, body: answer.body.slice(0, answer.body.length / 2), bytes }
}
