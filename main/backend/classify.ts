import { Problem } from '#shared/contract/http'
import type { AppProblem } from '#shared/contract/views'
import type { BackendError, BackendErrorKind } from './port'

/** How a request ended, before anyone has judged it. */
export type Reply =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly retryAfter: string | undefined
      readonly body: string
    }
  /** `code` is Node's or axios's own name of what went wrong. */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }

/** Failures from before the first byte of a request was sent. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'CONNECT_TIMEOUT',
])
const CERTIFICATE = /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|EPROTO)/
const TIMEOUTS: ReadonlySet<string> = new Set(['ETIMEDOUT', 'ECONNABORTED', 'ESOCKETTIMEDOUT', 'SILENT'])
/** The bank speaks another protocol than this app. */
export const UNSUPPORTED: AppProblem = { code: 'protocol.unsupported' }
/** Beyond a day a wait is a mistake of the other side, not a wish. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000

/**
 * The one place that says what a failed request means for what happens next. Undefined for a success (2xx), whose body
 * is judged by its schema. Source: docs/protocol.md "Errors".
 */
export function classify(reply: Reply, nowMs: number): BackendError | undefined {
  if (reply.kind === 'failed') return classifyFailure(reply.code, reply.message)
  const { status } = reply
  if (status >= 200 && status < 300) return undefined
  if (status >= 300 && status < 400) return { kind: 'garbage', status, problem: { code: 'backend.redirect' } }
  return classifyStatus(status, problemOf(reply.body), retryAfterMs(reply.retryAfter, nowMs))
}

/** An answer that is not what the protocol promises. */
export function garbage(reason: string, status?: number): BackendError {
  return { kind: 'garbage', problem: { code: 'bank.garbage', params: { reason } }, ...(status ? { status } : {}) }
}

function classifyFailure(code: string, message: string): BackendError {
  if (NEVER_SENT.has(code)) return { kind: 'network', problem: { code: 'network.unreachable' }, notActedOn: true }
  if (CERTIFICATE.test(code))
    return { kind: 'network', problem: { code: 'backend.certificate', params: { reason: code } }, notActedOn: true }
  if (TIMEOUTS.has(code)) return { kind: 'network', problem: { code: 'network.timeout' } }
  if (code.startsWith('Z_') || code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return garbage('encoding')
  if (message.startsWith('maxContentLength')) return { kind: 'garbage', problem: { code: 'bank.too_large' } }
  return { kind: 'network', problem: { code: 'network.failed', params: { reason: code } } }
}

function classifyStatus(status: number, said: AppProblem | undefined, wait: number | undefined): BackendError {
  const patience = wait === undefined ? {} : { retryAfterMs: wait }
  // The bank answers these before it looks at the body, whoever stands in front of it.
  if (status === 429)
    return answer('retry_after', status, said ?? { code: 'bank.busy' }, { ...patience, notActedOn: true })
  if (status === 503) return answer('retry_after', status, said ?? { code: 'bank.unavailable' }, patience)
  // A gateway's 5xx says nothing about whether the bank behind it acted.
  if (status >= 500 || status === 408) return answer('network', status, said ?? { code: 'bank.unavailable' }, patience)
  // Another protocol may also have another form of problems, and its words would not say what helps here.
  if (status === 426) return answer('unsupported', status, UNSUPPORTED, { notActedOn: true })
  if (!said) return garbage('problem', status)
  // A blocked user's sessions are over as well (docs/domain.md §2); who signs in again is told whom to call.
  if (status === 401 || status === 423) return answer('auth', status, said, { notActedOn: true })
  if (status === 410) return answer('cursor_gone', status, said)
  return answer('permanent', status, said)
}

function answer(
  kind: BackendErrorKind,
  status: number,
  problem: AppProblem,
  more: Pick<BackendError, 'retryAfterMs' | 'notActedOn'> = {},
): BackendError {
  return { kind, status, problem, ...more }
}

/** What the bank said, undefined where it is not a problem document of the protocol. */
function problemOf(body: string): AppProblem | undefined {
  const parsed = Problem.safeParse(parseJson(body))
  if (!parsed.success) return undefined
  const { code, params, errors } = parsed.data
  return { code, ...(params ? { params } : {}), ...(errors ? { errors } : {}) }
}

/** The value of a JSON text, undefined where it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** `Retry-After` in either of its forms (RFC 9110 §10.2.3), in milliseconds, never negative. */
function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined
  const ms = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - nowMs
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_WAIT_MS)
}
