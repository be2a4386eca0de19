import { z } from 'zod'
import { InstantText } from '#shared/domain/fields'
import { err, ok, type Result } from '#shared/kernel/result'
import { classify, garbage, parseJson } from '../classify'
import type { BackendError, TokenStore, Tokens } from '../port'
import type { Transport } from './transport'

/** Renewed this long before the bank would refuse it, so that a request under way does not outlive it. */
const RENEW_BEFORE_MS = 60_000

/** What login and refresh have in common. */
const TokenAnswer = z.object({
  accessToken: z.string().min(1),
  accessExpiresAt: InstantText,
  refreshToken: z.string().min(1),
  serverTime: InstantText.optional(),
})

export interface SessionTokens {
  /** A token that is good for now, renewed first where needed. */
  current(): Promise<Result<string, BackendError>>
  /** The bank refused `token`: renews it, or hands out the one that has replaced it meanwhile. */
  renewed(token: string): Promise<Result<string, BackendError>>
}

const SESSION_OVER: BackendError = { kind: 'auth', problem: { code: 'auth.required' }, notActedOn: true }

/**
 * Keeps the access token fresh. Refresh tokens rotate and a reused one ends the session (docs/protocol.md "Session"),
 * so one renewal runs at a time and its result is stored before anyone uses it.
 */
export function createSessionTokens(deps: {
  readonly transport: Transport
  readonly store: TokenStore
  /** The bank's time as far as it is known, in milliseconds since 1970-01-01T00:00Z. */
  readonly bankNowMs: () => number
  readonly sawServerTime: (instant: string) => void
}): SessionTokens {
  let renewal: Promise<Result<string, BackendError>> | undefined

  const renew = async (tokens: Tokens): Promise<Result<string, BackendError>> => {
    const reply = await deps.transport.request({
      method: 'POST',
      path: '/v1/auth/refresh',
      body: { refreshToken: tokens.refreshToken },
    })
    const error = classify(reply, deps.bankNowMs())
    if (error) {
      // Someone may have signed in anew while this request was under way: their tokens are not ours to drop.
      if (error.kind === 'auth' && deps.store.load()?.refreshToken === tokens.refreshToken) deps.store.save(null)
      return err({ ...error, notActedOn: true })
    }
    const parsed = TokenAnswer.safeParse(parseJson(reply.kind === 'answered' ? reply.body : ''))
    if (!parsed.success) return err({ ...garbage('refresh'), notActedOn: true })
    const { accessToken, accessExpiresAt, refreshToken, serverTime } = parsed.data
    deps.store.save({ accessToken, accessExpiresAt, refreshToken })
    if (serverTime !== undefined) deps.sawServerTime(serverTime)
    return ok(accessToken)
  }

  const renewOnce = (tokens: Tokens): Promise<Result<string, BackendError>> => {
    renewal ??= renew(tokens).finally(() => {
      renewal = undefined
    })
    return renewal
  }

  return {
    async current() {
      if (renewal) return renewal
      const tokens = deps.store.load()
      if (!tokens) return err(SESSION_OVER)
      const left = Date.parse(tokens.accessExpiresAt) - deps.bankNowMs()
      return left > RENEW_BEFORE_MS ? ok(tokens.accessToken) : renewOnce(tokens)
    },
    async renewed(token) {
      if (renewal) return renewal
      const tokens = deps.store.load()
      if (!tokens) return err(SESSION_OVER)
      return tokens.accessToken === token ? renewOnce(tokens) : ok(tokens.accessToken)
    },
  }
}
