import type { TransferRequest, Transport, TransportRequest } from '#main/backend/http/transport'
import type { HttpAnswer, HttpRequest, SimulatedBank } from '../bank/simulated-bank'
import type { Chance } from '../chance'
import type { FaultLog } from '../faults'
import type { Timeline } from '../timeline'
import { arrivedAs, earlyEnd, FATES, type Fate, failed, GIVEN_UP_MS, type HeardReply, timedOut } from './fates'
import { openStream } from './stream'

/** The way between one device and the bank. */
export interface Line {
  online: boolean
  /** No fate but `well` any more. */
  quiet: boolean
  transport(user: LineUser): Transport
}

/** A process that speaks over the line. */
export interface LineUser {
  alive(): boolean
  /** A request is about to leave, an answer has arrived: the process may die of either. */
  cross(point: 'request.leaves' | 'answer.arrived'): void
}

export interface LineDeps {
  /** The bank gives no more documents at once; it may, whatever was asked for. */
  readonly pageLimit: number
  readonly name: string
  readonly bank: SimulatedBank
  readonly timeline: Timeline
  readonly chance: Chance
  readonly faults: FaultLog
  readonly trace: (line: string) => void
  /** A request leaves the device. */
  readonly onSent: (request: Pick<TransportRequest, 'path' | 'token' | 'body'>) => void
  /** The bank has answered a request, whether or not that arrives. */
  readonly onDone: (request: TransportRequest, answer: HttpAnswer) => void
}

/** A request of either kind. */
interface Parcel {
  readonly http: HttpRequest
  readonly onDone: (answer: HttpAnswer) => void
}

export function createLine(deps: LineDeps): Line {
  const { bank, timeline, chance, faults } = deps
  let sent = 0
  let arrived = 0

  const latency = (): number => 2 + chance.below(line.quiet ? 20 : chance.hits(0.1) ? 3_000 : 120)

  /** The request arrives at the bank, whatever becomes of the answer. */
  const deliver = async ({ http, onDone }: Parcel, number: number): Promise<HttpAnswer | undefined> => {
    if (!bank.parts()) return undefined
    if (number < arrived) faults.count('reordered')
    arrived = Math.max(arrived, number)
    const answer = await bank.handle(http)
    onDone(answer)
    return answer
  }

  const send = (parcel: Parcel, answer: (reply: HeardReply) => void): void => {
    const number = ++sent
    const { method, path } = parcel.http
    const fate = fateOf(parcel.http)
    if (fate !== 'well') {
      faults.count(fate)
      deps.trace(`  ${deps.name} ${method} ${path} meets ${fate}`)
    }
    const later = (ms: number, reply: HeardReply): void => {
      timeline.after(ms, () => answer(reply))
    }
    const early = earlyEnd(fate)
    if (early) {
      later(early === timedOut ? GIVEN_UP_MS : latency() * 2, early)
      return
    }
    const slow = fate === 'request_late' ? GIVEN_UP_MS + chance.below(90_000) : 0
    if (slow > 0) later(GIVEN_UP_MS, timedOut)
    const arriving = fate === 'upload_cut' ? { ...parcel, http: cut(parcel.http, chance) } : parcel
    timeline.after(slow + latency(), async () => {
      const generation = bank.generation()
      const bankSays = await deliver(arriving, number)
      if (slow > 0) return
      if (!bankSays) {
        later(latency(), failed('ECONNREFUSED'))
        return
      }
      // Only what has arrived once can arrive again: nothing leaves on a connection that was refused.
      if (fate === 'delivered_twice')
        timeline.after(latency() + chance.below(chance.hits(0.5) ? 200 : 60_000), async () => {
          await deliver(parcel, number)
        })
      const wait = latency() + (fate === 'answer_delayed' ? 2_000 + chance.below(26_000) : 0)
      timeline.after(wait, () =>
        answer(bank.generation() === generation ? arrivedAs(fate, bankSays) : failed('ECONNRESET')),
      )
    })
  }

  const fateOf = ({ method, path }: HttpRequest): Fate => {
    if (!line.online) {
      faults.count('offline')
      return 'connection_refused'
    }
    if (line.quiet) return 'well'
    const fate = chance.weighted(FATES)
    if (fate === 'cursor_gone' && !path.startsWith('/v1/sync/changes')) return 'well'
    if (fate === 'upload_cut' && method !== 'PATCH') return 'well'
    if (path === '/v1/auth/refresh' && (fate === 'token_expired' || fate === 'cursor_gone')) return 'well'
    return fate
  }

  /** No request of a process that has ended leaves, and no answer reaches one. */
  const between =
    (user: LineUser, begin: (answer: (reply: HeardReply) => void) => void) =>
    (resolve: (reply: HeardReply) => void): void => {
      user.cross('request.leaves')
      if (!user.alive()) return
      begin((reply) => {
        if (user.alive()) user.cross('answer.arrived')
        if (user.alive()) resolve(reply)
      })
    }

  const line: Line = {
    online: true,
    quiet: false,
    transport: (user) => ({
      request: (request) =>
        new Promise(
          between(user, (answer) => {
            deps.onSent(request)
            send({ http: httpOf(request, deps.pageLimit), onDone: (said) => deps.onDone(request, said) }, answer)
          }),
        ),
      transfer: (request) =>
        new Promise(
          between(user, (answer) => {
            if (request.signal?.aborted) return answer(failed('ERR_CANCELED'))
            request.signal?.addEventListener('abort', () => answer(failed('ERR_CANCELED')), { once: true })
            const { path, token } = request
            deps.onSent({ path, ...(token === undefined ? {} : { token }) })
            send({ http: bytesOf(request), onDone: () => {} }, answer)
          }),
        ),
      stream: (request, signal) => openStream(deps, line, request, signal),
      drop: () => {},
      close: () => {},
    }),
  }
  return line
}

const bearer = (token: string | undefined) => (token === undefined ? {} : { authorization: `Bearer ${token}` })

function httpOf({ method, path, query, body, token }: TransportRequest, pageLimit: number): HttpRequest {
  const entries = Object.entries(query ?? {}).map(([key, value]): [string, string] => [
    key,
    String(key === 'limit' ? Math.min(Number(value), pageLimit) : value),
  ])
  const search = entries.length > 0 ? `?${new URLSearchParams(entries)}` : ''
  return {
    method,
    path: path + search,
    headers: {
      'bendahara-protocol': '1',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...bearer(token),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  }
}

function bytesOf({ method, path, headers, body, token }: TransferRequest): HttpRequest {
  return { method, path, headers: { 'bendahara-protocol': '1', ...headers, ...bearer(token) }, body }
}

/** Breaks off somewhere within the body. */
function cut(http: HttpRequest, chance: Chance): HttpRequest {
  return { ...http, cutAfter: chance.below(Math.max(1, http.body?.length ?? 0)) }
}
