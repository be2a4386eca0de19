import { z } from 'zod'
import {
  Acknowledged,
  ChangesResponse,
  CommandResult,
  CommandsResponse,
  DigestResponse,
  LoginResponse,
  Meta,
  PROTOCOL_VERSION,
  TransactionsResponse,
} from '#shared/contract/http'
import type { AppProblem } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'
import { classify, garbage, parseJson, UNSUPPORTED } from '../classify'
import type { BackendError, BankBackend, TokenStore } from '../port'
import { type BankAddress, bankAddress } from './address'
import { answersFor, pageFaults } from './checks'
import { listenOnce } from './listen'
import { createSessionTokens } from './session-tokens'
import { createTransport, type Transport, type TransportRequest } from './transport'
import { createUploads } from './uploads'

export interface HttpBackendDeps {
  readonly url: string
  readonly tokens: TokenStore
  /** This computer's time in milliseconds since 1970-01-01T00:00Z. */
  readonly nowMs: () => number
}

/**
 * The BankBackend that speaks docs/protocol.md over HTTP, or over what `connect` gives instead of sockets. Errors:
 * `backend.insecure`, `backend.url_invalid`.
 */
export function createHttpBackend(
  deps: HttpBackendDeps,
  connect: (address: BankAddress) => Transport = createTransport,
): Result<BankBackend, AppProblem> {
  const address = bankAddress(deps.url)
  return address.ok ? ok(httpBackend(deps, address.value, connect(address.value))) : address
}

/** What a bank of any protocol says of itself; the rest may look otherwise there. */
const AnyMeta = z.looseObject({ protocol: z.int() })

function httpBackend(deps: HttpBackendDeps, address: BankAddress, transport: Transport): BankBackend {
  let offsetMs = 0
  const sawServerTime = (instant: string): void => {
    offsetMs = Date.parse(instant) - deps.nowMs()
  }
  const tokens = createSessionTokens({
    transport,
    store: deps.tokens,
    bankNowMs: () => deps.nowMs() + offsetMs,
    sawServerTime,
  })

  const ask = async <T>(request: TransportRequest, schema: z.ZodType<T>): Promise<Result<T, BackendError>> => {
    const reply = await transport.request(request)
    const error = classify(reply, deps.nowMs())
    if (error) return err(error)
    const parsed = schema.safeParse(parseJson(reply.kind === 'answered' ? reply.body : ''))
    if (!parsed.success) return err(garbage(request.path.split('?')[0] ?? '', 200))
    return ok(parsed.data)
  }

  /** A request with a token, tried once more with a renewed one where the bank refuses the first. */
  const withToken = async <T>(run: (token: string) => Promise<Result<T, BackendError>>) => {
    const token = await tokens.current()
    if (!token.ok) return token
    const first = await run(token.value)
    if (first.ok || first.error.kind !== 'auth') return first
    const fresh = await tokens.renewed(token.value)
    return fresh.ok ? run(fresh.value) : fresh
  }

  const askSigned = <T>(request: TransportRequest, schema: z.ZodType<T>) =>
    withToken((token) => ask({ ...request, token }, schema))

  const noteTime = <T extends { serverTime: string }>(answer: Result<T, BackendError>): Result<T, BackendError> => {
    if (answer.ok) sawServerTime(answer.value.serverTime)
    return answer
  }

  return {
    ...createUploads({ transport, address, nowMs: deps.nowMs, withToken }),
    url: address.origin,
    async meta() {
      const answer = await ask({ method: 'GET', path: '/v1/meta' }, AnyMeta)
      if (!answer.ok) return answer
      const { protocol } = answer.value
      if (protocol !== PROTOCOL_VERSION) return err({ kind: 'unsupported', problem: UNSUPPORTED })
      const meta = Meta.safeParse(answer.value)
      return meta.success ? noteTime(ok(meta.data)) : err(garbage('/v1/meta', 200))
    },
    async login(request) {
      const answer = noteTime(await ask({ method: 'POST', path: '/v1/auth/login', body: request }, LoginResponse))
      if (answer.ok) {
        const { accessToken, accessExpiresAt, refreshToken } = answer.value
        deps.tokens.save({ accessToken, accessExpiresAt, refreshToken })
      }
      return answer
    },
    async logout() {
      const answer = await askSigned({ method: 'POST', path: '/v1/auth/logout', body: {} }, Acknowledged)
      deps.tokens.save(null)
      return answer.ok ? ok(undefined) : answer
    },
    async changePassword(current, next) {
      const request = { method: 'POST', path: '/v1/auth/password', body: { current, next } } as const
      const answer = noteTime(await askSigned(request, Acknowledged))
      return answer.ok ? ok(undefined) : answer
    },
    async changes(cursor, limit) {
      const query = cursor === null ? { limit } : { cursor, limit }
      const answer = noteTime(await askSigned({ method: 'GET', path: '/v1/sync/changes', query }, ChangesResponse))
      return answer.ok && pageFaults(answer.value, cursor) ? err(garbage('changes order', 200)) : answer
    },
    digest: () => askSigned({ method: 'GET', path: '/v1/sync/digest' }, DigestResponse),
    transactions(accountId, before, limit) {
      const path = `/v1/accounts/${encodeURIComponent(accountId)}/transactions`
      const query = before === undefined ? { limit } : { before, limit }
      return askSigned({ method: 'GET', path, query }, TransactionsResponse)
    },
    async sendCommands(deviceId, commands) {
      const request = { method: 'POST', path: '/v1/commands', body: { deviceId, commands } } as const
      const answer = noteTime(await askSigned(request, CommandsResponse))
      return answer.ok && !answersFor(answer.value.results, commands) ? err(garbage('results', 200)) : answer
    },
    async commandResult(id) {
      const answer = await askSigned({ method: 'GET', path: `/v1/commands/${encodeURIComponent(id)}` }, CommandResult)
      if (!answer.ok) return answer.error.status === 404 && answer.error.kind === 'permanent' ? ok(null) : answer
      return answer.value.id === id ? answer : err(garbage('result id', 200))
    },
    listen: (onPoke, signal, onOpen = () => {}) =>
      withToken((token) => listenOnce(transport, token, deps.nowMs, { onPoke, onOpen, signal })),
    dropConnections: () => transport.drop(),
    close: () => transport.close(),
  }
}
