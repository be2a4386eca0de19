import type { Reply } from '#main/backend/classify'
import type { StreamReply, Transport, TransportRequest } from '#main/backend/http/transport'
import type { HttpAnswer, HttpRequest, SimulatedBank } from '../bank/simulated-bank'
import type { Chance } from '../chance'
import type { FaultLog } from '../faults'
import type { Timeline } from '../timeline'
import { openStream } from './stream'

/** What one request meets on its way. */
type Fate =
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

/** Weights while the network misbehaves; about every third request meets something. */
const FATES: Readonly<Record<Fate, number>> = {
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
}

/** After this long the adapter's own limit gives a request up. */
const GIVEN_UP_MS = 30_000

/** The way between one device and the bank. */
export interface Line {
  online: boolean
  /** No fate but `well` any more. */
  quiet: boolean
  transport(process: { readonly alive: boolean }): Transport
}

export interface LineDeps {
  readonly name: string
  readonly bank: SimulatedBank
  readonly timeline: Timeline
  readonly chance: Chance
  readonly faults: FaultLog
  readonly trace: (line: string) => void
  /** A request leaves the device. */
  readonly onSent: (request: TransportRequest) => void
  /** The bank has answered a request, whether or not that arrives. */
  readonly onDone: (request: TransportRequest, answer: HttpAnswer) => void
}

export function createLine(deps: LineDeps): Line {
  const { bank, timeline, chance, faults } = deps
  let sent = 0
  let arrived = 0

  const latency = (): number => 2 + chance.below(line.quiet ? 20 : chance.hits(0.1) ? 3_000 : 120)

  /** The request arrives at the bank, whatever becomes of the answer. */
  const deliver = async (request: TransportRequest, number: number): Promise<HttpAnswer | undefined> => {
    if (!bank.parts()) return undefined
    if (number < arrived) faults.count('reordered')
    arrived = Math.max(arrived, number)
    const answer = await bank.handle(httpOf(request))
    deps.onDone(request, answer)
    return answer
  }

  const send = (request: TransportRequest, answer: (reply: Reply) => void): void => {
    const number = ++sent
    deps.onSent(request)
    const fate = fateOf(request)

    if (fate !== 'well') {
      faults.count(fate)
      deps.trace(`  ${deps.name} ${request.method} ${request.path} meets ${fate}`)
    }
    const later = (ms: number, reply: Reply): void => {
      timeline.after(ms, () => answer(reply))
    }
    const early = earlyEnd(fate) ?? (fate === 'request_dropped' ? timedOut : undefined)
    if (early) {
      later(early === timedOut ? GIVEN_UP_MS : latency() * 2, early)
      return
    }
    const slow = fate === 'request_late' ? GIVEN_UP_MS + chance.below(90_000) : 0
    if (slow > 0) later(GIVEN_UP_MS, timedOut)
    timeline.after(slow + latency(), async () => {
      const generation = bank.generation()
      const bankSays = await deliver(request, number)
      if (slow > 0) return
      if (!bankSays) {
        later(latency(), failed('ECONNREFUSED'))
        return
      }
      const wait = latency() + (fate === 'answer_delayed' ? 2_000 + chance.below(26_000) : 0)
      timeline.after(wait, () =>
        answer(bank.generation() === generation ? arrivedAs(fate, bankSays) : failed('ECONNRESET')),
      )
    })
    if (fate === 'delivered_twice')
      timeline.after(latency() + chance.below(chance.hits(0.5) ? 200 : 60_000), async () => {
        await deliver(request, number)
      })
  }

  const fateOf = ({ path }: TransportRequest): Fate => {
    if (!line.online) {
      faults.count('offline')
      return 'connection_refused'
    }
    if (line.quiet) return 'well'
    const fate = chance.weighted(FATES)
    if (fate === 'cursor_gone' && path !== '/v1/sync/changes') return 'well'
    if (path === '/v1/auth/refresh' && (fate === 'token_expired' || fate === 'cursor_gone')) return 'well'
    return fate
  }

  const line: Line = {
    online: true,
    quiet: false,
    transport(process) {
      return {
        request: (request) =>
          new Promise((resolve) => {
            send(request, (reply) => {
              // No answer reaches a process that has ended.
              if (process.alive) resolve(reply)
            })
          }),
        stream: (request, signal): Promise<StreamReply> => openStream(deps, line, request, signal),
        // No device of these worlds has files.
        transfer: async () => ({ kind: 'failed', code: 'ECONNREFUSED', message: '' }),
        drop: () => {},
        close: () => {},
      }
    },
  }
  return line
}

function httpOf({ method, path, query, body, token }: TransportRequest): HttpRequest {
  const search = query
    ? `?${new URLSearchParams(Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]))}`
    : ''
  return {
    method,
    path: path + search,
    headers: {
      'bendahara-protocol': '1',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  }
}

const failed = (code: string): Reply => ({ kind: 'failed', code, message: '' })
const timedOut = failed('ETIMEDOUT')

function problem(status: number, code: string, retryAfter?: string): Reply {
  const body = JSON.stringify({ type: 'about:blank', title: code, status, code, detail: code })
  return { kind: 'answered', status, retryAfter, body }
}

/** Fates that no bank hears of. */
function earlyEnd(fate: Fate): Reply | undefined {
  switch (fate) {
    case 'connection_refused':
      return failed('ECONNREFUSED')
    case 'status_5xx_before':
      return { kind: 'answered', status: 502, retryAfter: undefined, body: '<h1>Bad Gateway</h1>' }
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
function arrivedAs(fate: Fate, answer: HttpAnswer): Reply {
  if (fate === 'answer_lost') return failed('ECONNRESET')
  if (fate === 'status_5xx_after') return { kind: 'answered', status: 504, retryAfter: undefined, body: '' }
  if (fate === 'answer_garbage') return { kind: 'answered', status: 200, retryAfter: undefined, body: '<html></html>' }
  const body = fate === 'answer_truncated' ? answer.body.slice(0, answer.body.length / 2) : answer.body
  return { kind: 'answered', ...answer, body }
}
