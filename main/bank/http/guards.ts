import { PROTOCOL_VERSION } from '#shared/contract/http'
import type { AuthError, Authentication } from '../auth/authentication'
import type { BankMiddleware } from './environment'
import { HttpProblem, isProblemCode } from './problems'

/** What every request must pass before any route sees it. */

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Refuses requests that name another host. A web page can make its own domain resolve to 127.0.0.1 and then talk to us as
 * "same origin"; its Host header gives it away.
 */
export const hostGuard: BankMiddleware = async (context, next) => {
  const host = context.req.header('host')
  if (host === undefined || !isOwnHost(host, context.env.incoming.socket.localPort)) {
    throw new HttpProblem('request.foreign_host')
  }
  await next()
}

function isOwnHost(host: string, port: number | undefined): boolean {
  return LOOPBACK_NAMES.some((name) => host.toLowerCase() === `${name}:${port}`)
}

/** Refuses requests that a web page of another origin makes; only the bank's own console is a page here. */
export const originGuard: BankMiddleware = async (context, next) => {
  const origin = context.req.header('origin')
  if (origin !== undefined && origin !== 'null') {
    const host = /^http:\/\/([^/]+)$/i.exec(origin)?.[1]
    if (host === undefined || !isOwnHost(host, context.env.incoming.socket.localPort)) {
      throw new HttpProblem('request.foreign_origin')
    }
  }
  await next()
}

/** Refuses clients that say they speak another version of the protocol. */
export const protocolGuard: BankMiddleware = async (context, next) => {
  const version = context.req.header('bendahara-protocol')
  if (version !== undefined && version !== String(PROTOCOL_VERSION)) {
    throw new HttpProblem('protocol.unsupported', { params: { supported: [PROTOCOL_VERSION] } })
  }
  await next()
}

/** Lets only signed-in users through and tells the route who it is. */
export function signedIn(authentication: Authentication): BankMiddleware {
  return async (context, next) => {
    const token = /^Bearer ([\w-]{20,200})$/i.exec(context.req.header('authorization') ?? '')?.[1]
    if (token === undefined) throw new HttpProblem('auth.required')
    const identified = authentication.identify(token)
    if (!identified.ok) throw authProblem(identified.error)
    context.set('signedIn', identified.value)
    await next()
  }
}

/** The problem that tells a refused sign-in, refresh or request. */
export function authProblem(error: AuthError): HttpProblem {
  if (!isProblemCode(error.code)) throw new Error(`no problem for ${error.code}`)
  return new HttpProblem(error.code, {
    ...(error.params ? { params: error.params } : {}),
    ...(error.retryAfterMs === undefined
      ? {}
      : { headers: { 'retry-after': String(Math.ceil(error.retryAfterMs / 1000)) } }),
  })
}
